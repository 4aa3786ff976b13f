import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { outsideText } from '../../src/core/outsideText.ts';
import {
  knownSecrets,
  resultWithoutSecrets,
  sentencesWithoutSecrets,
  withoutSecrets,
} from '../../src/ui/base/knownSecrets.ts';
import { keepLegible, plainLine, shownName, shownText } from '../../src/ui/base/shownText.ts';
import { formsIn, secretForms } from '../support/secretForms.ts';

/** What brings a text out of the extension, and the only files that do so. Each must lead past the known secrets by one of these. */
const ways: Record<string, { files: string[]; by: RegExp | undefined }> = {
  'window\\.show(?:Information|Warning|Error)Message': {
    files: ['ui/base/askModal.ts', 'ui/base/showMessage.ts'],
    by: /plainLine|shownText/,
  },
  'window\\.show(?:QuickPick|InputBox)|window\\.create(?:QuickPick|InputBox)': {
    files: ['ui/base/quickInput.ts', 'ui/connections/multiStep.ts', 'ui/connections/signInInput.ts'],
    by: /shownText/,
  },
  'window\\.createOutputChannel': { files: ['ui/base/log.ts'], by: /plainLine/ },
  'vscode\\.Pseudoterminal': { files: ['ui/tasks/taskTerminal.ts'], by: /plainLine\(line/ },
  'env\\.clipboard': { files: ['ui/base/clipboard.ts'], by: /withoutSecrets/ },
  'webview\\.postMessage': {
    files: ['ui/webview/panels.ts'],
    by: /sentencesWithoutSecrets\(message\)/,
  },
  'new vscode\\.Diagnostic\\(|extends vscode\\.Diagnostic ': {
    files: ['ui/plan/planDiagnostics.ts', 'ui/trunkFiles/shownProblems.ts'],
    by: /withoutSecrets\(/,
  },
  'commands\\.registerCommand\\(id': { files: ['extension.ts'], by: /getApp\(\)\)\.run\(id, args\)/ },
  '\\bcommands\\[': { files: ['ui/app.ts'], by: /resultWithoutSecrets\(await commands\[/ },
  // One for all: a second would know less. That of one trunk's undocumented settings knows the one password they may repeat.
  'new Redactor\\(': { files: ['core/undocumented.ts', 'ui/base/knownSecrets.ts'], by: undefined },
  // Plans have no sentences in them.
  registerTextDocumentContentProvider: {
    files: ['ui/importTrunks/importReports.ts', 'ui/plan/planDocuments.ts'],
    by: undefined,
  },
  createStatusBarItem: {
    files: ['ui/explorer/statusBar.ts', 'ui/journal/liveStatus.ts'],
    by: /shownText\((?:healthSum|doneWords)\(/,
  },
  'console\\.|process\\.std(?:out|err)|window\\.setStatusBarMessage': { files: [], by: undefined },
};

describe('every way out', () => {
  const texts = new Map(
    readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [file.replaceAll('\\', '/'), readFileSync(`src/${file}`, 'utf8')] as const),
  );
  for (const [way, { files, by }] of Object.entries(ways)) {
    it(`leads past the known secrets: ${way}`, () => {
      const found = [...texts].filter(([, text]) => new RegExp(way).test(text));
      assert.deepEqual(found.map(([file]) => file).sort(), files);
      for (const [file, text] of found) if (by) assert.match(text, by, file);
    });
  }

  for (const [file, by] of [
    ['ui/app.ts', /return resultWithoutSecrets\(await commands\[id\]\(/],
    ['ui/journal/reports.ts', /return resultWithoutSecrets\(await this\.#keptPart\(/],
    ['ui/drift/checkAsking.ts', /drifts: resultWithoutSecrets\(drifts\)/],
    ['ui/importTrunks/importReports.ts', /text: withoutSecrets\(text, names\)/],
    ['ui/journal/reportSource.ts', /await this\.#services\.reports\.partOf\(/],
  ] as const) {
    it(`leads past the known secrets in ${file}`, () => {
      assert.match(texts.get(file) ?? '', by);
    });
  }
});

describe('what the doors let through', () => {
  const secret = 'd00r "Passw0rd" & <more>/ü';
  knownSecrets.add(secret);
  knownSecrets.add('6100');

  it('is no form of a secret, in a sentence of any length', () => {
    for (const [name, form] of Object.entries(secretForms(secret))) {
      for (const text of [plainLine, shownText, withoutSecrets].map((door) => door(`hq refused: ${form}.`))) {
        assert.deepEqual(formsIn(text, secret), [], `${name}: ${text}`);
        assert.match(text, /^hq refused: .*•••/);
      }
    }
    assert.ok(!shownText(`${'x'.repeat(1990)}${secret}`).includes('d00r'));
  });

  it('is the name of what is to be chosen, though a password be the same', () => {
    assert.equal(shownName('6100'), '6100');
    assert.equal(shownText('6100 was added: 6100', ['6100']), '6100 was added: 6100');
    assert.equal(shownText('hq refused: 6100'), 'hq refused: •••');
  });

  it('is who gets it, though a password be its address or a part of it', () => {
    const host = 'evil.example.net';
    const url = `https://${host}:8088`;
    knownSecrets.add(host);
    knownSecrets.add(`to hq-main (${url}`);
    assert.equal(plainLine(`Add 1 trunk to hq-main (${url})?`), 'Add 1 trunk •••)?');
    keepLegible(() => ['hq-main', `hq-main (${url})`, url]);
    assert.equal(plainLine(`Add 1 trunk to hq-main (${url})?`), `Add 1 trunk •••hq-main (${url})?`);
    const words = `The secret itsp goes to ${url} for the first time.`;
    assert.equal(plainLine(words), words);
    assert.equal(shownText(`hq-main: the password ${host} is wrong`), 'hq-main: the password ••• is wrong');
    keepLegible(() => []);
    assert.equal(plainLine(words, [url]), words);
    const long = `${'x'.repeat(120)}-6100`;
    assert.equal(plainLine(outsideText(long), [long]), outsideText(long));
  });

  it('is a result with its names and words, and with clean sentences', () => {
    const outcome = { pbx: 'hq', trunkname: '6100', outcome: 'failed' };
    const result = {
      outcomes: [{ ...outcome, errno: secret, message: `6100 was refused: ${secret}` }],
      steps: [{ step: 'login', ok: false, message: secret }],
      missing: ['6100'],
      problem: secret,
      cancelled: false,
    };
    assert.deepEqual(resultWithoutSecrets(result), {
      outcomes: [{ ...outcome, errno: '•••', message: '6100 was refused: •••' }],
      steps: [{ step: 'login', ok: false, message: '•••' }],
      missing: ['6100'],
      problem: '•••',
      cancelled: false,
    });
    const uri = new URL('file:///trunks.yaml');
    assert.equal((resultWithoutSecrets({ files: [uri] }).files as unknown[])[0], uri);
  });

  it('is no number of the API, though a password be the same', () => {
    const outcome = { pbx: 'hq', trunkname: 'a', outcome: 'failed', errno: '6100' };
    const told = { ...outcome, message: 'refused: 6100' };
    for (const clean of [resultWithoutSecrets, sentencesWithoutSecrets]) {
      assert.deepEqual(clean(told), { ...outcome, message: 'refused: •••' });
    }
  });

  it('is what somebody edits, beside clean sentences', () => {
    const state = {
      loaded: { values: { username: '6100' } },
      stage: { name: 'problem', message: `x ${secret}` },
    };
    assert.deepEqual(sentencesWithoutSecrets(state), {
      ...state,
      stage: { name: 'problem', message: 'x •••' },
    });
  });
});
