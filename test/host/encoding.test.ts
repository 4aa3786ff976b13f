import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { Drift } from '../../src/fleet/drift/pbxDrift.ts';
import type { Plan } from '../../src/fleet/plan/plan.ts';
import type { ImportSummary } from '../../src/fleet/importTrunks/importTrunks.ts';
import { trunkUri } from '../../src/ui/base/trunkUri.ts';
import type { ExportResult } from '../../src/ui/export/exportTrunks.ts';
import { Lab, provision, short, type LabPbx } from './lab.ts';

/** A file as an editor saves it in “ANSI”: every letter is one byte. */
const text = `pbx: hq
trunks:
  - trunkname: München-Büro
    trunktype: register
    host: sip.example.net
    port: 5060
    username: "0301"
    authname: "0301"
    fromuser: Geschäft
    password: \${env:PBX_LAB_PASSWORD}
`;
const ansi = Buffer.from(text, 'latin1');
const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
const marked = {
  'UTF-8': Buffer.from(`\ufeff${text}`),
  'UTF-16 LE': utf16,
  'UTF-16 BE': Buffer.from(utf16).swap16(),
};
const peer = (trunkname: string) => ({
  trunkname,
  trunktype: 'peer' as const,
  host: 'h',
  port: '5060',
  domain: 'h',
});

