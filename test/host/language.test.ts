import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { trackInGit } from './git.ts';
import { Lab } from './lab.ts';
import { apply, completionsAt, fixesAt, hoverAt, lensesOf, problemOf, problemsWhen } from './language.ts';

const planted = 'Rqzswb55planted';
const account = (password: string, name = 'for-phones') =>
  `trunkname: ${name}\ntrunktype: account\nusername: 6100\nauthname: 6100\npassword: ${password}\n`;
const many = (count: number, host = 'h') =>
  `trunks:\n${Array.from({ length: count }, (_, i) => `  - trunkname: t-${i}\n    trunktype: peer\n    host: ${host}\n    port: 5060\n`).join('')}`;

describe('a trunk file in the editor', () => {
  const lab = new Lab();
  let opened = 0;
  afterEach(() => lab.end());

  /** Opens a file; a `|` in its text is where the cursor would be. */
  async function open(name: string, text: string) {
    const at = text.indexOf('|');
    const uri = await lab.file(name, at === -1 ? text : text.slice(0, at) + text.slice(at + 1));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    return { uri, document, position: document.positionAt(Math.max(at, 0)) };
  }

  async function edit({ uri, document }: { uri: vscode.Uri; document: vscode.TextDocument }, text: string) {
    const change = new vscode.WorkspaceEdit();
    change.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    await vscode.workspace.applyEdit(change);
  }

  it('has its trunks in the outline, below their PBXes', async () => {
    const { uri } = await open('trunks.yaml', `pbx: [hq, branch]\n${many(2)}---\n${account('${env:HOME}')}`);
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      uri,
    );
    const shown = (list: vscode.DocumentSymbol[]): unknown[] =>
      list.map(({ name, detail, selectionRange, children }) => [
        `${name} (${detail}) ${selectionRange.start.line}`,
        ...shown(children),
      ]);
    assert.deepEqual(shown(symbols), [
      ['hq, branch (PBX) 0', ['t-0 (peer · h) 2'], ['t-1 (peer · h) 6']],
      ['for-phones (account) 11'],
    ]);
  });

  describe('problems', () => {
    it('appear when it is opened, follow the typing, and go with the file', async () => {
      const file = await open('trunks.yaml', many(1).replace('5060', '0'));
      assert.equal((await problemOf(file.uri, 'field')).range.start.line, 4);
      await edit(file, many(1));
      await problemsWhen(file.uri, (problems) => problems.length === 0);
      await edit(file, many(1).replace('port', 'prot'));
      await problemOf(file.uri, 'unknown-key');
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });

    it('of a large file come from the worker, 500 at most', async () => {
      const { uri } = await open('large.trunks.yaml', many(3000, '"a b"'));
      const problems = await problemsWhen(uri, (found) => found.length > 0);
      assert.equal(problems.length, 500);
      assert.match(problems.map(({ message }) => message).join('\n'), /2501 more problems/);
    });

    it('of a large file follow the typing too', async () => {
      const file = await open('large.trunks.yaml', `${many(1000)}    prot: 1\n`);
      const [problem] = await problemsWhen(file.uri, (found) => found.length > 0);
      assert.equal(problem?.range.start.line, 4001);
      await edit(file, many(1000));
      await problemsWhen(file.uri, (found) => found.length === 0);
    });

    it('say which secrets and variables have no value', async () => {
      await lab.start('hq');
      const file = await open('trunk.yaml', `pbx: hq\n${account('${secret:lab-new}${env:PBX_LAB_UNSET}')}`);
      const secret = await problemOf(file.uri, 'secret');
      assert.equal(secret.severity, vscode.DiagnosticSeverity.Information);
      assert.match(secret.message, /lab-new/);
      assert.equal((await problemOf(file.uri, 'env')).severity, vscode.DiagnosticSeverity.Warning);
    });

    it('know the PBXes that are configured meanwhile', async () => {
      const { uri } = await open('trunk.yaml', `pbx: hq\n${account('${env:HOME}')}`);
      await problemOf(uri, 'unknown-pbx');
      await lab.start('hq');
      await problemsWhen(uri, (problems) => problems.length === 0);
    });

    it('have stronger words for a password in a file that git tracks', async function () {
      const uri = await lab.file('trunks.yaml', account(planted));
      if (!(await trackInGit(uri))) this.skip();
      await vscode.window.showTextDocument(uri);
      const { message } = await problemOf(uri, 'plain-password');
      assert.match(message, /git/);
      assert.ok(!message.includes(planted));
      const other = await open('other.trunks.yaml', account(planted));
      assert.doesNotMatch((await problemOf(other.uri, 'plain-password')).message, /git/);
      await vscode.workspace
        .getConfiguration('git')
        .update('enabled', false, vscode.ConfigurationTarget.Global);
    });

    it('are not for what only looks at a trunk file', async () => {
      const text = many(1).replace('5060', '0');
      const provider = vscode.workspace.registerTextDocumentContentProvider('pbx-test', {
        provideTextDocumentContent: () => text,
      });
      const uri = vscode.Uri.parse('pbx-test:/trunks.yaml');
      await vscode.workspace.openTextDocument(uri);
      await problemOf((await open('trunks.yaml', text)).uri, 'field');
      assert.deepEqual(vscode.languages.getDiagnostics(uri), []);
      provider.dispose();
    });
  });

  describe('quick fixes', () => {
    it('correct a key', async () => {
      const { uri, document } = await open('trunks.yaml', many(1).replace('port:', 'prot:'));
      const { range } = await problemOf(uri, 'unknown-key');
      await apply((await fixesAt(uri, range)).get('Change to port'));
      assert.equal(document.getText(), many(1));
    });

    it('correct a PBX name, or add the PBX', async () => {
      await lab.start('branch-1');
      const { uri, document } = await open('trunks.yaml', `pbx: [brnach-1]\n${many(1)}`);
      const { range } = await problemOf(uri, 'unknown-pbx');
      const fixes = await fixesAt(uri, range);
      assert.equal(fixes.get('Add PBX…')?.command?.command, 'pbx.addPbx');
      await apply(fixes.get('Change to branch-1'));
      assert.equal(document.getText(), `pbx: [branch-1]\n${many(1)}`);
      await problemsWhen(uri, (problems) => problems.length === 0);
    });

    for (const [shape, text, expected] of [
      [
        'a list',
        'trunks:\n  - trunkname: a\n    trunktype: peer\n    host: h # one\n  - {}\n',
        'trunks:\n  - trunkname: a\n    trunktype: peer\n    host: h # one\n    port: 5060\n  - {}\n',
      ],
      [
        'a single trunk',
        'trunkname: a\ntrunktype: peer\nhost: h',
        'trunkname: a\ntrunktype: peer\nhost: h\nport: 5060',
      ],
      [
        'brackets',
        '- {trunkname: a, trunktype: peer, host: h}\n',
        '- {trunkname: a, trunktype: peer, host: h, port: 5060}\n',
      ],
      [
        'one line',
        '- trunkname: a\n  trunktype: peer\n  host: h\n',
        '- trunkname: a\n  trunktype: peer\n  host: h\n  port: 5060\n',
      ],
    ] as const) {
      it(`insert a missing field into ${shape}`, async () => {
        const { uri, document } = await open('trunks.yaml', text);
        const { range } = await problemOf(uri, 'field');
        await apply((await fixesAt(uri, range)).get('Insert port'));
        assert.equal(document.getText(), expected);
      });
    }

    it('insert all missing fields at once', async () => {
      const { uri, document } = await open('trunk.yaml', 'trunkname: a\ntrunktype: account\n');
      const { range } = await problemOf(uri, 'field');
      await apply((await fixesAt(uri, range)).get('Insert username, authname, password'));
      assert.equal(
        document.getText(),
        'trunkname: a\ntrunktype: account\nusername: \nauthname: \npassword: ${secret:}\n',
      );
    });

    it('insert a type of one’s choice', async () => {
      const { uri, document } = await open('trunk.yaml', 'trunkname: a\n');
      const { range } = await problemOf(uri, 'field');
      const fixes = await fixesAt(uri, range);
      assert.ok(fixes.has('Insert trunktype: register'));
      await apply(fixes.get('Insert trunktype: peer'));
      assert.equal(document.getText(), 'trunkname: a\ntrunktype: peer\n');
    });

    const noBreak = (text: string) => text.replace(/^ +/gm, (found) => '\u00a0'.repeat(found.length));
    for (const [title, text, code, fix, expected] of [
      [
        'put a value in quotes',
        account(`!${planted}'s`),
        'syntax',
        'Put the value in quotes',
        account(`'!${planted}''s'`),
      ],
      [
        'take out what does not show',
        account(`"${planted}\u2060-\\u200ba\u00a0"`),
        'field-advice',
        'Take out what does not show',
        account(`"${planted}-a"`),
      ],
      [
        'leave out a word for nothing',
        many(1).replace('    port', '    domain: null # was\n    port'),
        'field-advice',
        'Leave it out',
        many(1),
      ],
      [
        'write spaces in place of no-break spaces',
        noBreak(many(1)),
        'syntax',
        'Indent the whole file with spaces',
        many(1),
      ],
      ['correct a type', many(1).replace('peer', 'Peer'), 'field', 'Change to peer', many(1)],
    ] as const) {
      it(title, async () => {
        const { uri, document } = await open('trunks.yaml', text);
        const { range } = await problemOf(uri, code);
        const fixes = await fixesAt(uri, range);
        assert.ok(!JSON.stringify([...fixes.values()]).includes(planted));
        await apply(fixes.get(fix));
        assert.equal(document.getText(), expected);
      });
    }

    it('move one password, or all, to the secret storage', async () => {
      const pbx = await lab.start('hq');
      await lab.signIn('hq');
      const text = `pbx: hq\n${account(`"${planted}\\"1"`)}---\npbx: hq\ntrunks:\n  - {${account(`${planted}2`, 'b').trimEnd().replaceAll('\n', ', ')}}\n---\npbx: hq\n${account(`${planted}3`, 'c')}`;
      const { uri, document } = await open('trunks.yaml', text);
      const { range } = await problemOf(uri, 'plain-password');
      const fixes = await fixesAt(uri, range);
      assert.ok(!JSON.stringify([...fixes.values()]).includes(planted));
      await apply(fixes.get('Move this password to the secret storage'));
      assert.ok(document.getText().includes('\npassword: ${secret:for-phones}\n---'));
      assert.ok(document.getText().includes(`${planted}2`));
      await problemsWhen(uri, (problems) => problems.length === 2);
      const next = await problemOf(uri, 'plain-password');
      await apply(
        (await fixesAt(uri, next.range)).get('Move all plain passwords of this file to the secret storage'),
      );
      assert.ok(!document.getText().includes(planted));
      assert.ok(document.getText().includes('password: "${secret:b}"}'));
      await problemsWhen(uri, (problems) => problems.length === 0);
      await document.save();
      const { outcomes } = await vscode.commands.executeCommand<{ outcomes: { outcome: string }[] }>(
        'pbx.provisionTrunks',
        uri,
        { confirm: false },
      );
      assert.deepEqual(new Set(outcomes.map(({ outcome }) => outcome)), new Set(['added']));
      assert.equal(pbx.trunks.find('for-phones')?.password, `${planted}"1`);
      assert.equal(pbx.trunks.find('b')?.password, `${planted}2`);
    });
  });

  describe('completion', () => {
    const labels = async (text: string) => {
      opened += 1;
      const { uri, position } = await open(`${opened}.trunks.yaml`, text);
      await problemsWhen(uri, () => true);
      return (await completionsAt(uri, position)).map(({ label }) =>
        typeof label === 'string' ? label : label.label,
      );
    };

    it('offers the keys of the type that are not written yet, required ones first', async () => {
      const { uri, position } = await open(
        'a.trunks.yaml',
        'trunks:\n  - trunkname: a\n    trunktype: peer\n    |',
      );
      const items = await completionsAt(uri, position);
      const sorted = [...items].sort((a, b) => (a.sortText ?? '').localeCompare(b.sortText ?? ''));
      assert.deepEqual(
        sorted.map(({ label }) => label),
        ['host', 'port', 'domain', 'extensionsdod', 'extensionsgroupdod'],
      );
    });

    it('offers whole trunks, types, PBX names and placeholders', async () => {
      await lab.start('hq');
      await lab.start('branch-1');
      assert.ok((await labels('trunks:\n  |')).includes('register trunk'));
      assert.deepEqual((await labels('trunkname: a\ntrunktype: |')).sort(), ['account', 'peer', 'register']);
      assert.deepEqual(await labels('pbx: [hq, |'), ['branch-1']);
      assert.deepEqual((await labels('pbx:\n  - |')).sort(), ['branch-1', 'hq']);
      assert.ok((await labels('password: |')).includes('${secret:…}'));
      assert.ok((await labels('password: ${env:|}')).includes('HOME'));
    });

    it('offers the groups too, in quotes, and says who is in one', async () => {
      await lab.start('hq', { group: 'north' });
      await lab.start('branch-1', { group: 'north' });
      const { uri, position } = await open('trunks.yaml', `pbx: |\n${many(1)}`);
      const group = (await completionsAt(uri, position)).find(({ label }) => label === '@north');
      assert.equal(group?.insertText, '"@north"');
      const written = await open('written.trunks.yaml', `pbx: "@nor|th"\n${many(1)}`);
      assert.match(await hoverAt(written.uri, written.position), /group of branch-1, hq/);
    });

    it('writes a whole trunk that has no error', async () => {
      const { uri, position, document } = await open('trunks.yaml', 'trunks:\n  - |');
      const item = (await completionsAt(uri, position)).find(({ label }) => label === 'account trunk');
      assert.ok(item?.insertText instanceof vscode.SnippetString);
      await vscode.window.activeTextEditor?.insertSnippet(item.insertText, position);
      assert.equal(
        document.getText(),
        'trunks:\n  - trunkname: to-itsp\n    trunktype: account\n    username: 0123\n    authname: 0123\n    password: ${secret:to-itsp}',
      );
    });
  });

  describe('hovers and lenses', () => {
    it('explain a field, a PBX and whether a secret has a value', async () => {
      const { url } = await lab.start('hq');
      const { uri, document } = await open('trunks.yaml', `pbx: hq\n${account('${secret:lab-none}')}`);
      const at = (text: string) => document.positionAt(document.getText().indexOf(text) + 1);
      await problemOf(uri, 'secret');
      assert.match(await hoverAt(uri, at('authname')), /Required for: register, account/);
      assert.ok((await hoverAt(uri, at('hq'))).includes(new URL(url).host));
      assert.match(await hoverAt(uri, at('${secret')), /no value yet/);
    });

    it('stand above each document and say which one it is', async () => {
      const { uri } = await open('trunks.yaml', `${account('${env:HOME}')}---\n# none\n---\n${many(2)}`);
      await problemsWhen(uri, () => true);
      const lenses = await lensesOf(uri);
      assert.deepEqual(
        lenses.map(({ range, command }) => [
          range.start.line,
          command?.title,
          command?.command,
          (command?.arguments?.[1] as { document: number }).document,
        ]),
        [
          [0, 'Provision', 'pbx.provisionTrunks', 0],
          [0, 'Plan', 'pbx.planTrunks', 0],
          [8, 'Provision', 'pbx.provisionTrunks', 1],
          [8, 'Plan', 'pbx.planTrunks', 1],
        ],
      );
    });

    it('and all the rest never show a password', async () => {
      await lab.start('hq');
      const { uri, document } = await open('trunks.yaml', `pbx: hq\n${account(planted)}`);
      await problemOf(uri, 'plain-password');
      const shown: unknown[] = [vscode.languages.getDiagnostics(uri), await lensesOf(uri)];
      for (let line = 0; line < document.lineCount; line += 1) {
        const { text } = document.lineAt(line);
        for (const character of [0, text.length, Math.ceil(text.length / 2)]) {
          const position = new vscode.Position(line, character);
          shown.push(await hoverAt(uri, position), [
            ...(await fixesAt(uri, new vscode.Range(position, position))).values(),
          ]);
          shown.push(
            (await completionsAt(uri, position)).filter(
              ({ kind }) => kind !== vscode.CompletionItemKind.Text,
            ),
          );
        }
      }
      assert.ok(!JSON.stringify(shown).includes(planted));
    });
  });
});
