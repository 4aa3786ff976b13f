/** The project's npm packages, installed when they are missing or are not the ones of package-lock.json. */
import { readFileSync } from 'node:fs';
import { run } from './process.mjs';

export async function installPackages() {
  if (upToDate()) return;
  console.log('Installing the npm packages…');
  // In a shell: what finds npm.cmd without one is among the packages.
  const { ok, output } = await run('npm ci', [], { shell: true, timeout: 5 * 60_000 });
  if (!ok) throw new Error(`npm ci failed:\n${output}`);
}

/** npm writes down what it installed when it is done, so an interrupted installation counts as missing. */
function upToDate() {
  try {
    const wanted = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
    const installed = JSON.parse(readFileSync('node_modules/.package-lock.json', 'utf8')).packages;
    return Object.entries(wanted).every(
      ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
    );
  } catch {
    return false;
  }
}
