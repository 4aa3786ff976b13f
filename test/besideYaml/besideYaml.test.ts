import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Plan } from '../../src/fleet/plan/plan.ts';
import { eventually } from '../e2e/eventually.ts';
import { apply, completionsAt, fixesAt, hoverAt, lensesOf, problemsWhen } from '../host/language.ts';
import { Lab, provision, short } from '../host/lab.ts';

const both = ['pbx', 'yaml-schema'];
const peer = 'trunkname: a\ntrunktype: peer\nhost: h\nport: 5060\n';
/** A trunk with a mistake in its last line that the schema does not know. */
const onlyOurs = 'trunkname: ours\ntrunktype: peer\nhost: h\nport: 70000\n';
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

  /** A mistake in a file is told once, though both know it; with our quick fix it is right for both, and as it was. */
  async function assertRight(text: string): Promise<void> {
    const { uri, document } = await open(text.replace('trunkname:', 'trunknmae:'));
    const start = document.positionAt(document.getText().indexOf('trunknmae'));
    const range = new vscode.Range(start, start.translate(0, 'trunknmae'.length));
    const hasTheirs = (problems: vscode.Diagnostic[]) =>
      problems.some(({ message }) => message === 'Property trunknmae is not allowed.');
    await problemsWhen(uri, hasTheirs, both);
    // It is offered as soon as our own checks have seen the mistake.
    const fix = await eventually(
      async () => (await fixesAt(uri, range)).get('Change to trunkname'),
      (found) => found !== undefined,
    );
    const atTheKey = vscode.languages.getDiagnostics(uri).filter((one) => one.range.start.isEqual(start));
    assert.deepEqual(new Set(atTheKey.map(({ source }) => source)), new Set(['yaml-schema']));
    await apply(fix);
    assert.equal(document.getText(), text);
    await problemsWhen(uri, (problems) => !problems.some(isError), both);
  }

  it('the sample is right for both, and a mistake in it is told once', () =>
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

  for (const [title, text, line] of [
    ['an unknown key', `${peer}prot: 1\n`, 4],
    ['a missing field', listed(peer.replace('port: 5060\n', '')), 1],
    ['an unknown type', peer.replace('peer', 'pear'), 1],
    ['a field of another type', `${peer}password: a\n`, 4],
    ['an empty list of PBXes', `pbx: []\n${peer}`, 0],
  ] as const) {
    it(`${title} is told once, by the other`, async () => {
      const { uri } = await open(`${text}---\n${onlyOurs}`);
      const problems = await problemsWhen(
        uri,
        (found) => both.every((one) => found.some((problem) => problem.source === one && isError(problem))),
        both,
      );
      const last = text.split('\n').length + 3;
      assert.deepEqual(
        problems.filter(isError).map(({ source, range }) => [source, range.start.line]),
        [
          ['pbx', last],
          ['yaml-schema', line],
        ],
      );
    });
  }

  it('a line that is no YAML is told once, by the other', async () => {
    const { uri } = await open('trunks: [a\ntrunkname: b\n');
    await problemsWhen(uri, (found) => found.length > 0, ['YAML']);
    await vscode.commands.executeCommand('yamlStandIn.setValidating', false);
    const [ours] = await problemsWhen(uri, (found) => found.some(({ code }) => code === 'syntax'));
    await vscode.commands.executeCommand('yamlStandIn.setValidating', true);
    const found = await problemsWhen(
      uri,
      (one) => one.length > 0 && !one.some(({ code }) => code === 'syntax'),
      ['YAML', 'pbx'],
    );
    assert.deepEqual(
      found.filter(({ range }) => range.start.line === ours?.range.start.line).map(({ source }) => source),
      ['YAML'],
    );
  });

  for (const [title, text, line] of [
    ['a port that is none', onlyOurs, 3],
    ['a name twice', `${peer}---\n${peer}`, 5],
  ] as const) {
    it(`${title} is told by our own checks, which alone know it`, async () => {
      const { uri } = await open(text);
      const problems = (await problemsWhen(uri, (found) => found.some(isError), both)).filter(isError);
      assert.deepEqual(
        problems.map(({ source, range }) => [source, range.start.line]),
        [['pbx', line]],
      );
    });
  }

  it('our problem comes back when the other no longer tells it', async () => {
    const { uri } = await open(`${peer}prot: 1\n---\n${onlyOurs}`);
    await problemsWhen(uri, (found) => both.every((one) => found.some(({ source }) => source === one)), both);
    const ours = () => vscode.languages.getDiagnostics(uri).filter(({ code }) => code === 'unknown-key');
    assert.equal(ours().length, 0);
    await vscode.commands.executeCommand('yamlStandIn.setValidating', false);
    await problemsWhen(uri, () => ours().length === 1);
    await vscode.commands.executeCommand('yamlStandIn.setValidating', true);
    await problemsWhen(uri, () => ours().length === 0, both);
  });

  it('our quick fixes insert what is missing', async () => {
    const { uri, document } = await open(listed(peer.replace('port: 5060\n', '')));
    const [problem] = await problemsWhen(uri, (found) => found.some(isError), both);
    assert.ok(problem);
    await apply(
      await eventually(
        async () => (await fixesAt(uri, problem.range)).get('Insert port'),
        (fix) => fix !== undefined,
      ),
    );
    assert.equal(document.getText(), listed(peer));
    await problemsWhen(uri, (found) => !found.some(({ source }) => source === 'yaml-schema'), both);
  });

  it('each key is offered once, and so is each type', async () => {
    const { uri, position } = await open('trunks:\n  - trunkname: a\n    trunktype: peer\n    |');
    const items = await completionsAt(uri, position);
    const labels = items.map(({ label }) => label);
    assert.deepEqual([...new Set(labels)], labels);
    for (const key of ['host', 'port', 'domain', 'extensionsdod']) assert.ok(labels.includes(key), key);
    const from = items.find(({ label }) => label === 'host');
    assert.equal(from?.detail, 'yaml-schema');
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
