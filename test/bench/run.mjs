/**
 * `npm run bench`: what the extension costs, as ratios against plain programs that do the same in the same run.
 * `--trunks N` (500) and `--rounds N` (25) change its size; the median of the rounds counts.
 * `--only PART` measures one part: provision, typing, tree, background, pages or start.
 */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { measureActivation } from '../editor/activation.mjs';
import { findBrowser } from '../editor/browser.mjs';
import { openExtensionHost } from '../editor/extensionHost.mjs';
import { installEditor } from '../editor/install.mjs';
import { run, start, temporaryFolder } from '../process.mjs';
import { measureResultsPage } from './resultsPage.mjs';

process.chdir(resolve(import.meta.dirname, '../..'));
const { values } = parseArgs({
  options: { trunks: { type: 'string' }, rounds: { type: 'string' }, only: { type: 'string' } },
});
const trunks = Number(values.trunks ?? 500);
const rounds = Number(values.rounds ?? 25);
/** How many trunks the files have that are typed into, and within how many milliseconds their problems are to be there. */
const fileSizes = { 1000: 300, 10_000: 2500 };
const fleetSize = { pbxes: 50, trunks: 200 };
const backgroundSize = { pbxes: 500, trunks: 20 };
const outcomes = 10_000;
const parts = ['provision', 'typing', 'tree', 'background', 'pages', 'start'];
if (values.only !== undefined && !parts.includes(values.only))
  throw new Error(`Unknown part "${values.only}": ${parts.join(', ')}?`);
const wants = (part) => values.only === undefined || values.only === part;

const { ok, output } = await run('npm', ['run', '--silent', 'package'], { timeout: 300_000 });
if (!ok) throw new Error(output);
await installEditor();
const browser = await findBrowser();
await bundle();
const { trunksOf, BareClient } = await import('../../out/test/bench/pbx.mjs');
const { folder } = temporaryFolder('pbx-bench-');

const servers = wants('provision')
  ? { 'keep-alive': await startServer('server', 'keep-alive'), close: await startServer('server', 'close') }
  : {};
const measured = parts.slice(0, 4).some(wants) ? await measureInHost() : {};
if (wants('provision')) await reportProvisioning(measured.provisioning);
if (wants('typing')) reportTyping(measured.typing);
if (wants('tree')) reportTree(measured.tree);
if (wants('background')) reportBackground(measured.background);
if (wants('pages')) await reportPages();
if (wants('start')) await reportStart();
process.exit();

async function measureInHost() {
  writeFileSync(join(folder, 'trunks.yaml'), `trunks:\n${trunksOf(trunks).map(asYaml).join('')}`);
  const result = join(folder, 'result.json');
  const order = {
    result,
    folder,
    ...(wants('provision') && { provisioning: { folder, trunks, rounds, servers } }),
    ...(wants('typing') && { fileSizes: Object.keys(fileSizes).map(Number) }),
    ...(wants('tree') && {
      fleet: await startFleet(fleetSize),
    }),
    ...(wants('background') && { background: await startFleet(backgroundSize) }),
  };
  const host = await openExtensionHost({ browser, env: { PBX_TRUNKS_BENCH: JSON.stringify(order) } });
  await host.run('out/test/bench/suite.cjs', 600_000).catch((error) => {
    throw new Error(`${error.message}\n${host.log()}`);
  });
  await host.close();
  return JSON.parse(readFileSync(result, 'utf8'));
}

async function reportProvisioning({ times, peakMiB }) {
  console.log(`${trunks} trunks on one PBX, median of ${rounds} rounds`);
  for (const name of Object.keys(servers)) {
    const { extension, bare } = times[name];
    report(`  ${name}: extension / bare undici loop`, median(extension) / median(bare), 'times', 1.3);
    console.log(`    (${median(extension).toFixed(0)} ms and ${median(bare).toFixed(0)} ms)`);
  }
  const curl = await curlLoop(servers.close);
  if (curl === undefined) console.log('  curl is not on the PATH, so the curl loop was left out');
  else
    console.log(
      `  close: extension / curl loop  ${(median(times.close.extension) / curl).toFixed(2)} times (curl ${curl.toFixed(0)} ms)`,
    );
  report('  peak memory above idle', peakMiB, 'MB', 60);
}

function reportTyping(typing) {
  console.log('Large files in the editor, and how long the extension host stands still at most');
  for (const { trunks: size, kind, opened, blockedOtherFile, ...blocked } of typing) {
    const name = `  ${size} trunks, ${kind}`;
    report(`${name}: from opening to problems`, opened, 'ms', fileSizes[size]);
    report(`${name}: stands still while it opens`, blocked.blockedOpening, 'ms', 50);
    report(`${name}: stands still while somebody types`, blocked.blockedTyping, 'ms', 50);
    report(`${name}: stands still while it is read for Provision`, blocked.blockedProvisioning, 'ms', 50);
    console.log(`    (${blockedOtherFile.toFixed(0)} ms in a file of the same size that is no trunk file)`);
  }
}

