import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Drift } from '../../src/fleet/drift/pbxDrift.ts';
import type { Plan } from '../../src/fleet/plan/plan.ts';
import { Lab, provision, short, type LabPbx } from './lab.ts';

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
  const entry = (drifts: readonly Drift[], pbx: string): Drift => {
    const [found, ...more] = drifts.filter((one) => one.pbx === pbx);
    assert.ok(found && more.length === 0, JSON.stringify(drifts));
    return found;
  };
  /** What reached a PBX after the sign-in. */
  const asked = (pbx: LabPbx) =>
    pbx.requests.map(({ endpoint }) => endpoint).filter((endpoint) => endpoint !== 'login');

  for (const [dialect, connection] of [
    ['JSON', {}],
    ['XML', { format: 'xml' }],
    ['v1.1.0', { apiVersion: 'v1.1.0' }],
  ] as const) {
    it(`says what is missing, different and in no file, by one query and without a secret, in ${dialect}`, async () => {
      const pbx = await lab.start('hq', connection, {
        trunks: [
          peer('same'),
          peer('moved', 'old.example.net'),
          account('itsp', plantedOnPbx),
          account('elsewhere', plantedOnPbx),
          peer('by-hand'),
        ],
      });
      const empty = await lab.start('empty', connection, { trunks: [peer('left-over')] });
      await lab.signIn('hq');
      await lab.signIn('empty');
      const folder = await folderOf({
        'trunks.yaml': `pbx: hq\ntrunks:\n${peerYaml('same')}${peerYaml('new')}${accountYaml('itsp', planted)}`,
        'north/site.trunks.yml': `pbx: empty\ntrunks: []\n---\npbx: hq\ntrunks:\n${peerYaml('moved', 'new.example.net')}`,
        'north/more.trunk.yaml': `pbx: hq\ntrunks:\n${accountYaml('elsewhere', '${secret:not-kept-for-drift}').replace('username: 6100', 'username: 6200')}`,
        'node_modules/x/trunks.yaml': `pbx: hq\ntrunks:\n${peerYaml('of-a-package')}`,
        '.git/trunks.yaml': `pbx: hq\ntrunks:\n${peerYaml('of-git')}`,
      });
      const found = await checkDrift(folder);
      const hq = entry(found, 'hq');
      assert.match(hq.problem ?? '', /^elsewhere: password could not be compared.*not-kept-for-drift/);
      delete hq.problem;
      assert.deepEqual(hq, {
        pbx: 'hq',
        missing: ['new'],
        different: [
          { trunkname: 'elsewhere', fields: ['username'] },
          { trunkname: 'moved', fields: ['host'] },
          { trunkname: 'itsp', fields: ['password'] },
        ],
        unlisted: ['by-hand'],
      });
      assert.deepEqual(entry(found, 'empty'), {
        pbx: 'empty',
        missing: [],
        different: [],
        unlisted: ['left-over'],
      });
      for (const one of [pbx, empty]) assert.deepEqual(asked(one), ['siptrunk/query']);

      // Another process brings it as plain data.
      assert.deepEqual(await checkDrift(JSON.parse(JSON.stringify(folder))), await checkDrift(folder));
      const shown = await vscode.commands.executeCommand<Drift[]>('pbx.checkDrift', folder);
      const text = vscode.window.activeTextEditor?.document.getText() ?? '';
      assert.equal(vscode.window.activeTextEditor?.document.uri.scheme, 'pbx-drift');
      for (const words of ['new', 'moved: host', 'itsp: password', 'by-hand', 'left-over', 'north/site']) {
        assert.ok(text.includes(words), `${words} is not in:\n${text}`);
      }
      for (const secret of [planted, plantedOnPbx]) {
        assert.ok(!`${text}${JSON.stringify([found, shown])}`.includes(secret));
      }
      for (const one of [pbx, empty]) assert.deepEqual([...new Set(asked(one))], ['siptrunk/query']);
    });
  }

  it('finds nothing where nothing drifted, and opens no document then', async () => {
    const pbx = await lab.start('hq');
    await lab.signIn('hq');
    const folder = await folderOf({ 'trunks.yaml': `pbx: hq\ntrunks:\n${peerYaml('a')}` });
    assert.deepEqual(short(await provision(vscode.Uri.joinPath(folder, 'trunks.yaml'))), ['hq/a added']);
    const clean = [{ pbx: 'hq', missing: [], different: [], unlisted: [] }];
    assert.deepEqual(await checkDrift(folder), clean);
    assert.deepEqual(await vscode.commands.executeCommand('pbx.checkDrift', folder), clean);
    assert.equal(vscode.window.activeTextEditor, undefined);
    assert.equal(pbx.count('siptrunk/add'), 1);
  });

  it('says in words what could not be compared, and compares the rest', async () => {
    await lab.start('hq', {}, { trunks: [peer('a'), peer('wrong'), peer('extra')] });
    const out = await lab.start('signed-out');
    const old = await lab.start(
      'old',
      {},
      {
        intercept: ({ endpoint }) =>
          endpoint === 'siptrunk/query' ? { kind: 'errno', errno: '10003' } : undefined,
      },
    );
    await lab.signIn('hq');
    await lab.signIn('old');
    const folder = await folderOf({
      'a/trunks.yaml': `pbx: [hq, nobody, signed-out, old]\ntrunks:\n${peerYaml('a')}`,
      'b/trunks.yaml': `pbx: hq\ntrunks:\n${peerYaml('a', 'other.example.net')}${peerYaml('wrong').replace('5060', '0')}`,
      'c.trunks.yaml': `trunks:\n${peerYaml('whose')}`,
      'd.trunks.yaml': 'only words\n',
      'e.trunks.yaml': 'pbx: "hq\n',
    });
    const found = await checkDrift(folder);
    assert.deepEqual(
      found.map(({ pbx }) => pbx),
      ['hq', 'nobody', 'signed-out', 'old', ''],
    );
    const hq = entry(found, 'hq');
    assert.deepEqual([hq.missing, hq.different, hq.unlisted], [[], [], ['extra']]);
    assert.match(hq.problem ?? '', /b\/trunks\.yaml:3: “a” is there twice for hq.*a\/trunks\.yaml/);
    assert.match(hq.problem ?? '', /b\/trunks\.yaml:4:\d+: port/);
    assert.match(hq.problem ?? '', /e\.trunks\.yaml:\d/);
    assert.match(entry(found, 'nobody').problem ?? '', /no PBX named “nobody”/);
    assert.match(entry(found, 'signed-out').problem ?? '', /not signed in/);
    assert.match(entry(found, 'old').problem ?? '', /10003/);
    assert.deepEqual(entry(found, 'old').missing, []);
    assert.match(entry(found, '').problem ?? '', /c\.trunks\.yaml:1: this document names no PBX/);
    assert.match(entry(found, '').problem ?? '', /d\.trunks\.yaml:\d/);
    assert.deepEqual(asked(out), []);
    assert.deepEqual(asked(old), ['siptrunk/query']);
    assert.match(
      entry(await checkDrift(vscode.Uri.joinPath(folder, 'gone')), '').problem ?? '',
      /cannot be read/,
    );
    assert.match(entry(await checkDrift(undefined), '').problem ?? '', /No folder/);
  });

  it('leads to the plan of one PBX, and a run of it stays with that PBX when it is continued', async () => {
    const pbxes = [await lab.start('hq'), await lab.start('branch')];
    for (const name of ['hq', 'branch']) await lab.signIn(name);
    const folder = await folderOf({
      'both.trunks.yaml': `pbx: [hq, branch]\ntrunks:\n${peerYaml('a')}---\npbx: branch\ntrunks:\n${peerYaml('b')}`,
      'other.trunks.yaml': `pbx: [branch, not-configured]\ntrunks:\n${peerYaml('c')}`,
    });
    await vscode.commands.executeCommand('pbx.checkDrift', folder);
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    assert.deepEqual(
      lenses.map(({ range, command }) => [document.lineAt(range.start).text, command?.title]),
      [
        ['## hq: 1 missing', 'Plan'],
        ['## branch: 3 missing', 'Plan'],
      ],
    );
    const [uris, options] = lenses[0]?.command?.arguments as [vscode.Uri[], object];
    const plan = await vscode.commands.executeCommand<Plan>('pbx.planTrunks', uris, {
      ...options,
      show: false,
    });
    assert.deepEqual(plan, { steps: [{ pbx: 'hq', trunkname: 'a', action: 'add' }] });
    const branch = lenses[1]?.command?.arguments as [vscode.Uri[], object];
    const { steps } = await vscode.commands.executeCommand<Plan>('pbx.planTrunks', branch[0], {
      ...branch[1],
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
