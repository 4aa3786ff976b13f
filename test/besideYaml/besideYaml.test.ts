import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Plan } from '../../src/fleet/plan/plan.ts';
import { apply, completionsAt, fixesAt, hoverAt, lensesOf, problemsWhen } from '../host/language.ts';
import { Lab, provision, short } from '../host/lab.ts';

const both = ['pbx', 'yaml-schema'];
const peer = 'trunkname: a\ntrunktype: peer\nhost: h\nport: 5060\n';
const listed = (text: string) => `trunks:\n${text.replace(/^(?=.)/gm, '    ').replace('    ', '  - ')}`;
const extension = vscode.extensions.getExtension('pbx-trunks.pbx-trunks')?.extensionPath ?? '.';
const inExtension = (...path: string[]) => readFileSync(join(extension, ...path), 'utf8');
const isError = ({ severity }: vscode.Diagnostic) => severity === vscode.DiagnosticSeverity.Error;

describe('beside an extension that reads the schema of trunk files', () => {
  const lab = new Lab();
  let opened = 0;
  before(() => {
    assert.ok(vscode.extensions.getExtension('redhat.vscode-yaml'));
  });
  beforeEach(async () => {
    // Those that the files name: an unknown one would be an error.
    for (const name of ['demo', 'my-pbx', 'hq', 'branch-1']) {
      await lab.configure(name, { url: 'http://127.0.0.1:9', username: 'api' });
    }
  });
  afterEach(() => lab.end());

  /** Opens a trunk file; a `|` in its text is where the cursor would be. */
  async function open(text: string) {
    const at = text.indexOf('|');
    opened += 1;
    const uri = await lab.file(
      `${opened.toString()}.trunks.yaml`,
      at === -1 ? text : text.slice(0, at) + text.slice(at + 1),
    );
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    return { uri, document, position: document.positionAt(Math.max(at, 0)) };
  }

  /** The text of the file that a command has just opened, which is closed again. */
  async function textOfNewFile(): Promise<string> {
    const uri = await vscode.commands.executeCommand<vscode.Uri>('pbx.newTrunkFile');
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    return text;
  }

  async function textOfSnippet(body: readonly string[]): Promise<string> {
    const { document } = await open('trunks:\n  ');
    const end = new vscode.Position(1, 2);
    await vscode.window.activeTextEditor?.insertSnippet(new vscode.SnippetString(body.join('\n')), end);
    return document.getText();
  }

  /** A file with one mistake is wrong for both; with our quick fix it is right for both, and as it was. */
  async function assertRight(text: string): Promise<void> {
    const { uri, document } = await open(text.replace('trunkname:', 'trunknmae:'));
    const isTheKey = ({ source, code, message }: vscode.Diagnostic) =>
      source === 'pbx' ? code === 'unknown-key' : message === 'Property trunknmae is not allowed.';
    const found = await problemsWhen(
      uri,
      (problems) => new Set(problems.filter(isTheKey).map(({ source }) => source)).size === 2,
      both,
    );
    const start = document.positionAt(document.getText().indexOf('trunknmae'));
    const [range, ...others] = found.filter(isTheKey).map((problem) => problem.range);
    assert.ok(range);
    for (const one of [range, ...others]) assert.ok(one.start.isEqual(start));
    assert.equal(others.length, 1);
    await apply((await fixesAt(uri, range)).get('Change to trunkname'));
    assert.equal(document.getText(), text);
    await problemsWhen(uri, (problems) => !problems.some(isError), both);
  }

  it('the sample is right for both, and a mistake in it is told by both', () =>
    assertRight(inExtension('media', 'sample', 'trunks.yaml')));

  it('so is a new trunk file, and each trunk of it alone', async () => {
    const text = await textOfNewFile();
    await assertRight(text);
    const [head = '', list = ''] = text.split('trunks:\n');
    const trunks = list.split(/\n\n/);
    assert.equal(trunks.length, 3);
    for (const trunk of trunks) await assertRight(`${head}trunks:\n${trunk.trimEnd()}\n`);
  });

  for (const [title, { body }] of Object.entries(
    JSON.parse(inExtension('media', 'snippets.json')) as Record<string, { body: string[] }>,
  )) {
    it(`so is the snippet “${title}”`, async () => {
      await assertRight(await textOfSnippet(body));
    });
  }

  for (const [title, text] of Object.entries({
    'blanks around the type': peer.replace('peer', '" peer "'),
    'values of every kind':
      'trunkname: true\ntrunktype: account\nusername: 0123\nauthname: 1e3\npassword: ${secret:x}\n',
    'shared values':
      'x-all: &all {trunktype: peer, host: h, port: 1}\ntrunks:\n  - {trunkname: a, <<: *all}\n',
    'several documents': `pbx: [hq, branch-1]\n${peer}---\n# none\n---\n${listed(peer.replace(': a', ': b'))}`,
    placeholders: listed(peer.replace('5060', '${env:HOME}').replace('peer', '"${env:HOME}"')),
  })) {
    it(`so is a file with ${title}`, () => assertRight(text));
  }

  for (const [title, text, sources, line] of [
    ['an unknown key', `${peer}prot: 1\n`, both, 4],
    ['a missing field', listed(peer.replace('port: 5060\n', '')), both, 1],
    ['an unknown type', peer.replace('peer', 'pear'), both, 1],
    ['a field of another type', `${peer}password: a\n`, both, 4],
    ['an empty list of PBXes', `pbx: []\n${peer}`, both, 0],
    ['a port that is none', peer.replace('5060', '70000'), ['pbx'], 3],
    ['a name twice', `${peer}---\n${peer}`, ['pbx'], 5],
  ] as const) {
    it(`${title} is told by ${sources.length === 2 ? 'both, at the same line' : 'our own checks alone'}`, async () => {
      const { uri } = await open(text);
      const problems = (
        await problemsWhen(
          uri,
          (found) =>
            sources.every((one) => found.some((problem) => problem.source === one && isError(problem))),
          both,
        )
      ).filter(isError);
      assert.deepEqual([...new Set(problems.map(({ source }) => source))].sort(), sources);
      assert.deepEqual([...new Set(problems.map(({ range }) => range.start.line))], [line]);
    });
  }

  it('our quick fixes insert what is missing', async () => {
    const { uri, document } = await open(listed(peer.replace('port: 5060\n', '')));
    const [problem] = await problemsWhen(uri, (found) => found.some(isError));
    assert.ok(problem);
    await apply((await fixesAt(uri, problem.range)).get('Insert port'));
    assert.equal(document.getText(), listed(peer));
    await problemsWhen(uri, (found) => !found.some(({ source }) => source === 'yaml-schema'), both);
  });

  it('our completion is there, in its order', async () => {
    const { uri, position } = await open('trunks:\n  - trunkname: a\n    trunktype: peer\n    |');
    const items = await completionsAt(uri, position);
    const isOurs = ({ kind }: vscode.CompletionItem) => kind === vscode.CompletionItemKind.Field;
    const ours = items.filter(isOurs).sort((a, b) => (a.sortText ?? '').localeCompare(b.sortText ?? ''));
    assert.deepEqual(
      ours.map(({ label }) => label),
      ['host', 'port', 'domain', 'extensionsdod', 'extensionsgroupdod'],
    );
    const others = items.filter(({ detail }) => detail === 'yaml-schema');
    assert.ok(others.some(({ label }) => label === 'host'));
    await lab.start('hq');
    await lab.start('branch-1');
    const types = await open(`pbx: hq\n${peer.replace('peer', '|')}`);
    const offered = (await completionsAt(types.uri, types.position)).map(({ label }) => label);
    for (const type of ['register', 'peer', 'account']) assert.ok(offered.includes(type), type);
    const names = await open('pbx: [hq, |');
    assert.ok((await completionsAt(names.uri, names.position)).some(({ label }) => label === 'branch-1'));
  });

  it('both explain a field, and our lenses stand above each document', async () => {
    const { uri, document } = await open(`${peer}---\n${listed(peer)}`);
    await problemsWhen(uri, (found) => found.length > 0);
    const words = await hoverAt(uri, document.positionAt(document.getText().indexOf('host') + 1));
    assert.match(words, /Required for: register, peer/);
    assert.match(words, /Source: trunks\.schema\.json \(yaml-schema\)/);
    assert.deepEqual(
      (await lensesOf(uri)).map(({ range, command }) => [range.start.line, command?.title]),
      [
        [0, 'Provision'],
        [0, 'Plan'],
        [5, 'Provision'],
        [5, 'Plan'],
      ],
    );
  });

  it('a file is planned and provisioned as ever', async () => {
    const pbx = await lab.start('hq');
    await lab.signIn('hq');
    const { uri } = await open(`pbx: hq\n${listed(peer)}`);
    const plan = () => vscode.commands.executeCommand<Plan>('pbx.planTrunks', uri, { show: false });
    assert.deepEqual(await plan(), { steps: [{ pbx: 'hq', trunkname: 'a', action: 'add' }] });
    assert.deepEqual(short(await provision(uri)), ['hq/a added']);
    assert.equal(pbx.trunks.find('a')?.port, '5060');
    assert.deepEqual(await plan(), { steps: [{ pbx: 'hq', trunkname: 'a', action: 'none' }] });
  });
});
