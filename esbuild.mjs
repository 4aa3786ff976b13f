// Builds the extension (ESM with lazily loaded chunks) and the pages into dist/, and THIRD-PARTY-NOTICES.txt.
// With --notices it writes that file alone, with --schema media/trunks.schema.json
// and its translations from what the code says a trunk file is.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';

const shared = {
  bundle: true,
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  outdir: 'dist',
  format: 'esm',
  external: ['vscode', 'node:*'],
  metafile: true,
};

/** What the entry imports when it is first needed are files of their own, beside it. */
const loadedLater = {
  name: 'loaded later',
  setup(build) {
    build.onResolve({ filter: /\.ts$/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path: `./${parse(path).name}.js`, external: true } : undefined,
    );
  },
};

/**
 * What undici never needs here, 80 KB: HTTP/2, which is not offered to a PBX; bodies that are forms or streams; and one of its two HTTP
 * parsers (the plain one runs on every processor, the other is quicker for long headers).
 */
const lessOfUndici = {
  name: 'less of undici',
  setup(build) {
    const inUndici = ({ importer }) => /[\\/]undici[\\/]/.test(importer);
    build.onResolve({ filter: /\/llhttp_simd-wasm\.js$/ }, ({ path, ...where }) =>
      build.resolve(path.replace('_simd-', '-'), where),
    );
    build.onResolve({ filter: /\/(client-h2|fetch\/body)\.js$/ }, (file) =>
      inUndici(file) ? { path: file.path, namespace: 'left-out' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};' }));
    // Base64 is nothing that a .vsix can compress well.
    build.onLoad({ filter: /[\\/]llhttp-wasm\.js$/ }, async ({ path }) => {
      const [, wasm] = /wasmBase64 = '([^']+)'/.exec(await readFile(path, 'utf8'));
      const packed = brotliCompressSync(Buffer.from(wasm, 'base64')).toString('base64');
      return {
        contents: `module.exports = require('node:zlib').brotliDecompressSync(Buffer.from('${packed}', 'base64'));`,
      };
    });
  },
};

/** What fast-xml-parser never asks is-unsafe for: anything but HTML and XML. */
const lessOfIsUnsafe = {
  name: 'less of is-unsafe',
  setup(build) {
    build.onLoad(
      { filter: /[\\/]is-unsafe[\\/]src[\\/]contexts[\\/](log|nosql|redos|shell|sql|sql-strict|svg)\.js$/ },
      () => ({
        contents: 'export default [];',
      }),
    );
  },
};

/** yaml without numbers, dates and the like, since every scalar of a trunk file is text, and without its own way to write YAML. */
const lessOfYaml = {
  name: 'less of yaml',
  setup(build) {
    build.onLoad({ filter: /[\\/]yaml[\\/]browser[\\/]dist[\\/]schema[\\/]tags\.js$/ }, () => ({
      contents: `
        import { map } from './common/map.js';
        import { seq } from './common/seq.js';
        import { string } from './common/string.js';
        export const coreKnownTags = {};
        export const getTags = () => [map, seq, string];
      `,
      resolveDir: 'node_modules/yaml/browser/dist/schema',
    }));
    const writing =
      /[\\/]yaml[\\/]browser[\\/]dist[\\/]stringify[\\/]stringify(Collection|Document|Pair|String)\.js$/;
    build.onLoad({ filter: writing }, ({ path }) => ({
      contents: `export const ${parse(path).name} = undefined;`,
    }));
  },
};

/** CommonJS packages, such as undici, call require('node:…'), which an ES module does not have by itself. */
const nodeForCommonJs = {
  name: 'node for CommonJS',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ kind, path }) =>
      kind === 'require-call' ? { path, namespace: 'required' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'required' }, ({ path }) => ({
      contents: `import required from '${path}'; module.exports = required;`,
    }));
  },
};

if (process.argv.includes('--schema')) {
  await writeSchema();
} else {
  const write = !process.argv.includes('--notices');
  if (write) await rm('dist', { recursive: true, force: true });
  await writeNotices(await buildExtension({ write }));
}

/** @returns the paths of what went into it. */
async function buildExtension({ write }) {
  const builds = await Promise.all([
    // In one file: VS Code waits for it whenever a window opens, and each further file costs as much as this one.
    build({
      ...shared,
      write,
      entryPoints: { extension: 'src/extension.ts' },
      target: 'node20',
      plugins: [loadedLater],
    }),
    build({
      ...shared,
      write,
      // The workers and the pages are started by their names. All of them share what they need with the lazily loaded chunks.
      entryPoints: {
        app: 'src/ui/app.ts',
        menus: 'src/ui/menus.ts',
        trunkFileWorker: 'src/ui/trunkFiles/trunkFileWorker.ts',
        answerWorker: 'src/pbx/answers/answerWorker.ts',
        trunkForm: 'src/ui/oneTrunk/page/main.ts',
        results: 'src/ui/results/page/main.ts',
      },
      chunkNames: '[name]-[hash]',
      splitting: true,
      // Of packages that have a build for pages, that one: it does for Node too, and yaml's for Node reads process.env once per token.
      platform: 'browser',
      target: ['node20', 'chrome130'],
      plugins: [lessOfUndici, lessOfIsUnsafe, lessOfYaml, nodeForCommonJs],
    }),
  ]);
  return builds.flatMap(({ metafile }) => Object.keys(metafile.inputs));
}

async function writeSchema() {
  const bundle = 'out/schema/jsonSchema.mjs';
  await build({
    ...shared,
    entryPoints: ['src/core/trunkYaml/jsonSchema.ts'],
    outfile: bundle,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  });
  const { format, resolveConfig } = await import('prettier');
  // The bundle takes the same copy of it.
  const l10n = await import('@vscode/l10n');
  const { trunkFileSchema } = await import(pathToFileURL(bundle));
  for (const [file, contents] of [
    ['media/trunks.schema.json', {}],
    ['media/trunks.schema.zh-cn.json', await readFile('media/l10n/bundle.l10n.zh-cn.json', 'utf8')],
  ]) {
    l10n.config({ contents });
    const options = { ...(await resolveConfig(file)), filepath: file };
    await writeFile(file, await format(JSON.stringify(trunkFileSchema()), options));
  }
}

/** The licence of every package of which something is in the extension. @param inputs the paths of what is in it. */
async function writeNotices(inputs) {
  const folders = new Set(inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []));
  const notices = await Promise.all([...folders].sort().map(noticeOf));
  await writeFile(
    'THIRD-PARTY-NOTICES.txt',
    ['PBX Trunks contains code of the packages below, under these licences.', ...notices].join(
      `\n\n${'-'.repeat(80)}\n\n`,
    ),
  );
}

async function noticeOf(folder) {
  const { name, version, license, author, repository } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  );
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return [
    `${name} ${version}`,
    `Licence: ${license}`,
    `Source: ${repository.url ?? repository}`,
    ...(texts.length > 0 ? texts : [await standardText(license, author.name ?? author)]).map(
      (text) => `\n${text.trim()}`,
    ),
  ].join('\n');
}

/** The text of a licence, for packages that come without one. */
async function standardText(license, owner) {
  const { default: licenses } = await import('spdx-license-list/full.js');
  return licenses[license].licenseText.replace(/<year> <(owner|copyright holders)>/, owner);
}
