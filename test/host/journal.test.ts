import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { ProvisionReport } from '../../src/core/outcome.ts';
import { startDemoPbx, type DemoPbx } from '../../src/demo/server.ts';
import type { SipTrunk } from '../../src/demo/trunkFields.ts';
import { Lab, provision, short, type LabPbx } from './lab.ts';
import { userFiles } from './userFiles.ts';

const continueLastRun = (): Thenable<ProvisionReport> =>
  vscode.commands.executeCommand('pbx.continueLastRun', { confirm: false });
const undoLastRun = (): Thenable<ProvisionReport> =>
  vscode.commands.executeCommand('pbx.undoLastRun', { confirm: false });

const planted = 'plantedPassw0rd';
const plantedOld = 'plantedOldPassw0rd';
const dialects = [
  ['JSON', {}],
  ['XML', { format: 'xml' }],
  ['v1.1.0', { apiVersion: 'v1.1.0' }],
] as const;

const trunks = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const name = `t-${(index + 1).toString().padStart(3, '0')}`;
    return index % 2 === 0
      ? `  - {trunkname: ${name}, trunktype: peer, host: sip.example.net, port: 5060}\n`
      : `  - {trunkname: ${name}, trunktype: account, username: u${name}, authname: u${name}, password: ${planted}${name}}\n`;
  }).join('');
const old: SipTrunk = {
  trunkname: 'itsp',
  trunktype: 'register',
  host: 'old.example.net',
  port: '5060',
  domain: 'realm.example.net',
  username: '6100',
  authname: '6100',
  fromuser: '4930123',
  password: plantedOld,
};
const update =
  'pbx: hq\ntrunkname: itsp\ntrunktype: register\nhost: new.example.net\ndomain: other.example.net\nport: 5061\n' +
  `username: 6200\nauthname: 6200\nfromuser: 4940999\npassword: ${planted}\n`;
/** A trunk's settings on the PBX without when it was changed. */
const settingsOf = (pbx: DemoPbx, name: string) => {
  const found = pbx.trunks.find(name);
  return found && { ...found, since: 0 };
};
const words = ({ outcomes }: ProvisionReport) => [...new Set(outcomes.map(({ outcome }) => outcome))].sort();
const count = ({ outcomes }: ProvisionReport, word: string) =>
  outcomes.filter(({ outcome }) => outcome === word).length;

