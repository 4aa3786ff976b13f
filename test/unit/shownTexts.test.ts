import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { Redactor } from '../../src/core/redaction/redact.ts';

/** What of VS Code shows a text, and the only files that call it: there, every text is brought onto one line first. */
const ways: Record<string, string[]> = {
  'window.show(?:Information|Warning|Error)Message': ['base/askModal.ts', 'base/showMessage.ts'],
  'window.show(?:QuickPick|InputBox)': ['base/quickInput.ts'],
  'window.create(?:QuickPick|InputBox)': ['connections/multiStep.ts', 'connections/signInInput.ts'],
  'window.createWebviewPanel': ['webview/panels.ts'],
  'new vscode.TreeItem': ['explorer/treeItems.ts'],
  'window.createOutputChannel': ['base/log.ts'],
  'vscode.Pseudoterminal': ['tasks/taskTerminal.ts'],
  'accessibilityInformation =': ['explorer/treeItems.ts'],
  'window.(?:createStatusBarItem|setStatusBarMessage)': ['explorer/statusBar.ts', 'journal/liveStatus.ts'],
};

describe('what is shown', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.replaceAll('\\', '/'));
  const texts = new Map(files.map((file) => [file, readFileSync(`src/${file}`, 'utf8')]));

  for (const [way, allowed] of Object.entries(ways)) {
    it(`goes through one place for ${way}`, () => {
      const found = files.filter((file) => new RegExp(way).test(texts.get(file) ?? ''));
      assert.deepEqual(
        found.sort(),
        allowed.map((file) => `ui/${file}`),
      );
      for (const file of found) {
        assert.match(texts.get(file) ?? '', /import \{[^}]*\b(?:plainLine|shownText)\b[^}]*\}/, file);
      }
    });
  }

  it('loses no word of ours as if it were a secret', () => {
    const redactor = new Redactor();
    const words = [...texts.values()].flatMap((text) =>
      [...text.matchAll(/l10n\.t\(\s*'((?:[^'\\]|\\.)+)'/g)].map(([, one = '']) =>
        one.replace(/\{\d\}/g, 'PBX: it'),
      ),
    );
    assert.ok(words.length > 500);
    const chinese = Object.values(
      JSON.parse(readFileSync('media/l10n/bundle.l10n.zh-cn.json', 'utf8')) as Record<string, string>,
    ).map((one) => one.replace(/\{\d\}/g, 'PBX：某处'));
    for (const one of [...words, ...chinese]) assert.equal(redactor.redact(one), one);
  });
});
