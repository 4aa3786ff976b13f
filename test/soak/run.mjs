/**
 * `npm run soak`: two windows provision, update, undo and poll 20 PBXes with random faults, for three minutes, and everything
 * that they say is compared with what the PBXes have. `--minutes N` changes how long, `--seed N` repeats what was printed.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { run, temporaryFolder } from '../process.mjs';

process.chdir(resolve(import.meta.dirname, '../..'));
const option = { type: 'string' };
const { values } = parseArgs({ options: { minutes: option, seed: option } });
const { minutes = '3', seed = String(Date.now() % 2 ** 31) } = values;
await build({
  entryPoints: ['test/soak/boxes.ts', 'test/soak/window.ts'],
  outdir: 'out/test/soak',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: 'inline',
  logLevel: 'warning',
});
const { folder } = temporaryFolder('pbx-soak-');
const { ok } = await run('node', ['out/test/soak/boxes.mjs', folder, minutes, seed], {
  timeout: (Number(minutes) + 2) * 60_000,
  live: true,
  env: { ...process.env, PBX_TRUNKS_STATE_DIR: folder },
});
process.exit(ok ? 0 : 1);
