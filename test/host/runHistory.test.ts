import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { TrunkOutcome } from '../../src/core/outcome.ts';
import { Lab, provision } from './lab.ts';
import { userFiles } from './userFiles.ts';

const planted = 'plantedHistoryPassw0rd';
const text = (name: string) =>
  `pbx: hq\ntrunkname: ${name}\ntrunktype: account\nusername: u\nauthname: u\npassword: ${planted}\n`;

describe('the history of the runs', () => {
  const lab = new Lab();
  afterEach(() => lab.end());

  /** Chooses the second run of the list, or the first where the list opens between the two keys. @returns the report. */
  const choose = async (folder: vscode.Uri) => {
    let isOpen = false as boolean;
    const opening = vscode.commands.executeCommand('pbx.runHistory').then(() => (isOpen = true));
    while (!isOpen) {
      await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    }
    await opening;
    const markdown = vscode.Uri.joinPath(folder, 'report.md');
    await vscode.commands.executeCommand('pbx.saveReport', undefined, { markdown });
    return await readFile(markdown.fsPath, 'utf8');
  };

  it('opens the report of a run before the last one', async () => {
    await lab.start('hq');
    await lab.signIn('hq');
    const earlier = await lab.file('earlier.yaml', text('a'));
    const folder = vscode.Uri.joinPath(earlier, '..');
    await provision(earlier);
    await provision(await lab.file('later.yaml', text('b')));
    let report = await choose(folder);
    while (!report.includes('earlier.yaml')) {
      assert.match(report, /later\.yaml/);
      report = await choose(folder);
    }
    assert.match(report, /1 added/);
    const files = (await userFiles()).filter(([name]) => name.includes('/earlierRuns/'));
    assert.ok(files.some(([, content]) => content.includes('earlier.yaml')));
    for (const [name, content] of files) assert.ok(!content.includes(planted), name);
  });
});

describe('the audit log', () => {
  const lab = new Lab();
  const setting = (value: string | undefined) =>
    vscode.workspace.getConfiguration('pbx').update('auditLog', value, vscode.ConfigurationTarget.Global);
  afterEach(async () => {
    await setting(undefined);
    await lab.end();
  });

  it('is written where the settings say, and stops nothing where it cannot be', async () => {
    const pbx = await lab.start('hq');
    await lab.signIn('hq');
    const uri = await lab.file('trunks.yaml', text('a'));
    const audit = vscode.Uri.joinPath(uri, '../audit/pbx.jsonl').fsPath;
    await setting(audit);
    await provision(uri);
    const remove = (trunkname: string) =>
      vscode.commands.executeCommand<TrunkOutcome>('pbx.deleteSipTrunk', {
        pbx: 'hq',
        trunkname,
        confirm: false,
      });
    await remove('a');
    const written = await readFile(audit, 'utf8');
    assert.deepEqual(
      written
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, string>)
        .map(({ action, pbx: name, trunkname, outcome }) => [action, name, trunkname, outcome]),
      [
        ['provision', 'hq', 'a', 'added'],
        ['delete', 'hq', 'a', 'deleted'],
      ],
    );
    assert.ok(!written.includes(planted));

    for (const wrong of [`${audit}/below-a-file`, 'relative.jsonl']) {
      await setting(wrong);
      assert.equal((await provision(uri)).outcomes[0]?.outcome, 'added');
      assert.equal((await remove('a')).outcome, 'deleted');
    }
    assert.equal(pbx.trunks.all().length, 0);
    assert.equal(await readFile(audit, 'utf8'), written);
  });
});
