import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { SipTrunk } from '../../src/demo/trunkFields.ts';
import type { ExportResult } from '../../src/ui/export/exportTrunks.ts';
import type { Plan } from '../../src/fleet/plan/plan.ts';
import { Lab, type LabPbx } from './lab.ts';
import { filesWith } from './userFiles.ts';

const planted = 'pl4nted-Exp0rt-';
const exportTrunks = (pbx: string | string[], folder: unknown) =>
  vscode.commands.executeCommand<ExportResult>('pbx.exportTrunks', { pbx, folder });
const plan = (uris: vscode.Uri[]) =>
  vscode.commands.executeCommand<Plan>('pbx.planTrunks', uris, { show: false });
const peer = (trunkname: string, host = 'sip.example.net'): SipTrunk => ({
  trunkname,
  trunktype: 'peer',
  host,
  port: '5060',
  domain: host,
});

const account = { trunkname: 'acc', trunktype: 'account', username: 'u', authname: 'u' } as const;

describe('exporting', () => {
  const lab = new Lab();
  let folder: string;
  let uri: vscode.Uri;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pbx-export-'));
    uri = vscode.Uri.file(folder);
  });
  afterEach(async () => {
    await lab.end();
    await rm(folder, { recursive: true, force: true });
  });

  async function start(name: string, trunks: readonly SipTrunk[], connection = {}): Promise<LabPbx> {
    const pbx = await lab.start(name, connection, { trunks });
    await lab.signIn(name);
    return pbx;
  }
  const textOf = (name: string) => readFile(join(folder, name), 'utf8');

  it('takes the folder as plain data, and leaves no password anywhere', async () => {
    await start('hq', [peer('a'), { ...account, password: `${planted}1` }]);
    const result = await exportTrunks('hq', JSON.parse(JSON.stringify(uri)));
    assert.deepEqual(
      result.files.map(({ fsPath }) => fsPath),
      [join(folder, 'hq.trunks.yaml')],
    );
    assert.equal(result.problems, undefined);
    assert.deepEqual(
      (await plan(result.files)).steps.map(({ action }) => action),
      ['none', 'none'],
    );
    assert.ok(!`${JSON.stringify(result)}${await textOf('hq.trunks.yaml')}`.includes(planted));
    // The editor writes its logs to disk in its own time.
    const files = await filesWith('PBX.log', 'hq.trunks.yaml');
    for (const [name, content] of files) assert.ok(!content.includes(planted), name);
  });

  it('leaves a file that is not text as it is', async () => {
    await start('latin', [peer('a')]);
    await writeFile(join(folder, 'latin.trunks.yaml'), Buffer.from('# caf\xe9\n', 'latin1'));
    assert.match((await exportTrunks('latin', uri)).problems?.[0]?.message ?? '', /not text in UTF-8/);
    assert.equal(await readFile(join(folder, 'latin.trunks.yaml'), 'latin1'), '# caf\xe9\n');
  });

  it('goes through the editor where the file is open, and leaves unsaved changes unsaved', async () => {
    const pbx = await start('hq', [peer('a')]);
    const { files } = await exportTrunks('hq', uri);
    const document = await vscode.workspace.openTextDocument(files[0] ?? uri);
    pbx.trunks.add(peer('b'));
    await exportTrunks('hq', uri);
    assert.ok(document.getText().includes('trunkname: b') && !document.isDirty);
    assert.equal(await textOf('hq.trunks.yaml'), document.getText());

    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# not saved yet\n');
    await vscode.workspace.applyEdit(edit);
    pbx.trunks.add(peer('c'));
    const onDisk = await textOf('hq.trunks.yaml');
    const result = await exportTrunks('hq', uri);
    assert.match(result.problems?.[0]?.message ?? '', /unsaved changes/);
    assert.match(document.getText(), /^# not saved yet\n[^]*trunkname: c/);
    assert.equal(await textOf('hq.trunks.yaml'), onDisk);
    assert.deepEqual(
      (await plan(result.files)).steps.map(({ action }) => action),
      ['none', 'none', 'none'],
    );
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('writes through a link and leaves it a link', async function () {
    // There, links are for administrators.
    if (process.platform === 'win32') this.skip();
    const pbx = await start('hq', [peer('a')]);
    await writeFile(join(folder, 'real.yaml'), '# real\n');
    await symlink(join(folder, 'real.yaml'), join(folder, 'hq.trunks.yaml'));
    await exportTrunks('hq', uri);
    assert.match(await textOf('real.yaml'), /^# real\npbx: hq\n/);
    assert.equal(pbx.count('siptrunk/query'), 1);
    assert.deepEqual((await readdir(folder)).sort(), ['hq.trunks.yaml', 'real.yaml']);
  });
});