describe('files as people save them', () => {
  const lab = new Lab();
  let pbx: LabPbx;
  beforeEach(async () => {
    process.env['PBX_LAB_PASSWORD'] = 'fromTheEnvironment1';
    pbx = await lab.start('hq');
    await lab.signIn('hq');
  });
  afterEach(async () => {
    delete process.env['PBX_LAB_PASSWORD'];
    await setYaml(undefined);
    await setEncoding(undefined, undefined);
    await setEncoding(undefined, undefined, vscode.ConfigurationTarget.Workspace);
    await lab.end();
  });

  const setEncoding = (
    encoding: string | undefined,
    scope: vscode.ConfigurationScope | undefined,
    target = vscode.ConfigurationTarget.Global,
    inLanguage = false,
  ) => vscode.workspace.getConfiguration('files', scope).update('encoding', encoding, target, inLanguage);
  const setYaml = (encoding: string | undefined) =>
    setEncoding(encoding, { languageId: 'yaml' }, vscode.ConfigurationTarget.Global, true);
  const problemsOf = (uri: vscode.Uri) =>
    vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'pbx');
  const plan = (uri: vscode.Uri) =>
    vscode.commands.executeCommand<Plan>('pbx.planTrunks', uri, { show: false });
  const drift = (uri: vscode.Uri) =>
    vscode.commands.executeCommand<Drift[]>('pbx.checkDrift', uri, { show: false });
  const exportTrunks = (uri: vscode.Uri) =>
    vscode.commands.executeCommand<ExportResult>('pbx.exportTrunks', {
      pbx: 'hq',
      folder: vscode.Uri.joinPath(uri, '..'),
    });
  const bytesOf = (uri: vscode.Uri) => readFile(uri.fsPath);
  const assertAdded = async (uri: vscode.Uri) => {
    assert.deepEqual(short(await provision(uri)), ['hq/München-Büro added']);
    assert.equal(pbx.trunks.find('München-Büro')?.fromuser, 'Geschäft');
  };

  it('are refused at 1:1, with the name of the encoding, where the bytes do not fit it', async () => {
    const uri = await lab.file('hq.trunks.yaml', ansi);
    const before = pbx.requests.length;
    const { outcomes } = await provision(uri);
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome),
      ['failed'],
    );
    assert.match(outcomes[0]?.message ?? '', /^hq\.trunks\.yaml:1:1: .*UTF-8.*files\.encoding.*utf8/);
    const [problem] = problemsOf(uri);
    assert.deepEqual([problem?.range.start.line, problem?.range.start.character], [0, 0]);
    assert.match(problem?.message ?? '', /not text in UTF-8/);
    assert.match((await plan(uri)).problems?.[0]?.message ?? '', /UTF-8/);
    assert.match((await drift(uri))[0]?.problem ?? '', /UTF-8/);
    assert.equal(pbx.requests.length, before);
  });

  it('are read in the encoding that the settings name', async () => {
    await setEncoding('windows1252', undefined);
    await assertAdded(await lab.file('hq.trunks.yaml', ansi));
  });

  it('are read in the encoding that the settings name for YAML', async () => {
    await setYaml('windows1252');
    await assertAdded(await lab.file('hq.trunks.yaml', ansi));
  });

  it('are read in the encoding that the settings of their folder name', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    await setEncoding('windows1252', folder.uri, vscode.ConfigurationTarget.Workspace);
    const uri = vscode.Uri.joinPath(folder.uri, 'folder.trunks.yaml');
    await vscode.workspace.fs.writeFile(uri, ansi);
    try {
      await assertAdded(uri);
    } finally {
      await vscode.workspace.fs.delete(uri);
    }
  });

  for (const [name, bytes] of Object.entries(marked)) {
    it(`are read as their mark says, open or closed (${name})`, async () => {
      await setEncoding('windows1252', undefined);
      const uri = await lab.file('hq.trunks.yaml', bytes);
      const closed = await plan(uri);
      assert.deepEqual(closed, { steps: [{ pbx: 'hq', trunkname: 'München-Büro', action: 'add' }] });
      await vscode.window.showTextDocument(uri);
      assert.deepEqual(await plan(uri), closed);
      await assertAdded(uri);
    });
  }

  it('are read in UTF-16 without a mark as the editor reads them', async () => {
    const uri = await lab.file('hq.trunks.yaml', utf16.subarray(2));
    await assertAdded(uri);
    pbx.trunks.add(peer('new'));
    assert.equal((await exportTrunks(uri)).problems, undefined);
    const written = (await bytesOf(uri)).toString('utf16le');
    assert.match(written, /^pbx: hq\n[^]*München-Büro[^]*trunkname: new/);
  });

  it('are read in the encoding that the editor guesses, where it may', async () => {
    const guess = (on: boolean | undefined) =>
      vscode.workspace
        .getConfiguration('files')
        .update('autoGuessEncoding', on, vscode.ConfigurationTarget.Global);
    await guess(true);
    try {
      const uri = await lab.file('hq.trunks.yaml', ansi);
      await assertAdded(uri);
      pbx.trunks.add(peer('new'));
      await exportTrunks(uri);
      assert.match((await bytesOf(uri)).toString('latin1'), /München-Büro[^]*trunkname: new/);
    } finally {
      await guess(undefined);
    }
  });

  it('are marked where a letter is lost, open in the wrong encoding, and read when it is the right one', async () => {
    const uri = await lab.file('hq.trunks.yaml', ansi);
    const before = pbx.requests.length;
    await vscode.window.showTextDocument(uri);
    const [outcome] = (await provision(uri)).outcomes;
    assert.equal(outcome?.outcome, 'failed');
    assert.match(outcome.message ?? '', /^hq\.trunks\.yaml:3:17: .*UTF-8.*Reopen with Encoding/);
    const [problem] = problemsOf(uri);
    assert.deepEqual([problem?.range.start.line, problem?.range.start.character], [2, 16]);
    assert.match((await exportTrunks(uri)).problems?.[0]?.message ?? '', /UTF-8/);
    assert.deepEqual(await bytesOf(uri), ansi);
    assert.equal(pbx.count('siptrunk/add'), 0);
    assert.equal(pbx.requests.length, before + 1);
    await vscode.workspace.openTextDocument(uri, { encoding: 'windows1252' });
    await assertAdded(uri);
  });

  it('keep the passwords in which a letter is lost where they stand', async () => {
    const written = Buffer.from(text.replace('${env:PBX_LAB_PASSWORD}', 'pl4nted-ü'), 'latin1');
    const uri = await lab.file('hq.trunks.yaml', written);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.commands.executeCommand('_pbx.movePasswords', uri);
    assert.match(document.getText(), /password: pl4nted-\ufffd\n/);
    assert.equal(document.isDirty, false);
  });

  it('never bring a lost letter to a PBX, however it is written', async () => {
    const lost = text.replaceAll('ü', '\ufffd');
    for (const [name, content] of Object.entries({
      literal: lost,
      escaped: text.replace('Geschäft', '"\\uFFFD"'),
    })) {
      const uri = await lab.file(`${name}.trunks.yaml`, content);
      const [outcome] = (await provision(uri)).outcomes;
      assert.equal(outcome?.outcome, 'failed');
      assert.match(outcome.message ?? '', /U\+FFFD/);
    }
    const report = await vscode.commands.executeCommand('pbx.addSipTrunk', {
      pbx: 'hq',
      trunk: peer('M\ufffdnchen'),
    });
    assert.match(JSON.stringify(report), /failed.*U\+FFFD/);
    assert.equal(pbx.count('siptrunk/add'), 0);
  });

  for (const isOpen of [false, true]) {
    const state = isOpen ? 'open' : 'closed';
    for (const [name, bytes] of [...Object.entries(marked), ['windows1252', ansi] as const]) {
      it(`keep their encoding when they are exported to (${name}, ${state})`, async () => {
        if (name === 'windows1252') await setYaml(name);
        const uri = await lab.file('hq.trunks.yaml', bytes);
        if (isOpen) await vscode.window.showTextDocument(uri);
        await provision(uri);
        pbx.trunks.add(peer('Zürich'));
        const { problems } = await exportTrunks(uri);
        const states = vscode.workspace.textDocuments.map((one) => [
          one.uri.path,
          one.encoding,
          one.version,
          one.isDirty,
        ]);
        assert.equal(problems, undefined, JSON.stringify([problems, states]));
        const written = await bytesOf(uri);
        assert.deepEqual(written.subarray(0, bytes.length), bytes);
        assert.match(await vscode.workspace.decode(written, { uri }), /trunkname: Zürich\n/);
        assert.deepEqual(
          (await plan(uri)).steps.map(({ action }) => action),
          ['none', 'none'],
        );
      });
    }

    it(`are left alone by an export of what their encoding cannot hold (${state})`, async () => {
      await setYaml('windows1252');
      const uri = await lab.file('hq.trunks.yaml', ansi);
      if (isOpen) await vscode.window.showTextDocument(uri);
      pbx.trunks.add(peer('中文'));
      const { files, problems } = await exportTrunks(uri);
      assert.deepEqual(files, []);
      assert.match(problems?.[0]?.message ?? '', /^hq\.trunks\.yaml was left as it is: .*windows1252.*“中”/);
      assert.deepEqual(await bytesOf(uri), ansi);
    });
  }

  it('are left alone by an import of what their encoding cannot hold', async () => {
    await setYaml('windows1252');
    const yaml = await lab.file('hq.trunks.yaml', ansi);
    const csv = await lab.file('a.csv', 'trunkname,trunktype,host,port\n中文,peer,h,5060\n');
    const result = await vscode.commands.executeCommand<ImportSummary>('pbx.importTrunks', { csv, yaml });
    assert.equal(result.imported, 0);
    assert.match(result.problems[0]?.message ?? '', /nothing was imported: .*windows1252.*“中”/);
    assert.deepEqual(await bytesOf(yaml), ansi);
  });

  it('are made in the encoding in which they will be read', async () => {
    await setYaml('windows1252');
    pbx.trunks.add(peer('Zürich €'));
    const uri = await lab.file('other.txt', '');
    const { files } = await exportTrunks(uri);
    assert.match((await readFile(files[0]?.fsPath ?? '')).toString('latin1'), /trunkname: Zürich \x80\n/);
    assert.deepEqual(
      (await plan(files[0] ?? uri)).steps.map(({ action }) => action),
      ['none'],
    );
  });

  it('do not change how the settings of a trunk are shown', async () => {
    await setEncoding('windows1252', undefined);
    pbx.trunks.add(peer('Zürich €'));
    await vscode.commands.executeCommand('vscode.open', trunkUri({ pbx: 'hq', trunkname: 'Zürich €' }));
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /trunkname: Zürich €\n/);
  });

  it('may be CSV in the encoding that the settings name, and UTF-8 whatever they name', async () => {
    const csv = 'trunkname,trunktype,host,port\nМосква,peer,h,5060\n';
    const bytes = await vscode.workspace.encode(csv, { encoding: 'windows1251' });
    await setEncoding('windows1251', undefined);
    for (const content of [bytes, Buffer.from(csv)]) {
      const from = await lab.file('a.csv', content);
      const yaml = vscode.Uri.joinPath(from, `../${content.length.toString()}.trunks.yaml`);
      const result = await vscode.commands.executeCommand<ImportSummary>('pbx.importTrunks', {
        csv: from,
        yaml,
      });
      assert.deepEqual(result, { rows: 1, imported: 1, problems: [] });
      assert.match(
        await vscode.workspace.decode(await bytesOf(yaml), { encoding: 'windows1251' }),
        /trunkname: Москва\n/,
      );
    }
  });
});
