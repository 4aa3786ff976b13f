/** Measures what a user waits for: how long the editor takes to load and to activate the extension. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../process.mjs';
import { openExtensionHost } from './extensionHost.mjs';

/** Opens the window `times` times and resolves with `{ load, activate }` in ms for each. */
export async function measureActivation({ browser, times }) {
  const { folder, remove } = temporaryFolder('pbx-activation-');
  const file = join(folder, 'times.json');
  const host = await openExtensionHost({ browser, env: { PBX_TRUNKS_ACTIVATION: file } });
  try {
    const measured = [];
    while (measured.length < times) {
      await host.run('test/editor/activationProbe.mjs', 60_000);
      measured.push(JSON.parse(readFileSync(file, 'utf8')));
    }
    return measured;
  } finally {
    await host.close();
    remove();
  }
}
