import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiVersions, connectionSchema, wireFormats } from '../../src/core/connection.ts';
import { isTrunkFileName } from '../../src/core/trunkYaml/trunkFileName.ts';
import { commandIds } from '../../src/ui/base/commandIds.ts';

interface Item {
  command: string;
  when?: string;
}
interface Manifest {
  name: string;
  publisher: string;
  main: string;
  icon: string;
  repository: { type: string; url: string };
  categories: string[];
  keywords: string[];
  engines: { vscode: string };
  activationEvents: string[];
  capabilities: { untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] } };
  devDependencies: Record<string, string>;
  dependencies: Record<string, string>;
  contributes: {
    commands: { command: string; title: string; category: string }[];
    menus: Record<string, Item[]>;
    views: Record<string, { id: string; icon: string }[]>;
    viewsContainers: { activitybar: { id: string; icon: string }[] };
    configuration: { properties: Record<string, Record<string, unknown>> };
  };
}

const manifestText = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(manifestText) as Manifest;
const words = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const { contributes } = manifest;
const translated = (text: string) => words[text.slice(1, -1)];

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join('src', name), 'utf8'))
  .join('\n');

describe('package.json', () => {
  it('has the names that users and their automation rely on', () => {
    assert.deepEqual([manifest.publisher, manifest.name], ['pbx-trunks', 'pbx-trunks']);
    assert.equal(words['displayName'], 'PBX Trunks');
    assert.deepEqual(
      contributes.viewsContainers.activitybar.map(({ id }) => id),
      ['pbx'],
    );
    assert.deepEqual(
      contributes.views['pbx']?.map(({ id }) => id),
      ['pbx.explorer'],
    );
    assert.equal(words['view.explorer'], 'PBX Explorer');
  });

  it('contributes every command that the code registers, and no other', () => {
    assert.deepEqual(contributes.commands.map(({ command }) => command).sort(), [...commandIds].sort());
    assert.ok(contributes.commands.every(({ category }) => category === 'PBX'));
  });

  it('gives the commands the titles of the contract', () => {
    const titles = Object.fromEntries(
      contributes.commands.map(({ command, title }) => [command, translated(title)]),
    );
    const expected: Record<string, string> = {
      'pbx.addPbx': 'Add PBX…',
      'pbx.editPbx': 'Edit PBX…',
      'pbx.removePbx': 'Remove PBX',
      'pbx.signIn': 'Sign In…',
      'pbx.signOut': 'Sign Out',
      'pbx.addSipTrunk': 'Add SIP Trunk',
      'pbx.editSipTrunk': 'Edit SIP Trunk',
      'pbx.provisionTrunks': 'Provision Trunks',
      'pbx.planTrunks': 'Plan Trunks',
      'pbx.exportTrunks': 'Export Trunks to YAML',
      'pbx.importTrunks': 'Import Trunks from CSV…',
      'pbx.continueLastRun': 'Continue Last Run',
      'pbx.undoLastRun': 'Undo Last Run',
      'pbx.checkDrift': 'Check for Drift',
      'pbx.testConnection': 'Test Connection',
      'pbx.manageSecrets': 'Manage Secrets…',
      'pbx.refresh': 'Refresh',
      'pbx.startDemoPbx': 'Start Demo PBX',
      'pbx.stopDemoPbx': 'Stop Demo PBX',
      'pbx.showOutput': 'Show Output',
    };
    for (const [command, title] of Object.entries(expected)) assert.equal(titles[command], title);
  });

  it('names only commands of its own in menus and in the code', () => {
    const known = new Set<string>(commandIds);
    const inMenus = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
    const inCode = [...sources.matchAll(/executeCommand\(\s*'(pbx\.\w+)'/g)].map((match) => match[1] ?? '');
    const inWelcome = [...(words['welcome.empty'] ?? '').matchAll(/command:([\w.]+)/g)].map(
      (match) => match[1] ?? '',
    );
    assert.ok(inMenus.length > 0 && inCode.length > 0 && inWelcome.length === 2);
    for (const command of [...inMenus, ...inCode, ...inWelcome]) assert.ok(known.has(command), command);
  });

  it('translates every text, and keeps no text that nobody uses', () => {
    const used = [...manifestText.matchAll(/"%([\w.]+)%"/g)].map((match) => match[1] ?? '');
    assert.deepEqual([...new Set(used)].sort(), Object.keys(words).sort());
  });

  it('declares exactly the settings that the code reads', () => {
    // `http` are VS Code's own.
    const read = [
      ...sources.matchAll(/(?:(?<!\bhttp)\.get<unknown>|\.inspect<unknown>|positive)\('(\w+)'/g),
    ].map((match) => `pbx.${match[1] ?? ''}`);
    assert.deepEqual(Object.keys(contributes.configuration.properties).sort(), [...new Set(read)].sort());
  });

  it('describes the same connections as the code checks', () => {
    const connections = contributes.configuration.properties['pbx.connections'] as {
      additionalProperties: { properties: Record<string, { enum?: string[] }> };
    };
    const { properties } = connections.additionalProperties;
    assert.deepEqual(Object.keys(properties), Object.keys(connectionSchema.shape));
    assert.deepEqual(properties['apiVersion']?.enum, apiVersions);
    assert.deepEqual(properties['format']?.enum, wireFormats);
  });

  it('recognizes the same trunk files in menus as in the code', () => {
    const when = contributes.menus['explorer/context']?.[0]?.when ?? '';
    const [, pattern = '', flags = ''] = /=~ \/(.*)\/(\w*)$/.exec(when) ?? [];
    const menu = new RegExp(pattern, flags);
    for (const name of [
      'trunk.yaml',
      'trunks.yaml',
      'a.trunk.yaml',
      'a.trunks.yml',
      'trunks.yml',
      'xtrunks.yaml',
      'trunks.yaml.bak',
      'trunks.json',
      'my-trunks.yaml',
      'TRUNKS.YAML',
      '.trunks.yaml',
    ]) {
      assert.equal(menu.test(name), isTrunkFileName(name), name);
    }
  });

  it('limits itself in folders that are not trusted', () => {
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
    assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, ['pbx.connections']);
  });

  it('has what a marketplace shows', () => {
    // What is derived from it: pictures and links of the README, the page for problems, the home page.
    assert.match(manifest.repository.url, /^https:\/\/github\.com\/[^/]+\/[^/]+\.git$/);
    assert.ok(manifest.keywords.length <= 5);
    assert.ok(manifest.categories.length > 0);
    const icon = readFileSync(manifest.icon);
    assert.deepEqual([icon.readUInt32BE(16), icon.readUInt32BE(20)], [256, 256], 'width and height in a PNG');
    assert.match(readFileSync('CHANGELOG.md', 'utf8'), /^## \[0\.1\.0\] - \d{4}-\d\d-\d\d$/m);
  });

  it('promises no VS Code older than the one that it is compiled for and tested on', () => {
    const oldest = JSON.parse(readFileSync('test/editor/oldest/package.json', 'utf8')) as Manifest;
    const [, minor] = /^4\.(\d+)\./.exec(oldest.dependencies['code-server'] ?? '') ?? [];
    assert.equal(manifest.engines.vscode, `^1.${minor ?? ''}.0`);
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode'] ?? ''}`);
  });

  it('pins every package to one version and points only to files that exist', () => {
    for (const version of Object.values({ ...manifest.dependencies, ...manifest.devDependencies })) {
      assert.match(version, /^\d+\.\d+\.\d+$/);
    }
    for (const file of [manifest.icon, contributes.viewsContainers.activitybar[0]?.icon ?? '']) {
      assert.ok(existsSync(file), file);
    }
  });
});
