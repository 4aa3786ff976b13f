// Builds the extension (ESM with lazily loaded chunks) and the form's page into dist/.
// With --schema it writes media/trunks.schema.json instead, from what the code says a trunk file is.
import { rm, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const shared = { bundle: true, minify: true, legalComments: 'none', logLevel: 'warning' };

// undici and other CommonJS packages call require('node:…'), which an ES module does not have by itself.
const requireForCommonJs =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

await (process.argv.includes('--schema') ? writeSchema() : buildExtension());

async function buildExtension() {
  await rm('dist', { recursive: true, force: true });
  await Promise.all([
    build({
      ...shared,
      // The worker is started by its name and shares what it needs with the extension's lazily loaded chunks.
      entryPoints: {
        extension: 'src/extension.ts',
        trunkFileWorker: 'src/ui/trunkFiles/trunkFileWorker.ts',
      },
      outdir: 'dist',
      chunkNames: '[name]-[hash]',
      format: 'esm',
      splitting: true,
      platform: 'node',
      target: 'node20',
      external: ['vscode'],
      // yaml's build for Node reads process.env once per token.
      alias: { yaml: './node_modules/yaml/browser/index.js' },
      banner: { js: requireForCommonJs },
    }),
    build({
      ...shared,
      entryPoints: { trunkForm: 'src/ui/oneTrunk/page/main.ts' },
      outdir: 'dist',
      format: 'esm',
      platform: 'browser',
      target: 'chrome130',
    }),
  ]);
}

async function writeSchema() {
  const bundle = 'out/schema/jsonSchema.mjs';
  const file = 'media/trunks.schema.json';
  await build({
    ...shared,
    entryPoints: ['src/core/trunkYaml/jsonSchema.ts'],
    outfile: bundle,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  });
  const { format, resolveConfig } = await import('prettier');
  const { trunkFileSchema } = await import(pathToFileURL(bundle));
  const options = { ...(await resolveConfig(file)), filepath: file };
  await writeFile(file, await format(JSON.stringify(trunkFileSchema()), options));
}
