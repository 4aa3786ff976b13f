/** System packages, where they can be installed: as root on Debian and what descends from it. */
import { existsSync } from 'node:fs';
import { run } from '../process.mjs';

export const canInstallPackages = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

export async function installPackages(...names) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // An index that is partly out of reach may still be good enough: the installation itself decides.
  await run('apt-get', ['update', '-q'], { env, timeout: 120_000 });
  const args = ['install', '-q', '-y', '--no-install-recommends', ...names];
  const { ok, output } = await run('apt-get', args, { env, timeout: 300_000 });
  if (!ok) throw new Error(`apt-get ${args.join(' ')} failed:\n${output}`);
}
