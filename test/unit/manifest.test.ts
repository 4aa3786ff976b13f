import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { apiVersions, connectionSchema, wireFormats } from '../../src/core/connection.ts';
import { isTrunkFileName } from '../../src/core/trunkYaml/trunkFileName.ts';
import { placedLine } from '../../src/fleet/tasks/taskLines.ts';
import { commandIds } from '../../src/ui/base/commandIds.ts';
import { taskDefinitions, taskKinds } from '../../src/ui/tasks/taskDefinition.ts';

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
    walkthroughs: {
      steps: { id: string; completionEvents: string[]; media: { image: Record<string, string> } }[];
    }[];
    configurationDefaults: { 'remote.portsAttributes': Record<string, { onAutoForward: string }> };
    configuration: { properties: Record<string, Record<string, unknown>> };
    taskDefinitions: { type: string; properties: Record<string, { enum?: string[] }> }[];
    problemMatchers: { name: string; pattern: Record<string, number> & { regexp: string } }[];
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
      'pbx.newTrunkFile': 'New Trunk File',
      'pbx.runHistory': 'Run History…',
      'pbx.testConnection': 'Test Connection',
      'pbx.checkWithItsp': 'Check with ITSP',
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
    const inWords = Object.values(words).flatMap((text) =>
      [...text.matchAll(/\(command:(?:toSide:)?(pbx\.\w+)/g)].map((match) => match[1] ?? ''),
    );
    assert.ok(inMenus.length > 0 && inCode.length > 0 && inWords.length >= 4);
    for (const command of [...inMenus, ...inCode, ...inWords]) assert.ok(known.has(command), command);
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
    assert.deepEqual(Object.keys(properties), [...Object.keys(connectionSchema.shape), 'group']);
    assert.deepEqual(properties['apiVersion']?.enum, apiVersions);
    assert.deepEqual(properties['format']?.enum, wireFormats);
  });

  it('describes the same tasks as the code takes', () => {
    const [definition] = contributes.taskDefinitions;
    assert.ok(definition);
    const { type, properties } = definition;
    const keys = Object.values(taskDefinitions).flatMap(({ shape }) => Object.keys(shape));
    assert.deepEqual(['type', ...Object.keys(properties)].sort(), [...new Set(keys)].sort());
    assert.equal(type, taskDefinitions.plan.shape.type.def.values[0]);
    assert.deepEqual(properties['task']?.enum, taskKinds);
  });

  it('reads in a task’s lines what the code writes into them', () => {
    const [matcher] = contributes.problemMatchers;
    assert.ok(matcher);
    const { regexp, ...groups } = matcher.pattern;
    assert.ok(sources.includes(`'$${matcher.name}'`));
    const read = (line: string) => {
      const found = new RegExp(regexp).exec(line);
      return found && Object.fromEntries(Object.entries(groups).map(([key, group]) => [key, found[group]]));
    };
    const place = {
      uri: 'file:///srv/B%C3%BCro%20%5B1%5D/hq.trunks.yaml',
      start: { line: 3, character: 10 },
    };
    assert.deepEqual(read(placedLine('hq · a: failed — x: y', place, 'error')), {
      file: '/srv/Büro [1]/hq.trunks.yaml',
      line: '4',
      column: '11',
      severity: 'error',
      message: 'hq · a: failed — x: y',
    });
    assert.equal(read(placedLine('a', place, 'warning'))?.['severity'], 'warning');
    for (const line of [
      placedLine('hq · a: added', place),
      placedLine('a', undefined, 'error'),
      '1 added.',
    ]) {
      assert.equal(read(line), null, line);
    }
    // No name of a trunk can mark another file.
    assert.equal(read(placedLine('hq · /etc/hosts:1:1: error: x', place)), null);
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

  it('has a walkthrough of six steps that know when they are done, each with small pictures for every theme', () => {
    const steps = contributes.walkthroughs.flatMap((one) => one.steps);
    assert.equal(steps.length, 6);
    for (const { id, completionEvents, media } of steps) {
      assert.deepEqual(Object.keys(media.image).sort(), ['dark', 'hc', 'hcLight', 'light'], id);
      for (const file of Object.values(media.image)) assert.ok(statSync(file).size < 64 * 1024, file);
      const commands = completionEvents.flatMap((event) => /^onCommand:(.*)/.exec(event)?.[1] ?? []);
      assert.ok(commands.length > 0, id);
      for (const command of commands) assert.ok((commandIds as readonly string[]).includes(command), command);
    }
  });

  it('has a remote window forward the port of the Demo PBX without an offer to open it in a browser', () => {
    const [, port = ''] = /const usualPort = (\d+);/.exec(sources) ?? [];
    assert.deepEqual(contributes.configurationDefaults, {
      'remote.portsAttributes': { [port]: { onAutoForward: 'silent' } },
    });
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

  it('comes with a README whose pictures, links and headings are there', () => {
    const readme = readFileSync('README.md', 'utf8');
    const anchors = [...readme.matchAll(/^## (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    const targets = [...readme.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    const local = targets.filter((target) => !target.startsWith('http'));
    assert.ok(local.filter((target) => target.startsWith('media/pictures/')).length >= 7);
    for (const target of local) {
      assert.ok(target.startsWith('#') ? anchors.includes(target.slice(1)) : existsSync(target), target);
    }
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
