import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as l10n from '@vscode/l10n';
import { build, type BuildOptions } from 'esbuild';
import type * as translationsModule from '../../src/core/translations.ts';
import { pageHtml } from '../../src/ui/webview/html.ts';
import type * as checkFormModule from '../../src/ui/oneTrunk/page/fields/checkForm.ts';
import type * as fieldWordsModule from '../../src/ui/oneTrunk/page/fields/fieldWords.ts';
import { BackgroundReader } from '../../src/ui/trunkFiles/backgroundReader.ts';
import { temporaryFolder } from '../process.mjs';

const translations = {
  // These have to come through HTML as they are.
  'Trunk name': '«Der "Name" & <mehr>»',
  'trunkname is missing. Give the trunk a name of its own.': '«trunkname fehlt»',
};

describe('the translations', () => {
  const { folder, remove } = temporaryFolder('pbx-translations-');
  after(remove);

  /** Builds what runs beside the extension with a copy of `l10n` of its own, as esbuild.mjs does. */
  const bundle = async (name: string, options: BuildOptions) => {
    const outfile = join(folder, name);
    await build({ bundle: true, outfile, ...options });
    return outfile;
  };

  it('reach the words of the page, through its HTML', async () => {
    const contents = `
      export { useTranslations } from './src/core/translations.ts';
      export { fieldWords } from './src/ui/oneTrunk/page/fields/fieldWords.ts';
      export { checkForm } from './src/ui/oneTrunk/page/fields/checkForm.ts';`;
    const stdin = { contents, resolveDir: '.', loader: 'ts' } as const;
    const file = await bundle('words.mjs', { stdin, format: 'esm', platform: 'browser' });
    const page = (await import(pathToFileURL(file).href)) as typeof translationsModule &
      typeof fieldWordsModule &
      typeof checkFormModule;
    const html = pageHtml({
      page: 'add',
      scriptUri: '',
      styleUri: '',
      language: 'de',
      title: '',
      translations,
    });
    page.useTranslations(JSON.parse(attribute(html, 'data-translations')));
    assert.equal(page.fieldWords('trunkname', 'peer').label, translations['Trunk name']);
    assert.equal(page.fieldWords('host', 'peer').label, 'Host');
    // The words of core are in the page, too.
    assert.equal(page.checkForm('peer', {}).messages.get('trunkname')?.text, '«trunkname fehlt»');
  });

  it('reach the words of the worker', async () => {
    const script = await bundle('worker.cjs', {
      entryPoints: ['src/ui/trunkFiles/trunkFileWorker.ts'],
      platform: 'node',
    });
    const reader = new BackgroundReader(script, { bundle: translations }, (error) => {
      throw error;
    });
    try {
      const known = { pbxNames: ['hq'], groups: new Map(), secrets: [], env: [] };
      const text = 'pbx: hq\ntrunks:\n  - trunktype: peer\n    host: 192.0.2.1\n    port: 5060\n';
      const { problems } = await reader.review(text, known);
      assert.deepEqual(
        problems.map(({ message }) => message),
        ['«trunkname fehlt»'],
      );
    } finally {
      reader.dispose();
    }
  });

  it('stay away when they are not what they should be', async () => {
    const entry = { contents: "export * from './src/core/translations.ts'; export * from '@vscode/l10n';" };
    const stdin = { ...entry, resolveDir: '.', loader: 'ts' } as const;
    const file = await bundle('broken.mjs', { stdin, format: 'esm', platform: 'browser' });
    const page = (await import(pathToFileURL(file).href)) as typeof translationsModule & typeof l10n;
    for (const broken of [undefined, null, 'words', { 'Trunk name': 1 }]) page.useTranslations(broken);
    assert.equal(page.t('Trunk name'), 'Trunk name');
  });
});

/** An attribute's value, as a browser reads it. */
function attribute(html: string, name: string): string {
  const entities = { '&quot;': '"', '&lt;': '<', '&gt;': '>', '&amp;': '&' };
  const value = new RegExp(`${name}="([^"]*)"`).exec(html)?.[1] ?? '';
  return value.replace(/&(?:quot|lt|gt|amp);/g, (entity) => entities[entity as keyof typeof entities]);
}
