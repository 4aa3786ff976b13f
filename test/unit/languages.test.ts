import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { listFiles, PackageManager } from '@vscode/vsce';
import { config } from '@vscode/l10n';
import { commandTitles } from '../../src/core/commandTitles.ts';
import { trunkFileSchema } from '../../src/core/trunkYaml/jsonSchema.ts';
import { sourceTexts } from '../support/sourceTexts.ts';

type Texts = Record<string, string>;
const json = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as unknown;

const manifest = json('package.json') as {
  l10n: string;
  contributes: { problemMatchers: { label: string }[] };
};
const titles = { en: json('package.nls.json') as Texts, zh: json('package.nls.zh-cn.json') as Texts };
const bundleFile = `${manifest.l10n}/bundle.l10n.zh-cn.json`;
const bundle = json(bundleFile) as Texts;
const { translated, literals } = sourceTexts();

/** Every pair of an English text and the Chinese one. */
const pairs: [english: string, chinese: string][] = [
  ...Object.entries(bundle),
  ...Object.entries(titles.en).map(([key, text]): [string, string] => [text, titles.zh[key] ?? '']),
];

describe('the languages', () => {
  it('are those of the code, text for text', () => {
    assert.ok(translated.size > 900);
    assert.deepEqual(
      [...translated].filter((text) => !(text in bundle)),
      [],
      'not translated',
    );
    assert.deepEqual(
      Object.keys(bundle).filter((text) => !translated.has(text)),
      [],
      'translated, but not in the code',
    );
    assert.deepEqual(Object.keys(titles.zh), Object.keys(titles.en));
  });

  it('stand in their files sorted, one line a text', () => {
    const sorted = Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1));
    assert.equal(
      readFileSync(bundleFile, 'utf8'),
      `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`,
    );
  });

  it('have the same values, links and code in each text', () => {
    const parts = (text: string) =>
      (text.match(/\{\d\}|`[^`]+`|\((?:command|https):[^)]+\)|\$\{[^}]*\}/g) ?? []).sort();
    for (const [english, chinese] of pairs) assert.deepEqual(parts(chinese), parts(english), english);
  });

  it('name a command as the palette does', () => {
    const byName: Texts = {
      addPbx: commandTitles.addPbx(),
      manageSecrets: commandTitles.manageSecrets(),
      openReport: commandTitles.openReport(),
      setGroup: commandTitles.setGroup(),
      signIn: commandTitles.signIn(),
    };
    assert.deepEqual(Object.keys(byName), Object.keys(commandTitles));
    for (const [name, english] of Object.entries(byName)) {
      assert.equal(english, `PBX: ${titles.en[`command.${name}`] ?? ''}`);
      assert.equal(bundle[english], `PBX: ${titles.zh[`command.${name}`] ?? ''}`);
    }
    // Buttons and titles of dialogs that are called like a command.
    const same = Object.entries(titles.en).filter(([, text]) => text in bundle);
    assert.ok(same.length > 10);
    for (const [key, text] of same) assert.equal(bundle[text], titles.zh[key]);
    for (const [name, text] of Object.entries(titles.zh)) {
      for (const [, named = ''] of text.matchAll(/PBX: ([^*]+)\*/g)) {
        assert.ok(Object.values(titles.zh).includes(named), name);
      }
    }
  });

  it('are written as Chinese is: its own marks, and one space beside other letters', () => {
    for (const [english, chinese] of pairs) {
      if (!/\p{sc=Han}/u.test(chinese)) continue;
      // What stands in code or belongs to a link is not Chinese.
      const text = chinese.replace(/`[^`]+`/g, '{0}').replace(/\]\([^)]+\)/g, ']');
      assert.doesNotMatch(text, /\p{sc=Han}[,;:?!.](?!\w)/u, english);
      assert.doesNotMatch(
        text,
        /\p{sc=Han} +\p{sc=Han}|[\u3000-\u301f\uff01-\uff60] | [\u3000-\u301f\uff01-\uff60]/u,
        english,
      );
      assert.doesNotMatch(text, /\p{sc=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{sc=Han}/u, english);
      assert.doesNotMatch(text, /您|「|『/, english);
    }
  });

  it('are all that the manifest shows', () => {
    const shown: string[] = [];
    const visit = (value: unknown, key: string): void => {
      if (typeof value === 'string') {
        if (/^(?:title|name|description|markdownDescription|contents|label|enumDescriptions)$/.test(key)) {
          shown.push(value);
        }
      } else if (typeof value === 'object' && value !== null) {
        for (const [inner, one] of Object.entries(value)) visit(one, Array.isArray(value) ? key : inner);
      }
    };
    const { problemMatchers, ...others } = manifest.contributes;
    visit(others, '');
    // Their name is what tasks.json calls them.
    visit(
      problemMatchers.map(({ label }) => label),
      'label',
    );
    assert.ok(shown.length > 40);
    assert.deepEqual(
      shown.filter((text) => !/^%[\w.]+%$/.test(text)),
      [],
    );
  });

  it('are all that dialogs, notifications, pickers and progress show', () => {
    const doors =
      /^(?:askModal|showMessage|notify|showFailure|pickOne|pickSeveral|askForLine|withProgress|askWithProgress|runWithProgress|this\.#result\.show|this\.#button)$/;
    // A single word in lower case is a name for the code.
    assert.deepEqual(
      literals.filter(({ text, callee }) => doors.test(callee) && /\p{L}\s|^\p{Lu}/u.test(text)),
      [],
    );
  });

  it('are all sentences of the code but those of the log, of defects, and of what only programs read', () => {
    const forPrograms = [
      'src/core/redaction/escapes.ts',
      'src/core/trunkYaml/readEntry.ts',
      'src/pbx/answers/wire.ts',
      'src/pbx/curlCommand.ts',
      'src/pbx/tls/handshakeErrors.ts',
      'src/ui/oneTrunk/page/add/pbxPicker.ts',
      'src/ui/trunkFiles/backgroundReader.ts',
      'src/ui/webview/html.ts',
    ];
    const words = literals.filter(
      ({ file, text, callee }) =>
        // The Demo PBX speaks as a PBX does.
        !file.startsWith('src/demo/') &&
        /\p{Ll}{2,} \p{Ll}{2,}/u.test(text) &&
        !/(?:^|\.)log\.\w+$|Error$/.test(callee),
    );
    assert.deepEqual([...new Set(words.map(({ file }) => file))].sort(), forPrograms);
  });

  it('are in the schema that VS Code gives to YAML tools in that language', () => {
    config({ contents: bundle });
    try {
      assert.deepEqual(json(titles.zh['schema.trunks'] ?? ''), trunkFileSchema(), 'Run: npm run schema');
    } finally {
      config({ contents: {} });
    }
  });

  it('are in the .vsix', async () => {
    const packed = await listFiles({ packageManager: PackageManager.None });
    for (const file of [
      'package.nls.zh-cn.json',
      bundleFile.replace('./', ''),
      ...[titles.en, titles.zh].map((texts) => (texts['schema.trunks'] ?? '').replace('./', '')),
    ]) {
      assert.ok(packed.includes(file), file);
    }
  });
});
