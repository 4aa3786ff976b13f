/** Builds the extension that stands in for Red Hat's YAML extension: what other extensions say of their schemas reaches the user through it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const manifest = {
  publisher: 'redhat',
  name: 'vscode-yaml',
  version: '0.0.1',
  engines: { vscode: '^1.106.0' },
  main: './extension.cjs',
  activationEvents: ['onLanguage:yaml'],
};

/** @returns the folder that it is in. */
export async function buildYamlStandIn() {
  const folder = 'out/test/yamlStandIn';
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  await build({
    entryPoints: ['test/yamlStandIn/extension.ts'],
    outfile: join(folder, 'extension.cjs'),
    bundle: true,
    external: ['vscode'],
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
  });
  return folder;
}
