import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Lab, type LabPbx } from './lab.ts';

/**
 * Calls as automation makes them by mistake. None of them may ask or show anything: a question would never be answered, and
 * the test would run out of time.
 */
describe('a call that automation got wrong', () => {
  const lab = new Lab();
  let pbx: LabPbx;
  let file: vscode.Uri;
  let csv: vscode.Uri;
  before(async () => {
    pbx = await lab.start('hq');
    // A second one, so that every question for a PBX would really be asked.
    await lab.start('other');
    await lab.signIn('hq');
    file = await lab.file('a.trunks.yaml', 'pbx: hq\ntrunkname: a\ntrunktype: account\nusername: u\n');
    csv = await lab.file('a.csv', 'trunkname,trunktype,username,password\na,account,u,pl4nted\n');
  });
  after(() => lab.end());

  const call = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);
  const failed = (pbx: string, trunkname: string, result: unknown) => {
    const { outcome, message, ...target } = result as Record<string, string>;
    assert.deepEqual({ ...target, outcome }, { pbx, trunkname, outcome: 'failed' });
    assert.ok(message);
  };

  it('to add a trunk fails in words', async () => {
    for (const trunk of [null, undefined, 'x', [], 5]) {
      failed('hq', '', await call('pbx.addSipTrunk', { pbx: 'hq', trunk }));
    }
    failed('', 'q', await call('pbx.addSipTrunk', { pbx: 5, trunk: { trunkname: 'q' } }));
  });

  it('to plan or provision fails in words', async () => {
    for (const [first, options] of [
      [undefined, {}],
      [[], {}],
      ['a.trunks.yaml', {}],
      [file, { pbx: 5 }],
      [file, { pbx: [] }],
      [file, { update: 'yes' }],
    ] as const) {
      const report = await call('pbx.provisionTrunks', first, { confirm: false, ...options });
      const { outcomes, cancelled } = report as { outcomes: unknown[]; cancelled: boolean };
      assert.deepEqual([outcomes.length, cancelled], [1, false]);
      failed('', '', outcomes[0]);
      const plan = await call('pbx.planTrunks', first, { show: false, ...options });
      const { steps, problems } = plan as { steps: unknown[]; problems: { pbx: string; message: string }[] };
      assert.deepEqual([steps, problems.length], [[], 1]);
      assert.ok(problems[0]?.message);
    }
  });

  it('to export or import says what is wrong', async () => {
    const folder = vscode.Uri.joinPath(file, '..');
    for (const [name, where] of [
      ['', { folder }],
      ['', { pbx: 5, folder }],
      ['', { pbx: [], folder }],
      ['', { pbx: ['hq', 5], folder }],
      ['hq', { pbx: 'hq', folder: undefined }],
      ['hq', { pbx: 'hq', folder: 5 }],
      ['hq', { pbx: 'hq', fodler: folder, folder }],
    ] as const) {
      const { files, problems } = (await call('pbx.exportTrunks', where)) as {
        files: unknown[];
        problems: { pbx: string; message: string }[];
      };
      assert.deepEqual([files, problems.map(({ pbx: at }) => at)], [[], [name]]);
    }
    const yaml = vscode.Uri.joinPath(folder, 'new.trunks.yaml');
    for (const where of [
      { csv: 5, yaml },
      { csv: undefined, yaml },
      { csv, yaml: 5 },
      { csv, yaml: undefined },
      { csv: `${csv.fsPath}x`, yaml },
      { csv, yaml, colunms: {} },
    ]) {
      const { problems, ...counts } = (await call('pbx.importTrunks', where)) as {
        problems: { row: number; message: string }[];
      };
      assert.deepEqual([counts, problems.length], [{ rows: 0, imported: 0 }, 1]);
    }
  });

  it('to test a connection or to sign in says what is wrong', async () => {
    for (const name of [5, null, undefined, ['hq']]) {
      const { steps } = (await call('pbx.testConnection', { pbx: name })) as { steps: { step: string }[] };
      assert.deepEqual(
        steps.map(({ step }) => step),
        ['settings'],
      );
    }
    for (const [name, wrong] of [
      ['hq', { pbx: 'hq', password: 5 }],
      ['hq', { pbx: 'hq', token: null }],
      ['', { pbx: 5, password: 'x' }],
      ['', { token: 'x' }],
    ] as const) {
      const { message, ...result } = (await call('pbx.signIn', wrong)) as Record<string, unknown>;
      assert.deepEqual(result, { pbx: name, signedIn: false });
      assert.ok(message);
    }
    const { message, ...result } = (await call('pbx.signOut', { pbx: 5 })) as Record<string, unknown>;
    assert.deepEqual(result, { pbx: '', signedIn: false });
    assert.ok(message);
    assert.equal(pbx.count('login'), 1);
  });
});