describe('continuing the last run', () => {
  const lab = new Lab();
  const more: DemoPbx[] = [];
  afterEach(async () => {
    await lab.end();
    for (const pbx of more.splice(0)) await pbx.stop();
  });

  it('does what is left of 400 trunks on 4 PBXes, none twice', async function () {
    this.timeout(90_000);
    let broken = true;
    const names = ['refuses', 'down', 'loses', 'fine'];
    const refuses: LabPbx = await lab.start(
      'refuses',
      { format: 'xml' },
      {
        intercept: ({ endpoint }) =>
          broken && endpoint === 'siptrunk/add' && refuses.count('siptrunk/add') > 40
            ? { kind: 'errno', errno: '30001' }
            : undefined,
      },
    );
    const down: LabPbx = await lab.start(
      'down',
      {},
      {
        intercept: ({ endpoint }) => {
          if (endpoint === 'siptrunk/add' && down.count('siptrunk/add') > 30) void down.stop();
          return undefined;
        },
      },
    );
    const loses: LabPbx = await lab.start(
      'loses',
      { apiVersion: 'v1.1.0' },
      {
        intercept: ({ endpoint }) =>
          endpoint === 'siptrunk/add' && loses.count('siptrunk/add') % 20 === 7
            ? { kind: 'reset', when: 'after' }
            : undefined,
      },
    );
    const fine = await lab.start('fine');
    for (const name of names) await lab.signIn(name);
    const uri = await lab.file('trunks.yaml', `pbx: [${names.join(', ')}]\ntrunks:\n${trunks(100)}`);

    const first = await provision(uri);
    assert.equal(first.outcomes.length, 400);
    assert.equal(refuses.trunks.all().length, 40);
    assert.ok(count(first, 'failed') >= 60 + 60);
    broken = false;
    const again = await startDemoPbx({
      port: Number(new URL(down.url).port),
      trunks: down.trunks.all(),
      otherTrunks: [],
      registrationDelay: 0,
    });
    more.push(again);

    const second = await continueLastRun();
    assert.equal(second.outcomes.length, 400);
    assert.deepEqual(words(second), ['added', 'unchanged']);
    for (const pbx of [refuses, again, loses, fine]) {
      const all = pbx.trunks.all().map(({ trunkname }) => trunkname);
      assert.equal(all.length, 100);
      assert.equal(new Set(all).size, 100);
    }
    assert.equal(loses.count('siptrunk/add'), 100);
    assert.equal(fine.count('siptrunk/add'), 100);
    assert.deepEqual(words(await continueLastRun()), ['unchanged']);
  });

  it('says in words what is missing, and sends nothing', async () => {
    const pbx = await lab.start('hq');
    await lab.signIn('hq');
    const uri = await lab.file('trunks.yaml', `pbx: hq\ntrunks:\n${trunks(2)}`);
    await provision(uri);
    const requests = pbx.requests.length;
    await rm(uri.fsPath);
    const gone = await continueLastRun();
    assert.deepEqual(words(gone), ['failed']);
    assert.match(gone.outcomes[0]?.message ?? '', /trunks\.yaml/);
    assert.equal(pbx.requests.length, requests);
  });

  it('does not take another box of the same name for the one of the run', async () => {
    const first = await lab.start('hq');
    await lab.signIn('hq');
    await provision(await lab.file('trunks.yaml', `pbx: hq\ntrunks:\n${trunks(2)}`));
    const other = await startDemoPbx({ otherTrunks: [] });
    more.push(other);
    await lab.configure('hq', { url: other.url, username: 'api' });
    await lab.signIn('hq');
    const continued = await continueLastRun();
    assert.deepEqual(words(continued), ['failed']);
    assert.match(continued.outcomes[0]?.message ?? '', /hq was http/);
    assert.deepEqual(words(await undoLastRun()), ['skipped']);
    assert.equal(other.trunks.all().length, 0);
    assert.equal(first.trunks.all().length, 2);
  });

  it('asks again for the same PBXes and the same document', async () => {
    const a = await lab.start('a');
    const b = await lab.start('b');
    for (const name of ['a', 'b']) await lab.signIn(name);
    const uri = await lab.file('trunks.yaml', `trunks:\n${trunks(3)}`);
    await provision(uri, { pbx: ['b'] });
    b.trunks.delete('t-002');
    assert.deepEqual(short(await continueLastRun()), [
      'b/t-001 unchanged',
      'b/t-002 added',
      'b/t-003 unchanged',
    ]);
    assert.equal(a.trunks.all().length, 0);
  });
});

