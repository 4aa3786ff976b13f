/**
 * Runs test/host inside the editor, and test/besideYaml in another window of it with a stand-in for Red Hat's YAML extension;
 * results go where `env` says.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { buildYamlStandIn } from '../yamlStandIn/build.mjs';
import { onlyDesktop, runInDesktop } from '../editor/desktop.mjs';

const suite = 'out/test/host/suite.cjs';
const suiteBesideYaml = 'out/test/besideYaml/suite.cjs';

/** `browser` shows the editor; where there is only the desktop's, `program` is that. */
export async function runHostSuite({ browser, program, env, timeout }) {
  if (!onlyDesktop) {
    await runInServer({ browser, env, timeout });
    return;
  }
  const alone = await runInDesktop({ program, tests: suite, env, timeout });
  const beside = [await buildYamlStandIn()];
  const withYaml = await runInDesktop({ program, tests: suiteBesideYaml, beside, env, timeout });
  keepLog(`${alone.output}\n${withYaml.output}`);
  const failed = [alone, withYaml].find(({ ok }) => !ok);
  if (failed) throw new Error(failed.output.split('\n').slice(-30).join('\n'));
}

async function runInServer({ browser, env, timeout }) {
  const { openExtensionHost } = await import('../editor/extensionHost.mjs');
  const host = await openExtensionHost({ browser, env });
  try {
    await host.run(suite, timeout);
    host.addExtension(await buildYamlStandIn());
    await host.run(suiteBesideYaml, timeout);
  } finally {
    keepLog(host.log());
    await host.close();
  }
}

function keepLog(text) {
  mkdirSync('out/host', { recursive: true });
  writeFileSync('out/host/editor.log', text);
}
