import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Drift } from '../../src/fleet/drift/pbxDrift.ts';
import type { Plan } from '../../src/fleet/plan/plan.ts';
import { Lab, provision, short } from './lab.ts';

const checkDrift = (folder: unknown) =>
  vscode.commands.executeCommand<Drift[]>('pbx.checkDrift', folder, { show: false });
const peer = (trunkname: string, host = 'sip.example.net') =>
  ({ trunkname, trunktype: 'peer', host, port: '5060', domain: host }) as const;
const peerYaml = (trunkname: string, host = 'sip.example.net') =>
  `  - {trunkname: ${trunkname}, trunktype: peer, host: ${host}, port: 5060}\n`;
const planted = 'pl4nted-Drift-Yaml-Passw0rd';
const plantedOnPbx = 'pl4nted-Drift-0ld-Passw0rd';
const account = (trunkname: string, password: string) =>
  ({ trunkname, trunktype: 'account', username: '6100', authname: '6100', password }) as const;
const accountYaml = (trunkname: string, password: string) =>
  `  - {trunkname: ${trunkname}, trunktype: account, username: 6100, authname: 6100, password: '${password}'}\n`;

describe('checking a folder for drift', () => {
  const lab = new Lab();
  afterEach(() => lab.end());

  /** A folder of its own, outside of the workspace, with these files. */
  const folderOf = async (files: Record<string, string>): Promise<vscode.Uri> => {
    const folder = vscode.Uri.joinPath(await lab.file('notes.txt', ''), '..');
    for (const [name, text] of Object.entries(files)) {
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), new TextEncoder().encode(text));
    }
    return folder;
  };

  it('reads lists that are too long for this thread, in JSON and in XML', async () => {
    const names = Array.from({ length: 3000 }, (_, index) => `peer-${index}`);
    for (const format of ['json', 'xml'] as const) {
      await lab.start(format, { format }, { trunks: names.map((name) => peer(name)) });
      await lab.signIn(format);
    }
    const folder = await folderOf({ 'trunks.yaml': `pbx: [json, xml]\ntrunks:\n${peerYaml('peer-0')}` });
    const unlisted = names.slice(1);
    assert.deepEqual(
      (await checkDrift(folder)).map((drift) => ({ ...drift, unlisted: new Set(drift.unlisted) })),
      ['json', 'xml'].map((pbx) => ({ pbx, missing: [], different: [], unlisted: new Set(unlisted) })),
    );
  });

  it('shows what differs, by one query each time and without a secret', async () => {
    const pbx = await lab.start(
      'hq',
      {},
      { trunks: [peer('moved', 'old.example.net'), account('itsp', plantedOnPbx)] },
    );
    await lab.signIn('hq');
    const folder = await folderOf({
      'trunks.yaml': `pbx: hq\ntrunks:\n${peerYaml('new')}${accountYaml('itsp', planted)}`,
      'north/site.trunks.yml': `pbx: hq\ntrunks:\n${peerYaml('moved', 'new.example.net')}`,
    });
    const expected: Drift[] = [
      {
        pbx: 'hq',
        missing: ['new'],
        different: [
          { trunkname: 'moved', fields: ['host'] },
          { trunkname: 'itsp', fields: ['password'] },
        ],
        unlisted: [],
      },
    ];
    assert.deepEqual(await checkDrift(folder), expected);
    // Another process brings it as plain data.
    assert.deepEqual(await checkDrift(JSON.parse(JSON.stringify(folder))), expected);
    assert.deepEqual(await vscode.commands.executeCommand('pbx.checkDrift', folder), expected);
    const [json, markdown] = ['drift.json', 'drift.md'].map((name) => vscode.Uri.joinPath(folder, name));
    await vscode.commands.executeCommand('pbx.saveReport', undefined, { json, markdown });
    const read = async (uri: vscode.Uri | undefined) =>
      new TextDecoder().decode(await vscode.workspace.fs.readFile(uri ?? assert.fail()));
    const text = await read(markdown);
    for (const words of ['new', 'moved: host', 'itsp: password', 'north/site']) {
      assert.ok(text.includes(words), `${words} is not in:\n${text}`);
    }
    const saved = JSON.parse(await read(json)) as { drifts: Drift[] };
    assert.deepEqual(saved.drifts, expected);
    for (const secret of [planted, plantedOnPbx]) assert.ok(!text.includes(secret));
    assert.deepEqual(
      pbx.requests.map(({ endpoint }) => endpoint).filter((endpoint) => endpoint !== 'login'),
      ['siptrunk/query', 'siptrunk/query', 'siptrunk/query'],
    );
    assert.match((await checkDrift(undefined))[0]?.problem ?? '', /No folder/);
  });

  it('finds nothing where nothing drifted, and opens no page then', async () => {
    const pbx = await lab.start('hq');
    await lab.signIn('hq');
    const folder = await folderOf({ 'trunks.yaml': `pbx: hq\ntrunks:\n${peerYaml('a')}` });
    assert.deepEqual(short(await provision(vscode.Uri.joinPath(folder, 'trunks.yaml'))), ['hq/a added']);
    const clean = [{ pbx: 'hq', missing: [], different: [], unlisted: [] }];
    assert.deepEqual(await checkDrift(folder), clean);
    assert.deepEqual(await vscode.commands.executeCommand('pbx.checkDrift', folder), clean);
    assert.deepEqual(
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs),
      [],
    );
    assert.equal(pbx.count('siptrunk/add'), 1);
  });

  it('leads to the plan of one PBX, and a run of it stays with that PBX when it is continued', async () => {
    const pbxes = [await lab.start('hq'), await lab.start('branch')];
    for (const name of ['hq', 'branch']) await lab.signIn(name);
    const folder = await folderOf({
      'both.trunks.yaml': `pbx: [hq, branch]\ntrunks:\n${peerYaml('a')}---\npbx: branch\ntrunks:\n${peerYaml('b')}`,
      'other.trunks.yaml': `pbx: [branch, not-configured]\ntrunks:\n${peerYaml('c')}`,
    });
    const uris = ['both.trunks.yaml', 'other.trunks.yaml'].map((name) => vscode.Uri.joinPath(folder, name));
    const options = { only: 'hq' };
    const plan = await vscode.commands.executeCommand<Plan>('pbx.planTrunks', uris, {
      ...options,
      show: false,
    });
    assert.deepEqual(plan, { steps: [{ pbx: 'hq', trunkname: 'a', action: 'add' }] });
    const { steps } = await vscode.commands.executeCommand<Plan>('pbx.planTrunks', uris, {
      only: 'branch',
      show: false,
    });
    assert.deepEqual(
      steps.map(({ pbx, trunkname }) => `${pbx}/${trunkname}`),
      ['branch/a', 'branch/b', 'branch/c'],
    );

    assert.deepEqual(short(await provision(uris, options)), ['hq/a added']);
    const again = await vscode.commands.executeCommand<Awaited<ReturnType<typeof provision>>>(
      'pbx.continueLastRun',
      { confirm: false },
    );
    assert.deepEqual(short(again), ['hq/a unchanged']);
    assert.deepEqual(
      pbxes.map((pbx) => pbx.trunks.all().length),
      [1, 0],
    );
  });
});
