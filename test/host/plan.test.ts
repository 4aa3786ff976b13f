import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Plan } from '../../src/fleet/plan/plan.ts';
import { Lab, provision, short } from './lab.ts';

const plan = (uri: vscode.Uri | vscode.Uri[], options: object = {}) =>
  vscode.commands.executeCommand<Plan>('pbx.planTrunks', uri, { show: false, ...options });

describe('planning', () => {
  const lab = new Lab();
  afterEach(() => lab.end());

  it('returns what would change, and changes nothing', async () => {
    const pbx = await lab.start(
      'hq',
      {},
      { trunks: [{ trunkname: 'b', trunktype: 'peer', host: 'h', port: '1' }] },
    );
    await lab.signIn('hq');
    const trunk = (name: string) => `  - {trunkname: ${name}, trunktype: peer, host: h, port: 5060}\n`;
    const uri = await lab.file('trunks.yaml', `pbx: hq\ntrunks:\n${trunk('a')}${trunk('b')}`);
    assert.deepEqual(await plan(uri), {
      steps: [
        { pbx: 'hq', trunkname: 'a', action: 'add' },
        { pbx: 'hq', trunkname: 'b', action: 'update', fields: ['port'] },
      ],
    });
    assert.deepEqual(short(await provision(uri, { update: true })), ['hq/a added', 'hq/b updated']);
    assert.deepEqual(
      (await plan([uri], { pbx: 'hq' })).steps.map(({ action }) => action),
      ['none', 'none'],
    );
    assert.equal(pbx.count('siptrunk/add'), 1);
  });

  it('says which PBX could not be asked, and why a file is not right', async () => {
    await lab.start('hq');
    const uri = await lab.file(
      'trunks.yaml',
      'pbx: hq\ntrunkname: a\ntrunktype: peer\nhost: h\nport: 5060\n',
    );
    const signedOut = await plan(uri);
    assert.deepEqual([signedOut.steps, signedOut.problems?.map(({ pbx }) => pbx)], [[], ['hq']]);
    assert.match(signedOut.problems?.[0]?.message ?? '', /[Ss]ign in/);
    const wrong = await plan(uri, { pbx: 'nowhere' });
    assert.deepEqual([wrong.steps, wrong.problems?.length], [[], 1]);
    assert.match(wrong.problems?.[0]?.message ?? '', /nowhere/);
  });
});
