import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as vscode from 'vscode';
import type { Plan } from '../../src/fleet/plan/plan.ts';
import type { ImportSummary } from '../../src/fleet/importTrunks/importTrunks.ts';
import { Lab, provision, short } from './lab.ts';
import { userFiles } from './userFiles.ts';

const importTrunks = (csv: unknown, yaml: unknown) =>
  vscode.commands.executeCommand<ImportSummary>('pbx.importTrunks', { csv, yaml });
const plan = (uri: vscode.Uri) =>
  vscode.commands.executeCommand<Plan>('pbx.planTrunks', uri, { show: false, pbx: 'hq' });
const rowsOf = ({ problems }: ImportSummary) => problems.map(({ row }) => row);
const textOf = (uri: vscode.Uri) => readFile(uri.fsPath, 'utf8');
const account = (name: string, password: string) => `${name},account,u-${name},${password}\n`;
const header = 'trunkname,trunktype,username,password\n';

describe('importing a CSV', () => {
  const lab = new Lab();
  afterEach(() => lab.end());
  const fixture = async (name: string) =>
    lab.file(
      `${name}.csv`,
      await readFile(resolve(__dirname, `../../../test/fixtures/import/${name}.csv`), 'utf8'),
    );
  const beside = (csv: vscode.Uri, name = 'new.trunks.yaml') => vscode.Uri.joinPath(csv, '..', name);

  for (const [name, rows, imported, problemRows] of [
    ['yeastar', 3, 2, [4]],
    ['freepbx', 5, 3, [5, 6]],
    ['excel', 7, 3, [2, 2, 6, 7, 10, 11]],
  ] as const) {
    it(`makes a trunk YAML of an export (${name}) that can be planned and provisioned`, async () => {
      const pbx = await lab.start('hq');
      await lab.signIn('hq');
      const csv = await fixture(name);
      const result = await importTrunks(csv, beside(csv));
      assert.deepEqual([result.rows, result.imported, rowsOf(result)], [rows, imported, problemRows]);

      const { steps, problems } = await plan(beside(csv));
      assert.equal(problems, undefined);
      assert.deepEqual(new Set(steps.map(({ action }) => action)), new Set(['add']));
      assert.equal(steps.length, imported);
      const report = await provision(beside(csv), { pbx: 'hq' });
      assert.ok(
        report.outcomes.every(({ outcome }) => outcome === 'added'),
        short(report).join(),
      );
      assert.ok((await plan(beside(csv))).steps.every(({ action }) => action === 'none'));
      const passwords = pbx.trunks.all().flatMap(({ password }) => (password ? [password] : []));
      assert.ok(passwords.length > 0);
      const files = (await userFiles()).filter(([file]) => !file.includes('/User/History/'));
      const places = [
        ['result', JSON.stringify(result)],
        ['YAML', await textOf(beside(csv))],
        ...files,
      ] as const;
      const leaks = places.filter(([, content]) => passwords.some((password) => content.includes(password)));
      assert.deepEqual(
        leaks.map(([place]) => place),
        [],
      );
    });
  }

  it('keeps the encoding, the mark and the line breaks of a file that it adds to', async () => {
    const csv = await lab.file('a.csv', header + account('csv-a', 'pl4nted-a'));
    const yaml = beside(csv);
    const write = (text: string, encoding: BufferEncoding = 'utf8') =>
      vscode.workspace.fs.writeFile(yaml, Buffer.from(text, encoding));
    await write('\ufeff# mine\r\n\r\n');
    assert.equal((await importTrunks(csv, yaml)).imported, 1);
    assert.match(await textOf(yaml), /^\ufeff# mine\r\n---\r\ntrunks:\r\n {2}- trunkname: csv-a\r\n/);
    assert.doesNotMatch(await textOf(yaml), /[^\r]\n/);

    await write('# caf\xe9\n', 'latin1');
    const { imported, problems } = await importTrunks(csv, yaml);
    assert.equal(imported, 0);
    assert.match(problems[0]?.message ?? '', /new\.trunks\.yaml: .*not text in UTF-8/);
    assert.equal(await readFile(yaml.fsPath, 'latin1'), '# caf\xe9\n');
  });

  it('makes the folder of the YAML, and says why it cannot be written', async () => {
    const csv = await lab.file('a.csv', header + account('csv-a', 'pl4nted-a'));
    assert.equal((await importTrunks(csv, beside(csv, 'new/folder/a.trunks.yaml'))).imported, 1);
    // A file system that takes no folders; a drive that is not there.
    const nowhere = process.platform === 'win32' ? 'b:/none/a.trunks.yaml' : '/proc/none/a.trunks.yaml';
    const { problems, ...counts } = await importTrunks(csv, vscode.Uri.file(nowhere));
    assert.deepEqual(counts, { rows: 1, imported: 0 });
    assert.match(problems[0]?.message ?? '', /^a\.trunks\.yaml cannot be written, so nothing was imported: /);
  });

  it('takes URIs that lost their class on the way', async () => {
    const csv = await lab.file('a.csv', header + account('csv-a', 'pl4nted-a'));
    const plain = ({ scheme, path }: vscode.Uri) => ({ scheme, path });
    assert.equal((await importTrunks(plain(csv), plain(beside(csv)))).imported, 1);
  });

  it('keeps different passwords of one name apart', async () => {
    const pbx = await lab.start('hq');
    await lab.start('branch');
    await lab.signIn('hq');
    const csv = await lab.file(
      'a.csv',
      'pbx,trunkname,trunktype,username,password\nhq,same,account,u,pl4nted-hq\nbranch,same,account,u,pl4nted-branch\n',
    );
    assert.equal((await importTrunks(csv, beside(csv))).imported, 2);
    assert.deepEqual(short(await provision(beside(csv))), ['hq/same added', 'branch/same failed']);
    assert.equal(pbx.trunks.find('same')?.password, 'pl4nted-hq');
  });

  it('imports hundreds of rows, each with a secret of its own', async () => {
    const rows = Array.from({ length: 250 }, (_, at) =>
      account(`bulk-${at.toString()}`, `pl4nted-${at.toString()}`),
    );
    const csv = await lab.file('bulk.csv', header + rows.join(''));
    assert.deepEqual(await importTrunks(csv, beside(csv)), { rows: 250, imported: 250, problems: [] });
    const secrets = (await textOf(beside(csv))).match(/\$\{secret:[^}]+\}/g);
    assert.equal(new Set(secrets).size, 250);
  });
});
