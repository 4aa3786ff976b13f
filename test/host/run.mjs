/** Runs test/host inside the editor; results go where `env` says. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { onlyDesktop, runInDesktop } from '../editor/desktop.mjs';

const suite = 'out/test/host/suite.cjs';

/** `browser` shows the editor; where there is only the desktop's, `program` is that. */
export async function runHostSuite({ browser, program, env, timeout }) {
  if (!onlyDesktop) {
    await runInServer({ browser, env, timeout });
    return;
  }
  const { ok, output } = await runInDesktop({ program, tests: suite, env, timeout });
  keepLog(output);
  if (!ok) throw new Error(output.split('\n').slice(-30).join('\n'));
}

async function runInServer({ browser, env, timeout }) {
  const { openExtensionHost } = await import('../editor/extensionHost.mjs');
  const host = await openExtensionHost({ browser, env });
  try {
    await host.run(suite, timeout);
  } finally {
    keepLog(host.log());
    await host.close();
  }
}

function keepLog(text) {
  mkdirSync('out/host', { recursive: true });
  writeFileSync('out/host/editor.log', text);
}