describe('undoing the last run', () => {
  const lab = new Lab();
  afterEach(() => lab.end());

  it('deletes what was added on three PBXes, the last one first, and does nothing the second time', async () => {
    const names = ['json', 'xml', 'yeastar'];
    const keep: SipTrunk = { trunkname: 't-002', trunktype: 'peer', host: 'mine', port: '5070' };
    const pbxes = [
      await lab.start('json', {}, { trunks: [keep] }),
      await lab.start('xml', { format: 'xml' }, { trunks: [keep] }),
      await lab.start('yeastar', { apiVersion: 'v1.1.0' }, { trunks: [keep] }),
    ];
    for (const name of names) await lab.signIn(name);
    const uri = await lab.file('trunks.yaml', `pbx: [${names.join(', ')}]\ntrunks:\n${trunks(10)}`);
    assert.equal(count(await provision(uri), 'added'), 27);

    const undone = await undoLastRun();
    assert.equal(undone.outcomes.length, 27);
    assert.deepEqual(words(undone), ['deleted']);
    for (const pbx of pbxes) {
      assert.deepEqual(
        pbx.trunks.all().map(({ trunkname }) => trunkname),
        ['t-002'],
      );
      const deleted = pbx.requests.filter(({ endpoint }) => endpoint === 'siptrunk/delete');
      assert.equal(deleted[0]?.fields?.get('trunkname'), 't-010');
      assert.equal(deleted.at(-1)?.fields?.get('trunkname'), 't-001');
    }
    const requests = pbxes.map((pbx) => pbx.requests.length);
    const again = await undoLastRun();
    assert.equal(again.outcomes.length, 27);
    assert.deepEqual(words(again), ['unchanged']);
    assert.deepEqual(
      pbxes.map((pbx) => pbx.requests.length),
      requests,
    );
  });

  it('leaves a run alone while another window is at it', async () => {
    const filesLike = async (ending: RegExp) => (await userFiles()).filter(([path]) => ending.test(path));
    let locks: string[] = [];
    const pbx = await lab.start(
      'hq',
      {},
      {
        intercept: async ({ endpoint }) => {
          if (endpoint === 'siptrunk/add' && locks.length === 0) {
            locks = (await filesLike(/[0-9a-f]{32}\.lock$/)).map(([path]) => path);
          }
          return undefined;
        },
      },
    );
    await lab.signIn('hq');
    await provision(await lab.file('trunks.yaml', `pbx: hq\ntrunks:\n${trunks(2)}`));
    assert.equal(locks.length, 2, 'the lock of the PBX and that of the run');
    const [[run, text] = ['', '']] = await filesLike(/\.jsonl$/);
    const endless = text.split('\n').filter((line) => !line.includes('"event":"end"'));
    await writeFile(run, endless.join('\n'));
    // The editor's server lives as long as this test.
    for (const lock of locks) await writeFile(lock, `${process.ppid.toString()} other-window`);
    for (const command of [continueLastRun, undoLastRun]) {
      const { outcomes } = await command();
      assert.match(outcomes[0]?.message ?? '', /still under way in another window/);
    }
    for (const lock of locks) await rm(lock);
    assert.deepEqual(words(await undoLastRun()), ['deleted']);
    assert.equal(pbx.trunks.all().length, 0);
  });

  it('takes back a run together with its continuation', async () => {
    let broken = true;
    const pbx: LabPbx = await lab.start(
      'hq',
      {},
      {
        trunks: [old],
        intercept: ({ endpoint }) =>
          broken && endpoint === 'siptrunk/add' && pbx.count('siptrunk/add') > 5
            ? { kind: 'errno', errno: '30001' }
            : undefined,
      },
    );
    await lab.signIn('hq');
    const before = settingsOf(pbx, 'itsp');
    const uri = await lab.file('trunks.yaml', `pbx: hq\ntrunks:\n${trunks(12)}---\n${update}`);
    const first = await provision(uri, { update: true });
    assert.deepEqual([count(first, 'added'), count(first, 'failed'), count(first, 'updated')], [5, 7, 1]);
    broken = false;
    assert.deepEqual(words(await continueLastRun()), ['added', 'unchanged']);
    assert.equal(pbx.trunks.all().length, 13);

    const undone = await undoLastRun();
    assert.deepEqual([count(undone, 'deleted'), count(undone, 'restored')], [12, 1]);
    assert.equal(pbx.trunks.all().length, 1);
    assert.deepEqual(settingsOf(pbx, 'itsp'), before);
  });

  for (const [dialect, connection] of dialects) {
    it(`gives an updated trunk its earlier settings back, in ${dialect}`, async () => {
      const blank: SipTrunk = { ...old, trunkname: 'blank', domain: 'old.example.net', fromuser: '' };
      const pbx = await lab.start('hq', connection, { trunks: [old, blank] });
      await lab.signIn('hq');
      const before = ['itsp', 'blank'].map((name) => settingsOf(pbx, name));
      const uri = await lab.file('trunks.yaml', `${update}---\n${update.replace(': itsp', ': blank')}`);
      assert.deepEqual(short(await provision(uri, { update: true })), [
        'hq/itsp updated',
        'hq/blank updated',
      ]);
      assert.equal(pbx.trunks.find('itsp')?.password, planted);
      assert.equal(pbx.trunks.find('blank')?.fromuser, '4940999');

      assert.deepEqual(short(await undoLastRun()), ['hq/blank restored', 'hq/itsp restored']);
      assert.deepEqual(
        ['itsp', 'blank'].map((name) => settingsOf(pbx, name)),
        before,
      );
      assert.deepEqual(words(await undoLastRun()), ['unchanged']);
      assert.equal(pbx.count('siptrunk/update'), 4);
    });
  }

  it('leaves whatever has changed on the PBX since', async () => {
    const pbx = await lab.start('hq', {}, { trunks: [old] });
    await lab.signIn('hq');
    const uri = await lab.file('trunks.yaml', `pbx: hq\ntrunks:\n${trunks(6)}---\n${update}`);
    await provision(uri, { update: true });
    const change = (name: string, changes: Partial<SipTrunk>) => {
      const found = pbx.trunks.find(name);
      assert.ok(found);
      pbx.trunks.update(found.id, { ...found, ...changes });
    };
    change('t-001', { host: 'changed.example.net' });
    change('t-002', { password: 'changedSince1' });
    change('t-003', { domain: 'changed.example.net' });
    change('itsp', { fromuser: '' });
    pbx.trunks.delete('t-004');

    const undone = await undoLastRun();
    assert.deepEqual(short(undone), [
      'hq/itsp skipped',
      'hq/t-006 deleted',
      'hq/t-005 deleted',
      'hq/t-004 unchanged',
      'hq/t-003 skipped',
      'hq/t-002 skipped',
      'hq/t-001 skipped',
    ]);
    const message = (name: string) =>
      undone.outcomes.find(({ trunkname }) => trunkname === name)?.message ?? '';
    assert.match(message('t-001'), /\bhost\b/);
    assert.match(message('t-002'), /\bpassword\b/);
    assert.match(message('t-003'), /\bdomain\b/);
    assert.match(message('itsp'), /\bfromuser\b/);
    assert.equal(pbx.trunks.find('itsp')?.host, 'new.example.net');

    // Put back as the run had sent it, it may be undone after all.
    change('t-001', { host: 'sip.example.net' });
    assert.deepEqual(
      short(await undoLastRun()).filter((line) => line.includes('deleted')),
      ['hq/t-001 deleted'],
    );
  });

  it('fails in words without a sign-in', async () => {
    const pbx = await lab.start('hq');
    await lab.signIn('hq');
    await provision(await lab.file('trunks.yaml', `pbx: hq\ntrunks:\n${trunks(2)}`));
    await vscode.commands.executeCommand('pbx.signOut', { pbx: 'hq' });
    const undone = await undoLastRun();
    assert.deepEqual(words(undone), ['failed']);
    assert.match(undone.outcomes[0]?.message ?? '', /[Ss]ign in/);
    assert.equal(pbx.trunks.all().length, 2);
  });
});