function reportTree(tree) {
  const { pbxes, trunks: each } = fleetSize;
  console.log(
    `The sidebar with ${pbxes} PBXes of ${each} trunks each, all expanded, and how long the extension host stands still at most`,
  );
  report('  while they are opened', tree.blockedOpening, 'ms', 50);
  report('  while all are refreshed', tree.blockedRefreshing, 'ms', 50);
  report('  while they are polled and nothing changes', tree.blockedPolling, 'ms', 50);
  report('  while every status changes', tree.blockedChanging, 'ms', 50);
  console.log(`    (${tree.blockedIdle.toFixed(0)} ms while the sidebar is hidden)`);
  report('  status requests per PBX and interval', tree.statusRequests, 'requests', 1.05);
  report('  other requests per PBX and interval', tree.otherRequests, 'requests', 0);
}

function reportBackground({ watching, idle, statusRequests }) {
  const { pbxes, trunks: each } = backgroundSize;
  console.log(`${pbxes} PBXes of ${each} trunks each, watched while nobody looks`);
  report('  of one core, above an editor that watches none', (watching - idle) * 100, '%', 2);
  console.log(`    (${(watching * 100).toFixed(2)} % and ${(idle * 100).toFixed(2)} %)`);
  report('  status requests per PBX and interval', statusRequests, 'requests', 1.05);
}

async function reportPages() {
  const { open, live, filter, sort, plain } = await measureResultsPage(browser, { outcomes, rounds: 7 });
  console.log(`The report of ${outcomes} outcomes as a page, median of 7`);
  report('  from the message to its rows', median(open), 'ms', 500);
  report('  100 rows change while it goes on', median(live), 'ms', 100);
  report('  from a letter in the filter to its rows', median(filter), 'ms', 100);
  report('  sorted by what happened', median(sort), 'ms', 100);
  report('  opened / a plain table with every row', median(open) / median(plain), 'times', 1);
}

async function reportStart() {
  const starts = await measureActivation({ browser, times: 7 });
  console.log('Start in the real extension host, median of 7');
  report('  load', median(starts.map(({ load }) => load)), 'ms', 4);
  report('  activate()', median(starts.map(({ activate }) => activate)), 'ms', 4);
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
  console.log('Sizes');
  report('  entry bundle', statSync('dist/extension.js').size / 1024, 'KB', 5);
  report('  .vsix', statSync(`${name}-${version}.vsix`).size / 1024, 'KB', 550);
}

function report(what, value, unit, goal) {
  const within = value <= goal ? 'within' : 'ABOVE';
  console.log(`${what}  ${value.toFixed(2)} ${unit} (${within} the goal of ${goal})`);
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

async function bundle() {
  const shared = {
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    outdir: 'out/test/bench',
    logLevel: 'warning',
  };
  const suite = {
    ...shared,
    entryPoints: ['test/bench/suite.ts'],
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    external: ['vscode'],
  };
  const plain = {
    ...shared,
    entryPoints: ['test/bench/server.ts', 'test/bench/fleet.ts', 'test/bench/pbx.ts'],
    format: 'esm',
    outExtension: { '.js': '.mjs' },
  };
  mkdirSync('out/test/bench', { recursive: true });
  await Promise.all([build(suite), build(plain)]);
}

async function startFleet({ pbxes, trunks: each }) {
  return JSON.parse(await startServer('fleet', String(pbxes), String(each)));
}

/** Starts one of the benchmark's programs and resolves with the line that it prints. */
function startServer(program, ...args) {
  const { child } = start('node', [`out/test/bench/${program}.mjs`, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((done) => {
    child.stdout.once('data', (text) => done(String(text).trim()));
  });
}

function asYaml(trunk) {
  return Object.entries(trunk)
    .map(([key, value], index) => `${index === 0 ? '  - ' : '    '}${key}: ${value}\n`)
    .join('');
}

/** One curl for each trunk, as people do it by hand; with the token in the arguments, which is one of its faults. */
async function curlLoop(url) {
  const bare = new BareClient(url);
  const token = await bare.login();
  await bare.post('siptrunk/delete', { trunkname: 'all' });
  const script = join(folder, 'loop.sh');
  const address = `${url}/api/v0.0.1/siptrunk/add?token=${token}&type=json`;
  const lines = trunksOf(trunks).map(
    (trunk) =>
      `curl -s -o /dev/null -H 'Content-Type: application/json; charset=utf-8' -d '${JSON.stringify(trunk)}' '${address}'`,
  );
  writeFileSync(script, `command -v curl >/dev/null || exit 1\n${lines.join('\n')}\n`);
  const begin = performance.now();
  const { ok: there } = await run('sh', [script], { timeout: 600_000 });
  return there ? performance.now() - begin : undefined;
}
