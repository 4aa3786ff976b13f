import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Lab, type LabPbx } from './lab.ts';

/** VS Code marks settings that are wrong, and gives them to the extension all the same. */
describe('settings that are not as they should be', () => {
  const lab = new Lab();
  let pbx: LabPbx;
  before(async () => {
    pbx = await lab.start('hq');
    await lab.signIn('hq');
  });
  after(async () => {
    await set('requestTimeout', undefined);
    await set('maxConcurrentPbxes', undefined);
    await lab.end();
  });

  const set = (key: string, value: unknown) =>
    vscode.workspace.getConfiguration('pbx').update(key, value, vscode.ConfigurationTarget.Global);
  const test = async (name: string) => {
    const { steps } = await vscode.commands.executeCommand<{ steps: { step: string; ok: boolean }[] }>(
      'pbx.testConnection',
      { pbx: name },
    );
    return steps.filter(({ ok }) => !ok).map(({ step }) => step);
  };

  it('leave a PBX time to answer, however long or crooked that time is', async () => {
    for (const seconds of [1e12, 5.0005, 0, -1, 'x', null]) {
      await set('requestTimeout', seconds);
      assert.deepEqual(await test('hq'), []);
    }
  });

  it('ask the PBXes of a run, whatever their greatest number is', async () => {
    const uri = await lab.file(
      'a.trunks.yaml',
      'pbx: hq\ntrunkname: a\ntrunktype: account\nusername: u\nauthname: u\npassword: p\n',
    );
    for (const count of [0, -3, 1e12, 'x']) {
      await set('maxConcurrentPbxes', count);
      const plan = await vscode.commands.executeCommand('pbx.planTrunks', uri, { show: false });
      assert.deepEqual(plan, { steps: [{ pbx: 'hq', trunkname: 'a', action: 'add' }] });
    }
  });

  it('hide no other PBX where one of them is not an object', async () => {
    const { url } = pbx;
    await set('connections', {
      hq: { url, username: 'api' },
      none: null,
      list: [],
      text: 'x',
      constructor: { url },
    });
    assert.deepEqual(await test('hq'), []);
    for (const name of ['none', 'list', 'text']) assert.deepEqual(await test(name), ['settings']);
    for (const whole of [[], 'x', null, 5]) {
      await set('connections', whole);
      assert.deepEqual(await test('hq'), ['settings']);
    }
    await lab.configure('hq', { url, username: 'api' });
    assert.deepEqual(await test('hq'), []);
  });
});
