import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { listFiles, PackageManager } from '@vscode/vsce';
import { build } from 'esbuild';

/** The folders of the packages of which something is in the bundles. */
async function bundledPackages(): Promise<string[]> {
  const common = { bundle: true, write: false, metafile: true, outdir: 'out', logLevel: 'silent' } as const;
  const { metafile: extension } = await build({
    ...common,
    entryPoints: [
      'src/extension.ts',
      'src/ui/trunkFiles/trunkFileWorker.ts',
      'src/pbx/answers/answerWorker.ts',
    ],
    format: 'esm',
    splitting: true,
    platform: 'node',
    external: ['vscode'],
  });
  const { metafile: page } = await build({
    ...common,
    entryPoints: ['src/ui/oneTrunk/page/main.ts', 'src/ui/results/page/main.ts'],
  });
  const inputs = [...Object.keys(extension.inputs), ...Object.keys(page.inputs)];
  const folders = inputs.map((input) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? '');
  return [...new Set(folders)].filter(Boolean);
}

describe('THIRD-PARTY-NOTICES.txt', () => {
  it('has the licence of each package in the bundle, and is in the .vsix', async () => {
    execFileSync('node', ['esbuild.mjs', '--notices']);
    const notices = readFileSync('THIRD-PARTY-NOTICES.txt', 'utf8').split(/\n-{80}\n/);
    const bundled = await bundledPackages();
    assert.ok(bundled.includes('node_modules/undici') && bundled.includes('node_modules/lit'));
    for (const folder of bundled) {
      const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Record<
        string,
        string
      >;
      const notice = notices.find((text) => text.trim().startsWith(`${name ?? ''} ${version ?? ''}\n`)) ?? '';
      assert.match(notice, /Copyright/, folder);
      assert.match(notice, /Permission|Redistribution/, folder);
      assert.doesNotMatch(notice, /undefined|<year>/, folder);
    }
    assert.ok((await listFiles({ packageManager: PackageManager.None })).includes('THIRD-PARTY-NOTICES.txt'));
  });
});
