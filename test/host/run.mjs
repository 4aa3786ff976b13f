/** Runs test/host inside the editor; results go where `env` says. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { openExtensionHost } from '../editor/extensionHost.mjs';

export async function runHostSuite({ browser, env, timeout }) {
  const host = await openExtensionHost({ browser, env });
  try {
    await host.run('out/test/host/suite.cjs', timeout);
  } finally {
    mkdirSync('out/host', { recursive: true });
    writeFileSync('out/host/editor.log', host.log());
    await host.close();
  }
}