describe('the report of a run', () => {
  const lab = new Lab();
  afterEach(() => lab.end());

  it('can be opened and saved, with what went wrong first and no secret anywhere', async () => {
    await lab.start('hq', {}, { trunks: [old] });
    await lab.signIn('hq');
    const uri = await lab.file('trunks.yaml', `pbx: hq\ntrunks:\n${trunks(4)}---\n${update}`);
    const report = await provision(uri);
    await vscode.commands.executeCommand('pbx.openReport');
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.languageId, 'markdown');
    assert.equal(document.uri.scheme, 'pbx-report');
    const text = document.getText();
    assert.match(text, /4 added, 1 skipped/);
    assert.match(text, /trunks\.yaml/);
    assert.ok(text.indexOf('| itsp ') < text.indexOf('| t-001 '));
    assert.match(text, /\| t-001 +\| added +\| +\| +[\d.]+ m?s/);

    const json = vscode.Uri.joinPath(uri, '../report.json');
    await vscode.commands.executeCommand('pbx.saveReport', document.uri, { json });
    const saved = await readFile(json.fsPath, 'utf8');
    const { startedAt, endedAt, ...rest } = JSON.parse(saved) as ProvisionReport & Record<string, string>;
    assert.deepEqual(rest, JSON.parse(JSON.stringify(report)));
    assert.ok(Date.parse(startedAt ?? '') <= Date.parse(endedAt ?? ''));

    const updated = await provision(uri, { update: true });
    const undone = await undoLastRun();
    assert.deepEqual(words(undone), ['restored']);
    await vscode.commands.executeCommand('pbx.openReport');
    const shown = vscode.workspace.textDocuments.map((one) => one.uri.scheme + one.getText());
    for (const seen of [
      text,
      saved,
      JSON.stringify([report, updated, undone]),
      ...shown.filter((one) => one.startsWith('pbx-')),
    ]) {
      assert.ok(!seen.includes(planted) && !seen.includes(plantedOld));
    }
    const files = await userFiles();
    assert.ok(files.some(([name]) => name.endsWith('.jsonl')));
    for (const [name, content] of files) {
      assert.ok(!content.includes(planted) && !content.includes(plantedOld), name);
    }
  });
});
