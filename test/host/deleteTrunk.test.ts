import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TrunkOutcome } from '../../src/core/outcome.ts';
import type { SipTrunk } from '../../src/demo/trunkFields.ts';
import { SeededRandom } from '../unit/core/trunkYaml/seededRandom.ts';
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
const dialects = [
  ['JSON', {}],
  ['XML', { format: 'xml' }],
  ['v1.1.0', { apiVersion: 'v1.1.0' }],
] as const;

describe('deleting a trunk by automation', () => {
  const lab = new Lab();
  afterEach(() => lab.end());

  for (const [words, connection] of dialects) {
    it(`deletes the one of that name and no other (${words})`, async () => {
      const trunks = ['ITSP “A” & <B>', 'itsp', 'itsp-2'].map(account);
      const hq = await lab.start('hq', connection, { trunks });
      await lab.signIn('hq');
      const outcomes = [
        await deleteSipTrunk('hq', 'ITSP “A” & <B>'),
        await deleteSipTrunk('hq', 'itsp'),
        await deleteSipTrunk('hq', 'itsp'),
      ];
      assert.deepEqual(
        outcomes.map(({ pbx, trunkname, outcome }) => `${pbx}/${trunkname} ${outcome}`),
        ['hq/ITSP “A” & <B> deleted', 'hq/itsp deleted', 'hq/itsp unchanged'],
      );
      assert.deepEqual(
        hq.trunks.all().map(({ trunkname }) => trunkname),
        ['itsp-2'],
      );
      assert.equal(hq.count('siptrunk/delete'), 2);
      assert.ok(!JSON.stringify(outcomes).includes(planted));
    });

    it(`never sends all or a comma to delete (${words})`, async function () {
      this.timeout(60_000);
      const hq = await lab.start('hq', connection, { trunks: ['a', 'b', 'x'].map(account) });
      await lab.signIn('hq');
      const random = new SeededRandom(words.length);
      const piece = () =>
        random.pick(['all', 'ALL', 'a', 'll', 'b', ',', ' ', '\0', '\n', '\u200b', '\u00a0', '"', '<', '&']);
      const names = ['all', ' All ', 'a,b', ',', '', ' ', 'al\u200bl', 'all\0', 'x\0,a'].concat(
        Array.from({ length: 60 }, () => random.several(4, piece).join('')),
      );
      for (const name of names.filter((one) => one !== 'a' && one !== 'b')) {
        const { trunkname, outcome } = await deleteSipTrunk('hq', name);
        assert.equal(trunkname, name);
        assert.ok(outcome === 'failed' || outcome === 'unchanged', `${JSON.stringify(name)}: ${outcome}`);
      }
      assert.equal(hq.count('siptrunk/delete'), 0);
      assert.equal(hq.trunks.all().length, 3);
    });
  }

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
