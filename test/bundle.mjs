/** Bundles one suite's tests into out/test, a file each, with the source maps that make their stacks readable. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

export async function bundleTests(suite) {
  const tests = await testsIn(suite);
  const shared = {
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    outbase: 'test',
    outdir: 'out/test',
    logLevel: 'warning',
  };
  await rm(join('out/test', suite), { recursive: true, force: true });
  if (suite === 'host') {
    // The extension host requires its test runner, and hooks `require` to provide `vscode`.
    await rm('out/test/besideYaml', { recursive: true, force: true });
    tests.push(...(await testsIn('besideYaml')));
    const entryPoints = ['test/host/suite.ts', 'test/besideYaml/suite.ts', ...tests];
    await build({ ...shared, entryPoints, format: 'cjs', outExtension: { '.js': '.cjs' } });
    await build({ ...shared, entryPoints: ['test/host/proxyProcess.ts'], format: 'esm' });
  } else if (suite === 'e2e' || suite === 'pictures') {
    // Split: the files of a process share its browser.
    const entryPoints = ['test/e2e/suite.ts', ...tests];
    await build({ ...shared, entryPoints, format: 'esm', splitting: true, chunkNames: 'e2e/shared-[hash]' });
  } else {
    await Promise.all([
      build({ ...shared, entryPoints: ['test/node.ts', ...tests], format: 'esm' }),
      // What reads long answers in a thread of its own.
      build({
        ...shared,
        entryPoints: ['src/pbx/answers/answerWorker.ts'],
        outbase: 'src/pbx/answers',
        format: 'esm',
      }),
    ]);
  }
  return tests.length;
}

async function testsIn(suite) {
  const folder = join('test', suite);
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith('.test.ts')).map((name) => join(folder, name));
}
