import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Lab } from './lab.ts';
import { problemOf } from './language.ts';
import { WorkspaceFiles } from './workspaceFiles.ts';

const account = (name: string, password = '${env:HOME}') =>
  `trunkname: ${name}\ntrunktype: account\nusername: 6100\nauthname: 6100\npassword: ${password}\n`;

describe('a name in trunk files', () => {
  const lab = new Lab();
  const files = new WorkspaceFiles();
  afterEach(async () => {
    await lab.end();
    await files.remove();
  });

  /** Opens a file of the workspace; a `|` in its text is where the cursor would be. */
  async function open(name: string, text: string) {
    const at = text.indexOf('|');
    const uri = await files.write(name, text.replace('|', ''));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    return { uri, document, position: document.positionAt(at) };
  }

  const nameOf = ({ path }: vscode.Uri) => path.replace(/^.*\//, '');
  const textOf = async (uri: vscode.Uri) => (await vscode.workspace.openTextDocument(uri)).getText();

  async function definitionsAt(uri: vscode.Uri, position: vscode.Position): Promise<string[]> {
    const links = await vscode.commands.executeCommand<vscode.LocationLink[]>(
      'vscode.executeDefinitionProvider',
      uri,
      position,
    );
    return await Promise.all(
      links.map(async ({ targetUri, targetRange }) => {
        const document = await vscode.workspace.openTextDocument(targetUri);
        return `${nameOf(targetUri)}: ${document.getText(targetRange)}`;
      }),
    );
  }

  async function referencesAt(uri: vscode.Uri, position: vscode.Position): Promise<string[]> {
    const found = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      uri,
      position,
    );
    return found
      .map((one) => `${nameOf(one.uri)}:${one.range.start.line}:${one.range.start.character}`)
      .sort();
  }

  /** Renames as F2 does, and applies what comes of it. @returns why it was refused. */
  async function rename(
    uri: vscode.Uri,
    position: vscode.Position,
    next: string,
  ): Promise<string | undefined> {
    try {
      const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        uri,
        position,
        next,
      );
      await vscode.workspace.applyEdit(edit, { isRefactoring: true });
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  }

  async function refusalAt(uri: vscode.Uri, position: vscode.Position): Promise<string | undefined> {
    return await vscode.commands.executeCommand('vscode.prepareRename', uri, position).then(
      () => undefined,
      (error: unknown) => (error as Error).message,
    );
  }

  const configured = () =>
    vscode.workspace.getConfiguration('pbx').inspect<Record<string, object>>('connections')?.globalValue ??
    {};

  it('leads to the settings of the PBX, or of all in the group', async () => {
    await lab.start('hq', { group: 'north' });
    await lab.start('branch 1', { group: 'north' });
    const one = await open('a-1.trunks.yaml', `pbx: [h|q]\n${account('a')}`);
    assert.deepEqual(await definitionsAt(one.uri, one.position), ['settings.json: "hq"']);
    const group = await open('b-1.trunks.yaml', `pbx: "@no|rth"\n${account('b')}`);
    assert.deepEqual((await definitionsAt(group.uri, group.position)).sort(), [
      'settings.json: "branch 1"',
      'settings.json: "hq"',
    ]);
    const secret = await open('c-1.trunks.yaml', account('c', '${secret:its|p}'));
    assert.deepEqual(await definitionsAt(secret.uri, secret.position), ['c-1.trunks.yaml: itsp']);
    const other = await open('d.yaml', 'pbx: h|q\n');
    assert.deepEqual(await definitionsAt(other.uri, other.position), []);
  });

  it('is found in all of them, open or not, as the editor has them', async () => {
    await files.write('closed-2.trunks.yaml', `pbx: [x, "hq"]\n${account('a', '${secret:itsp}')}`);
    await files.write('broken-2.trunks.yaml', `pbx: [hq\n${account('a')}`);
    const unsaved = await open('unsaved-2.trunks.yaml', `pbx: hq\n${account('b')}`);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(unsaved.uri, new vscode.Position(0, 0), '# new\n');
    await vscode.workspace.applyEdit(edit);
    const { uri, position } = await open(
      'one-2.trunks.yaml',
      `pbx: ["@all", h|q]\n${account('c', '${secret:itsp}')}`,
    );
    assert.deepEqual(await referencesAt(uri, position), [
      'broken-2.trunks.yaml:0:6',
      'closed-2.trunks.yaml:0:10',
      'one-2.trunks.yaml:0:14',
      'unsaved-2.trunks.yaml:1:5',
    ]);
    assert.deepEqual(await referencesAt(uri, new vscode.Position(5, 20)), [
      'closed-2.trunks.yaml:5:19',
      'one-2.trunks.yaml:5:19',
    ]);
    assert.deepEqual(await referencesAt(uri, new vscode.Position(0, 7)), ['one-2.trunks.yaml:0:7']);
  });

  it('of a PBX changes in the settings and in every file, and the sign-in stays', async () => {
    await lab.start('hq');
    await lab.start('other');
    await lab.signIn('hq');
    const before = configured();
    const closed = await files.write('closed-3.trunks.yaml', `pbx: [other, hq] # hq\n${account('a')}`);
    const tasks = await files.write(
      '.vscode/tasks.json',
      '{ "tasks": [{ "type": "pbx", "task": "plan", "pbx": ["hq"] }] } // "hq"\n',
    );
    const { uri, document, position } = await open('one-3.trunks.yaml', `pbx: h|q\n${account('hq')}`);
    assert.match((await rename(uri, position, 'other')) ?? '', /There is a PBX of this name already/);
    assert.match((await rename(uri, position, ' ')) ?? '', /Give the PBX a name/);
    assert.equal(await rename(uri, position, 'head, office'), undefined);
    assert.equal(document.getText(), `pbx: head, office\n${account('hq')}`);
    assert.equal(await textOf(closed), `pbx: [other, "head, office"] # hq\n${account('a')}`);
    assert.equal(
      await textOf(tasks),
      '{ "tasks": [{ "type": "pbx", "task": "plan", "pbx": ["head, office"] }] } // "hq"\n',
    );
    assert.deepEqual(configured(), { 'head, office': before['hq'], other: before['other'] });
    assert.deepEqual(Object.keys(configured()), ['head, office', 'other']);
    const { steps } = await vscode.commands.executeCommand<{ steps: { step: string; ok: boolean }[] }>(
      'pbx.testConnection',
      { pbx: 'head, office' },
    );
    assert.deepEqual(
      steps.filter(({ ok }) => !ok),
      [],
    );
    await vscode.commands.executeCommand('pbx.signOut', { pbx: 'head, office' });
  });

  it('of a secret changes with its value, and takes the place of no other', async () => {
    await lab.start('hq');
    // The quick fix is how a person keeps a value.
    const kept = await open('kept-4.trunks.yaml', `pbx: hq\n${account('names-a', 'Rq81planted-a')}`);
    const { range } = await problemOf(kept.uri, 'plain-password');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      kept.uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
    );
    for (const { command } of actions.slice(0, 1)) {
      assert.ok(command);
      await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
    }
    const [, name = ''] = /\$\{secret:([^}]*)\}/.exec(kept.document.getText()) ?? [];
    assert.notEqual(name, '');
    const closed = await files.write(
      'closed-4.trunks.yaml',
      `pbx: hq\n${account('names-b', `\${secret:${name}}`)}`,
    );
    const position = kept.document.positionAt(kept.document.getText().indexOf('{secret:') + 9);
    assert.match((await rename(kept.uri, position, 'a}b')) ?? '', /have braces in it/);
    assert.equal(await rename(kept.uri, position, 'names-next'), undefined);
    assert.match(kept.document.getText(), /password: \$\{secret:names-next\}/);
    assert.match(await textOf(closed), /password: \$\{secret:names-next\}/);
    await lab.signIn('hq');
    const plan = await vscode.commands.executeCommand('pbx.planTrunks', closed, { show: false });
    assert.deepEqual(plan, { steps: [{ pbx: 'hq', trunkname: 'names-b', action: 'add' }] });

    const free = await open('free-4.trunks.yaml', account('names-c', '${secret:names-fr|ee}'));
    assert.match(
      (await rename(free.uri, free.position, 'names-next')) ?? '',
      /There is a secret of this name already/,
    );
    assert.match(free.document.getText(), /names-free/);
    assert.equal(await rename(free.uri, free.position, 'names-freer'), undefined);
    assert.match(free.document.getText(), /names-freer/);
  });

  it('is changed nowhere while a file cannot be read', async () => {
    await lab.start('hq');
    const before = configured();
    await vscode.workspace.fs.writeFile(
      files.uri('bad-5.trunks.yaml'),
      Uint8Array.of(0x70, 0xff, 0xfe, 0xc3),
    );
    const { uri, document, position } = await open('one-5.trunks.yaml', `pbx: h|q\n${account('a')}`);
    assert.match(
      (await rename(uri, position, 'x')) ?? '',
      /Nothing was renamed, because bad-5\.trunks\.yaml/,
    );
    assert.match(document.getText(), /^pbx: hq/);
    assert.deepEqual(configured(), before);
  });

  it('is changed nowhere while the encoding of a file does not have it', async () => {
    await lab.start('hq');
    const set = (value: string | undefined) =>
      vscode.workspace.getConfiguration('files').update('encoding', value, vscode.ConfigurationTarget.Global);
    await set('iso88591');
    try {
      await files.write('latin.trunks.yaml', `pbx: hq\n${account('a')}`);
      const { uri, document, position } = await open('one-6.trunks.yaml', `pbx: h|q\n${account('a')}`);
      assert.match((await rename(uri, position, '总部')) ?? '', /Nothing was renamed.*has no “总”/);
      assert.match(document.getText(), /^pbx: hq/);
      assert.equal(await rename(uri, position, 'Köln'), undefined);
      assert.match(document.getText(), /^pbx: Köln/);
    } finally {
      await set(undefined);
    }
  });

  it('cannot be that of a group, nor anything else', async () => {
    await lab.start('hq', { group: 'north' });
    const { uri, position } = await open('one-7.trunks.yaml', `pbx: [hq, "@no|rth"]\n${account('a')}`);
    assert.match((await refusalAt(uri, position)) ?? '', /“?@north”? stands for a group.*PBX: Set Group…/);
    assert.match((await rename(uri, position, 'south')) ?? '', /PBX: Set Group…/);
    assert.match(
      (await rename(uri, new vscode.Position(0, 6), '@north')) ?? '',
      /There is a group of this name/,
    );
    assert.match(
      (await refusalAt(uri, new vscode.Position(2, 3))) ?? '',
      /Only the names of PBXes and secrets/,
    );
    assert.equal(await refusalAt(uri, new vscode.Position(0, 7)), undefined);
  });
});
