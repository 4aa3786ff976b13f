/** System packages, where they can be installed: as root on Debian and what descends from it. */
import { existsSync } from 'node:fs';
import { run } from '../process.mjs';

export const canInstallPackages = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** apt lets nobody in while it is at work. */
let atWork = Promise.resolve();

/** Installs packages, one call after another. */
export function installPackages(...names) {
  const done = atWork.then(() => install(names));
  atWork = done.catch(() => undefined);
  return done;
}

async function install(names) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // An index that is partly out of reach may still be good enough: the installation itself decides.
  await run('apt-get', ['update', '-q'], { env, timeout: 120_000 });
  const args = ['install', '-q', '-y', '--no-install-recommends', ...names];
  const { ok, output } = await run('apt-get', args, { env, timeout: 300_000 });
  if (!ok) throw new Error(`apt-get ${args.join(' ')} failed:\n${output}`);
}
