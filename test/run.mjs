/**
 * `npm test`: everything, on a machine with nothing but Node, npm and apt. On Windows and macOS, host runs in desktop VS Code,
 * and a line before the last says that e2e is left out.
 * `node test/run.mjs SUITE [--grep TEXT]` runs one suite: unit, host (inside the editor) or e2e (the packaged extension).
 * `--oldest` takes the oldest editor that the extension promises to work in: for one suite, or without a name for host and for
 * the main job's files of e2e (`npm run test:oldest`).
 * `pictures` (`npm run screenshots`) takes those of the README anew, into media/pictures.
 * `--cases NUMBER` says how many inputs a test with arbitrary ones takes, `--seed NUMBER` where these begin.
 * `--minutes NUMBER` gives everything that long instead of 29 minutes, and each part in proportion: for a machine that is busy.
 *
 * The last line is the sum over every check and every test: `N passed, M failed`. A file of e2e in which something failed runs
 * once more, in a fresh editor: its tests tell one story. What passes then counts as passed, and the lines before the last
 * one list it under `flaky`.
 */
import { existsSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { canInstallPackages, installPackages as installSystemPackages } from './editor/apt.mjs';
import { findBrowser } from './editor/browser.mjs';
import { downloadDesktop, onlyDesktop } from './editor/desktop.mjs';
import { installEditor } from './editor/install.mjs';
import { installPackages } from './packages.mjs';
import { run, temporaryFolder } from './process.mjs';
import { followResults, mergeRuns, seconds } from './results.mjs';

const suites = ['unit', 'host', 'e2e', 'pictures'];
const total = { passed: 0, failed: 0 };
const flaky = [];
const leftOut = [];
/** The files of e2e that run in the oldest editor too. */
const mainJob = ['firstMinute.test.js', 'mainJob.test.js'];
/** How many processes share the files of a suite. One editor with its browser leaves a third of two cores idle. */
const processes = { unit: 2, host: 1, e2e: 2, pictures: 1 };
/** When more files of e2e than this fail, it is not chance. */
const filesToRepeat = 3;

const option = { type: 'string' };
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    ...{ grep: option, cases: option, seed: option, minutes: { ...option, default: '29' } },
    oldest: { type: 'boolean' },
  },
});
/** How long everything may take, in minutes. */
const limit = Number(values.minutes);
if (!(limit > 0)) throw new Error(`--minutes wants a number, not "${values.minutes}"`);
/** A minute of the usual limit, in milliseconds. */
const minute = Math.round((60_000 * limit) / 29);

/** How large the .vsix may be, in KB. */
const maxPackageSize = 550;

/** The suites that need an editor run only once it is there, with a browser to look at it. */
let editor;

async function everything() {
  if (!(await step('packages', installPackages))) return;
  // It builds too, and host runs what was built.
  if (!(await npmScript('package'))) return;
  await step('size', checkSize);
  editor = prepareEditor();
  const checks = npmScript('lint').then(() => npmScript('typecheck'));
  // The checks use one core, unit and host mostly wait; e2e wants both cores for itself.
  const inside = runSuite('unit').then(() => runSuite('host'));
  await Promise.all([checks, inside]);
  await runSuite('e2e');
}

function packageFile() {
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
  return resolve(`${name}-${version}.vsix`);
}

/** Everybody who installs the extension downloads it, some of them at a customer’s site. */
async function checkSize() {
  const kilobytes = statSync(packageFile()).size / 1024;
  if (kilobytes > maxPackageSize) {
    throw new Error(
      `The .vsix has ${kilobytes.toFixed(0)} KB, and ${maxPackageSize} are the limit. npx vsce ls --tree shows what is in it.`,
    );
  }
}

async function onOldest() {
  if (!(await step('packages', installPackages))) return;
  if (!(await npmScript('package'))) return;
  editor = prepareEditor();
  await editor;
  await runSuite('host');
  await runSuite('e2e', { files: mainJob });
}

async function oneSuite(suite, options) {
  if (!(await step('packages', installPackages))) return;
  if (suite !== 'unit') {
    if (!(await npmScript(suite === 'host' ? 'build' : 'package'))) return;
    editor = prepareEditor();
    await editor;
  }
  await runSuite(suite, options);
}

async function prepareEditor() {
  const found = {};
  const ok = await step('editor', async () => {
    if (onlyDesktop) {
      found.program = await downloadDesktop();
      return;
    }
    await installEditor();
    found.browser = await findBrowser();
  });
  return ok ? found : undefined;
}

async function runSuite(suite, options = {}) {
  if (['e2e', 'pictures'].includes(suite) && onlyDesktop) {
    leftOut.push(`${suite}, which needs the browser editor of Linux`);
    return;
  }
  const start = performance.now();
  if (suite === 'e2e') {
    for (const name of ['screenshots', 'failures'])
      rmSync(join('out', name), { recursive: true, force: true });
  }
  let result = await runTests(suite, options);
  const files = [...new Set(result.failures.map(({ file }) => file))];
  if (suite === 'e2e' && files.length > 0 && files.length <= filesToRepeat && files.every(Boolean)) {
    console.log(`\n${suite}, once more: ${files.join(', ')}`);
    result = mergeRuns(result, await runTests(suite, { ...options, files }));
    flaky.push(...result.flaky);
  }
  const { passed, failures } = result;
  total.passed += passed.length;
  total.failed += failures.length;
  const took = seconds(performance.now() - start);
  console.log(`${suite}: ${passed.length} passed, ${failures.length} failed (${took})`);
}

