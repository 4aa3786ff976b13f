/**
 * `npm test`: everything, on a machine with nothing but Node, npm and apt.
 * `node test/run.mjs SUITE [--grep TEXT]` runs one suite: unit, host (inside the editor) or e2e (the packaged extension).
 *
 * The last line is the sum over every check and every test: `N passed, M failed`.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findBrowser } from './editor/browser.mjs';
import { installEditor } from './editor/install.mjs';
import { installPackages } from './packages.mjs';
import { run, temporaryFolder } from './process.mjs';

const minute = 60_000;
const suites = ['unit', 'host', 'e2e'];
const total = { passed: 0, failed: 0 };

/** The suites that need an editor run only once it is there, with a browser to look at it. */
let editor;

async function everything() {
  if (!(await step('packages', installPackages))) return;
  if (!(await npmScript('build'))) return;
  editor = prepareEditor();
  // Both use one core at a time; the editor's installation mostly waits for the network.
  const checks = npmScript('lint').then(() => npmScript('typecheck'));
  await Promise.all([editor, checks]);
  for (const suite of suites) await runSuite(suite);
}

async function oneSuite(suite, grep) {
  if (!(await step('packages', installPackages))) return;
  if (suite !== 'unit') {
    if (suite === 'host' && !(await npmScript('build'))) return;
    editor = prepareEditor();
    await editor;
  }
  await runSuite(suite, grep);
}

async function prepareEditor() {
  let browser;
  const ok = await step('editor', async () => {
    await installEditor();
    browser = await findBrowser();
  });
  return ok ? { browser } : undefined;
}

async function runSuite(suite, grep) {
  console.log(`\n${suite}`);
  // Only now: both need the packages.
  const { bundleTests } = await import('./bundle.mjs');
  const { followResults } = await import('./results.mjs');
  const { folder, remove } = temporaryFolder('pbx-results-');
  const file = join(folder, 'results');
  const results = followResults(file);
  const env = {
    PBX_TRUNKS_TEST_RESULTS: file,
    ...(grep && { PBX_TRUNKS_TEST_GREP: grep }),
  };
  let problem;
  try {
    const ready = suite === 'unit' ? {} : await editor;
    if (!ready) throw new Error('there is no editor, see above');
    await bundleTests(suite);
    await { unit: runUnit, host: runHost, e2e: runE2e }[suite](env, ready.browser);
  } catch (error) {
    problem = error.message;
  }
  const { passed, failed } = results.end(problem);
  remove();
  total.passed += passed;
  total.failed += failed;
  console.log(`${suite}: ${passed} passed, ${failed} failed`);
}

async function runUnit(env) {
  await runInNode('unit', env, 5 * minute);
}

async function runHost(env, browser) {
  const { runHostSuite } = await import('./host/run.mjs');
  await runHostSuite({ browser, env, timeout: 7 * minute });
}

async function runE2e(env, browser) {
  for (const name of ['screenshots', 'failures']) rmSync(join('out', name), { recursive: true, force: true });
  if (!(await npmScript('package'))) throw new Error('there is no package to test, see above');
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const vsix = resolve(`${name}-${version}.vsix`);
  await runInNode('e2e', { ...env, PBX_TRUNKS_BROWSER: browser, PBX_TRUNKS_VSIX: vsix }, 14 * minute);
}

async function runInNode(suite, env, timeout) {
  const args = ['out/test/node.js', join('out/test', suite)];
  const { ok, output } = await run('node', args, { env: { ...process.env, ...env }, timeout, live: true });
  if (!ok) throw new Error(output.split('\n').slice(-30).join('\n'));
}

const npmScript = (name) =>
  step(name, async () => {
    const { ok, output } = await run('npm', ['run', '--silent', name], { timeout: 5 * minute });
    if (!ok) throw new Error(output);
  });

/** One check: it counts, it says how it went, and a failure does not stop the others. */
async function step(name, work) {
  const start = performance.now();
  try {
    await work();
  } catch (error) {
    total.failed += 1;
    console.log(`✗ ${name}\n${error.message.replace(/^/gm, '    ')}`);
    return false;
  }
  total.passed += 1;
  console.log(`✓ ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  return true;
}

function finish() {
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed > 0 ? 1 : 0);
}

process.chdir(resolve(import.meta.dirname, '..'));
setTimeout(() => {
  total.failed += 1;
  console.log('✗ stopped: the whole run took longer than 26 minutes');
  finish();
}, 26 * minute);

const { positionals, values } = parseArgs({ allowPositionals: true, options: { grep: { type: 'string' } } });
const [suite] = positionals;
if (suite && !suites.includes(suite)) throw new Error(`Unknown suite "${suite}": unit, host or e2e?`);
try {
  await (suite ? oneSuite(suite, values.grep) : everything());
} catch (error) {
  total.failed += 1;
  console.log(`✗ ${error.stack}`);
}
finish();
