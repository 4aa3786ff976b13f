import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TrunkOutcome } from '../../src/core/outcome.ts';
import type { SipTrunk } from '../../src/demo/trunkFields.ts';
import { Lab } from './lab.ts';

const planted = 'plantedDeletePassw0rd';
const deleteSipTrunk = (pbx: string, trunkname: string): Thenable<TrunkOutcome> =>
  vscode.commands.executeCommand('pbx.deleteSipTrunk', { pbx, trunkname, confirm: false });

const account = (trunkname: string): SipTrunk => ({
  trunkname,
  trunktype: 'account',
  username: 'u',
  authname: 'u',
  password: planted,
});
describe('deleting a trunk by automation', () => {
  const lab = new Lab();
  afterEach(() => lab.end());

  it('deletes the one of that name and no other', async () => {
    const trunks = ['ITSP “A” & <B>', 'itsp', 'itsp-2'].map(account);
    const hq = await lab.start('hq', {}, { trunks });
    await lab.signIn('hq');
    const names = ['ITSP “A” & <B>', 'itsp', 'itsp', 'all', 'itsp,itsp-2'];
    const outcomes: TrunkOutcome[] = [];
    for (const name of names) outcomes.push(await deleteSipTrunk('hq', name));
    assert.deepEqual(
      outcomes.map(({ trunkname }) => trunkname),
      names,
    );
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome),
      ['deleted', 'deleted', 'unchanged', 'failed', 'failed'],
    );
    assert.deepEqual(
      hq.trunks.all().map(({ trunkname }) => trunkname),
      ['itsp-2'],
    );
    assert.equal(hq.count('siptrunk/delete'), 2);
    assert.ok(!JSON.stringify(outcomes).includes(planted));
  });

  it('says what is missing, and asks nothing', async () => {
    const hq = await lab.start('hq', {}, { trunks: [account('itsp')] });
    const signedOut = await deleteSipTrunk('hq', 'itsp');
    assert.equal(signedOut.outcome, 'failed');
    assert.match(signedOut.message ?? '', /sign/i);
    const unknown = await deleteSipTrunk('nowhere', 'itsp');
    assert.equal(unknown.outcome, 'failed');
    assert.match(unknown.message ?? '', /nowhere/);
    const halfNamed = await vscode.commands.executeCommand<TrunkOutcome>('pbx.deleteSipTrunk', {
      pbx: 'hq',
      confirm: false,
    });
    assert.equal(halfNamed.outcome, 'failed');
    assert.match(halfNamed.message ?? '', /trunkname/);
    assert.equal(hq.count('siptrunk/delete'), 0);
  });
});