/** Runs a suite, or only these files of it. */
async function runTests(suite, { grep, cases, seed, files }) {
  const { folder, remove } = temporaryFolder('pbx-results-');
  const results = followResults(folder, suite);
  // No test touches what the user's own windows share, nor what another run does.
  const state = temporaryFolder('pbx-state-');
  const env = {
    PBX_TRUNKS_TEST_RESULTS: folder,
    PBX_TRUNKS_STATE_DIR: state.folder,
    ...(grep && { PBX_TRUNKS_TEST_GREP: grep }),
    ...(cases && { PBX_TRUNKS_FUZZ_CASES: cases }),
    ...(seed && { PBX_TRUNKS_FUZZ_SEED: seed }),
    ...(files && { PBX_TRUNKS_TEST_FILES: files.join(',') }),
  };
  let problem;
  try {
    const ready = suite === 'unit' ? {} : await editor;
    if (!ready) throw new Error('there is no editor, see above');
    // Only now: it needs the packages.
    const { bundleTests } = await import('./bundle.mjs');
    await bundleTests(suite);
    await { unit: runUnit, host: runHost, e2e: runE2e, pictures: runE2e }[suite](env, ready, suite);
  } catch (error) {
    problem = error.message;
  }
  const result = results.end(problem);
  remove();
  state.remove();
  return result;
}

async function runUnit(env) {
  await installRegistrar();
  // Many cases take as long as they take.
  const timeout = (env.PBX_TRUNKS_FUZZ_CASES ? 25 : 10) * minute;
  await runInNode('unit', ['out/test/node.js', 'out/test/unit'], env, timeout);
}

/** Kamailio, with sipsak for a second opinion. Tests that need them are skipped where they cannot be installed. */
async function installRegistrar() {
  if (['sbin/kamailio', 'bin/sipsak'].every((name) => existsSync(`/usr/${name}`))) return;
  try {
    if (!canInstallPackages()) throw new Error('only root on Debian gets it by itself');
    console.log('Installing Kamailio and sipsak…');
    await installSystemPackages('kamailio', 'kamailio-tls-modules', 'sipsak');
  } catch (error) {
    leftOut.push(`the tests with a real SIP registrar (${error.message.split('\n')[0]})`);
  }
}

async function runHost(env, ready) {
  const { runHostSuite } = await import('./host/run.mjs');
  await runHostSuite({ ...ready, env, timeout: 10 * minute });
}

async function runE2e(env, { browser }, suite) {
  const { installExtension } = await import('./editor/server.mjs');
  const vsix = packageFile();
  const extensions = await installExtension(vsix);
  await runInNode(
    suite,
    ['out/test/e2e/suite.js', `out/test/${suite}`],
    { ...env, PBX_TRUNKS_BROWSER: browser, PBX_TRUNKS_EXTENSIONS: extensions, PBX_TRUNKS_VSIX: vsix },
    20 * minute,
  );
}

async function runInNode(suite, args, env, timeout) {
  const options = { env: { ...process.env, ...env }, timeout, live: true };
  const ended = await Promise.all(Array.from({ length: processes[suite] }, () => run('node', args, options)));
  const failed = ended.find(({ ok }) => !ok);
  if (failed) throw new Error(failed.output.split('\n').slice(-30).join('\n'));
}

const npmScript = (name) =>
  step(name, async () => {
    const { ok, output } = await run('npm', ['run', '--silent', name], { timeout: 10 * minute });
    if (!ok || /^\s*WARN/im.test(output)) throw new Error(output);
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
  console.log(`✓ ${name} (${seconds(performance.now() - start)})`);
  return true;
}

function finish() {
  console.log(
    ['', ...(flaky.length > 0 ? ['flaky:'] : []), ...flaky.map((title) => `  ${title}`)].join('\n'),
  );
  for (const what of leftOut) console.log(`left out: ${what}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed > 0 ? 1 : 0);
}

process.chdir(resolve(import.meta.dirname, '..'));
// One spelling of a path everywhere: macOS has its folder behind a link, Windows a short name, and VS Code writes its drive small.
const temporary = realpathSync.native(tmpdir()).replace(/^[A-Z]:/, (drive) => drive.toLowerCase());
Object.assign(process.env, { TMPDIR: temporary, TEMP: temporary, TMP: temporary });
setTimeout(() => {
  total.failed += 1;
  console.log(`✗ stopped: the whole run took longer than ${values.minutes} minutes`);
  finish();
}, 29 * minute);

// For the programs that are started here too.
if (values.oldest) process.env.PBX_TRUNKS_OLDEST_EDITOR = '1';

const [suite] = positionals;
if (suite && !suites.includes(suite)) throw new Error(`Unknown suite "${suite}": unit, host or e2e?`);
try {
  await (suite ? oneSuite(suite, values) : values.oldest ? onOldest() : everything());
} catch (error) {
  total.failed += 1;
  console.log(`✗ ${error.stack}`);
}
finish();
