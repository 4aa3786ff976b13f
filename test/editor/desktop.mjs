/** Desktop VS Code, for Windows and macOS: the editor that the other tests use is one of Linux. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { run, temporaryFolder } from '../process.mjs';
import { ownEnvironment, quietSettings } from './settings.mjs';

/** Whether this system has no editor but the desktop's. */
export const onlyDesktop = process.platform === 'win32' || process.platform === 'darwin';

/** The program of a VS Code of its own, downloaded once and kept between runs. */
export async function downloadDesktop() {
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  return await downloadAndUnzipVSCode({ cachePath: resolve('.editor/desktop') });
}

/** Its command line, the same as `code`. */
export async function downloadCommand() {
  const { resolveCliPathFromVSCodeExecutablePath } = await import('@vscode/test-electron');
  return resolveCliPathFromVSCodeExecutablePath(await downloadDesktop());
}

/**
 * Calls `run()` of the module `tests` in the extension host; rejects when it does or takes longer than `timeout`. `beside` are
 * folders of further extensions.
 */
export async function runInDesktop({ program, tests, beside = [], env, timeout }) {
  // A short name: the editor makes a socket in it, and macOS cuts the paths of sockets short.
  const { folder, remove } = temporaryFolder('pbx-');
  const userData = join(folder, 'data');
  for (const name of ['data/User', 'extensions', 'workspace']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  writeFileSync(join(userData, 'User/settings.json'), JSON.stringify(quietSettings));
  const { ok, output } = await run(
    program,
    [
      join(folder, 'workspace'),
      ...['--user-data-dir', userData, '--extensions-dir', join(folder, 'extensions')],
      ...['--no-sandbox', '--disable-gpu-sandbox', '--disable-updates', '--disable-telemetry'],
      ...['--skip-welcome', '--skip-release-notes', '--disable-workspace-trust'],
      // The keyring of whoever runs the tests is left alone.
      '--use-inmemory-secretstorage',
      ...['.', ...beside].map((path) => `--extensionDevelopmentPath=${resolve(path)}`),
      `--extensionTestsPath=${resolve(tests)}`,
    ],
    // Windows has no HOME, which a test reads.
    { env: { ...ownEnvironment(), HOME: homedir(), PBX_TRUNKS_USER_DATA: userData, ...env }, timeout },
  );
  remove();
  return { ok, output };
}
