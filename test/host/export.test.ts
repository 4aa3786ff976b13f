import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { SipTrunk } from '../../src/demo/trunkFields.ts';
import type { ExportResult } from '../../src/ui/export/exportTrunks.ts';
import type { Plan } from '../../src/fleet/plan/plan.ts';
import { Lab, type LabPbx } from './lab.ts';
import { userFiles } from './userFiles.ts';

const nasty = [
  'it\'s "quoted"',
  'a: b # c',
  '#hash',
  '0123',
  'Grüße 東京 😀',
  '${secret:not-one}',
  '$${literal}',
  '| block',
  '>- folded',
  '!tag',
  '&anchor',
  '*alias',
  'null',
  'yes',
  '2024-01-02',
  '1e3',
  '{x: y}',
  '[z',
  '- item',
  '---',
  '<b>&amp;</b>',
  '\\n \\t',
  ' spaces ',
  '%dir',
  '?: ',
] as const;
const planted = 'pl4nted-Exp0rt-';

/** Two hundred trunks of all three types, with a value of every kind in every field that takes it. */
const twoHundred = Array.from({ length: 200 }, (_, index): SipTrunk => {
  const value = nasty[index % nasty.length] ?? '';
  const other = nasty[(index * 7 + 3) % nasty.length] ?? '';
  const trunkname = `${value}${index.toString()}`;
  const host = ['sip.example.net', '172.16.108.16', '[2001:db8::1]', 'bücher.example'][index % 4] ?? '';
  const account = { username: other, authname: value, password: `${planted}${index.toString()}${other}` };
  switch (index % 3) {
    case 0:
      return {
        trunkname,
        trunktype: 'register',
        host,
        port: '5060',
        domain: index % 2 === 0 ? host : 'realm.example.net',
        fromuser: index % 5 === 0 ? other : '',
        ...account,
      };
    case 1:
      return { trunkname, trunktype: 'peer', host, port: (index + 1).toString(), domain: host };
    default:
      return { trunkname, trunktype: 'account', ...account };
  }
});

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

  it('leaves nothing to do for a plan, whatever the values: 200 trunks over JSON, XML and v1.1.0', async () => {
    const names = ['json', 'xml', 'yeastar'];
    const pbxes = [
      await start('json', twoHundred),
      await start('xml', twoHundred, { format: 'xml' }),
      await start('yeastar', twoHundred, { apiVersion: 'v1.1.0' }),
    ];
    const result = await exportTrunks(names, JSON.parse(JSON.stringify(uri)));
    assert.deepEqual(
      result.files.map(({ path }) => path.split('/').at(-1)),
      ['json.trunks.yaml', 'xml.trunks.yaml', 'yeastar.trunks.yaml'],
    );
    assert.equal(result.problems, undefined);
    for (const pbx of pbxes) assert.equal(pbx.count('siptrunk/query'), 1);
    const after = await plan(result.files);
    assert.equal(after.problems, undefined);
    assert.equal(after.steps.length, 600);
    assert.deepEqual([...new Set(after.steps.map(({ action }) => action))], ['none']);
    const written = await Promise.all(result.files.map(({ path }) => readFile(path, 'utf8')));
    for (const text of written) assert.ok(!text.includes(planted));
    assert.ok(!JSON.stringify(result).includes(planted));
    const files = await userFiles();
    assert.ok(
      files.some(([name, content]) => name.endsWith('PBX.log') && content.includes('xml.trunks.yaml')),
    );
    for (const [name, content] of files) assert.ok(!content.includes(planted), name);

    const before = await Promise.all(result.files.map(({ fsPath }) => stat(fsPath)));
    assert.deepEqual((await exportTrunks(names, uri)).files.length, 3);
    const again = await Promise.all(result.files.map(({ fsPath }) => stat(fsPath)));
    assert.deepEqual(
      again.map(({ mtimeMs, ino }) => [mtimeMs, ino]),
      before.map(({ mtimeMs, ino }) => [mtimeMs, ino]),
    );
    assert.deepEqual((await readdir(folder)).length, 3);
  });

  it('updates a file in place, and names a new secret for a changed password', async () => {
    const account = { trunkname: 'acc', trunktype: 'account', username: 'u', authname: 'u' } as const;
    const pbx = await start('hq', [peer('a'), peer('gone'), { ...account, password: 'exp0rt-First' }]);
    await exportTrunks('hq', uri);
    const first = `# mine\r\n${(await textOf('hq.trunks.yaml')).replaceAll('\n', ' # kept\r\n')}`;
    await writeFile(join(folder, 'hq.trunks.yaml'), first);
    pbx.trunks.delete('gone');
    pbx.trunks.delete('acc');
    pbx.trunks.add({ ...account, password: 'exp0rt-Second' });
    pbx.trunks.add(peer('new'));
    const result = await exportTrunks('hq', uri);
    const second = await textOf('hq.trunks.yaml');
    assert.ok(second.startsWith('# mine\r\npbx: hq # kept\r\n'), second);
    assert.ok(!/gone|exp0rt/.test(second), second);
    const [before, after] = [/\$\{secret:.*\}/.exec(first)?.[0], /\$\{secret:.*\}/.exec(second)?.[0]];
    assert.notEqual(before, after);
    assert.deepEqual(
      (await plan(result.files)).steps.map(({ trunkname, action }) => `${trunkname} ${action}`),
      ['a none', 'acc none', 'new none'],
    );
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

  it('says what went wrong with which PBX, and exports the others', async () => {
    await start('hq', [peer('a'), peer('x,y'), peer('b')]);
    const gone = await start('gone', []);
    await gone.stop();
    await lab.start('out');
    await start('broken', [peer('a')]);
    await writeFile(join(folder, 'broken.trunks.yaml'), 'pbx: [broken\n');
    await start('latin', [peer('a')]);
    await writeFile(join(folder, 'latin.trunks.yaml'), Buffer.from('# caf\xe9\n', 'latin1'));
    const { files, problems = [] } = await exportTrunks(
      ['nobody', 'gone', 'out', 'broken', 'latin', 'hq'],
      uri,
    );
    assert.deepEqual(
      files.map(({ path }) => path.split('/').at(-1)),
      ['hq.trunks.yaml'],
    );
    assert.deepEqual(
      problems.map(({ pbx }) => pbx),
      ['nobody', 'gone', 'out', 'broken', 'latin', 'hq'],
    );
    assert.match(problems.at(-1)?.message ?? '', /x,y.*comma/);
    assert.equal(await textOf('broken.trunks.yaml'), 'pbx: [broken\n');
    assert.equal(await readFile(join(folder, 'latin.trunks.yaml'), 'latin1'), '# caf\xe9\n');
    assert.deepEqual(
      (await plan(files)).steps.map(({ trunkname, action }) => `${trunkname} ${action}`),
      ['a none', 'b none'],
    );
    assert.deepEqual(await exportTrunks('hq', 'nowhere'), {
      files: [],
      problems: [{ pbx: 'hq', message: 'The folder must be a Uri.' }],
    });
  });

  it('gives PBXes with odd names, or with names that differ only in case, files of their own', async () => {
    for (const name of ['hq', 'HQ', '../up', 'con']) await start(name, [peer(`of ${name}`)]);
    const { files } = await exportTrunks(['HQ', 'hq', '../up', 'con'], vscode.Uri.joinPath(uri, 'new'));
    const names = files.map(({ path }) => path.slice(uri.path.length));
    assert.match(names[0] ?? '', /^\/new\/HQ-[0-9a-f]{6}\.trunks\.yaml$/);
    assert.deepEqual(names.slice(1), [
      '/new/hq.trunks.yaml',
      '/new/-up.trunks.yaml',
      '/new/_con.trunks.yaml',
    ]);
    const { steps } = await plan(files);
    assert.deepEqual(
      steps.map(({ pbx, trunkname, action }) => [pbx, trunkname, action]),
      ['HQ', 'hq', '../up', 'con'].map((name) => [name, `of ${name}`, 'none']),
    );
  });

  it('writes through a link and leaves it a link', async () => {
    const pbx = await start('hq', [peer('a')]);
    await writeFile(join(folder, 'real.yaml'), '# real\n');
    await symlink(join(folder, 'real.yaml'), join(folder, 'hq.trunks.yaml'));
    await exportTrunks('hq', uri);
    assert.match(await textOf('real.yaml'), /^# real\npbx: hq\n/);
    assert.equal(pbx.count('siptrunk/query'), 1);
    assert.deepEqual((await readdir(folder)).sort(), ['hq.trunks.yaml', 'real.yaml']);
  });
});
