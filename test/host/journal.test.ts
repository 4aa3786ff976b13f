import assert from 'node:assert/strict';
import { readFile, rm, utimes, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { ProvisionReport } from '../../src/core/outcome.ts';
import type { SipTrunk } from '../../src/demo/trunkFields.ts';
import { Lab, provision, short } from './lab.ts';
import { userFiles } from './userFiles.ts';

const continueLastRun = (): Thenable<ProvisionReport> =>
  vscode.commands.executeCommand('pbx.continueLastRun', { confirm: false });
const undoLastRun = (): Thenable<ProvisionReport> =>
  vscode.commands.executeCommand('pbx.undoLastRun', { confirm: false });

const planted = 'plantedPassw0rd';
const plantedOld = 'plantedOldPassw0rd';
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
const words = ({ outcomes }: ProvisionReport) => [...new Set(outcomes.map(({ outcome }) => outcome))].sort();
describe('continuing the last run', () => {
  const lab = new Lab();
  afterEach(() => lab.end());

  it('does not take another box of the same name for the one of the run', async () => {
    const first = await lab.start('hq');
    await lab.signIn('hq');
    await provision(await lab.file('trunks.yaml', `pbx: hq\ntrunks:\n${trunks(2)}`));
    const other = await lab.start('other');
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

  it('leaves a run alone while another window is at it', async () => {
    const filesLike = async (ending: RegExp) => (await userFiles()).filter(([path]) => ending.test(path));
    let locks: string[] = [];
    const pbx = await lab.start(
      'hq',
      {},
      {
        intercept: async ({ endpoint }) => {
          // A run before this one is being forgotten beside it, under its own lock. That of the PBX is where all editors find it.
          while (endpoint === 'siptrunk/add' && locks.length !== 1) {
            locks = (await filesLike(/[0-9a-f]{32}\.lock$/)).map(([path]) => path);
          }
          return undefined;
        },
      },
    );
    await lab.signIn('hq');
    await provision(await lab.file('trunks.yaml', `pbx: hq\ntrunks:\n${trunks(2)}`));
    const [[run, text] = ['', '']] = await filesLike(/\/runs\/[^/]*\.jsonl$/);
    const endless = text.split('\n').filter((line) => !line.includes('"event":"end"'));
    await writeFile(run, endless.join('\n'));
    // The editor's server lives as long as this test.
    for (const lock of locks) await writeFile(lock, `${process.ppid.toString()} other-window`);
    let signs = 0;
    const life = setInterval(() => {
      signs += 1;
      for (const lock of locks) utimes(lock, signs, signs).catch(() => undefined);
    }, 50);
    for (const command of [continueLastRun, undoLastRun]) {
      const { outcomes } = await command();
      assert.match(outcomes[0]?.message ?? '', /still under way in another window/);
    }
    clearInterval(life);
    for (const lock of locks) await rm(lock);
    assert.deepEqual(words(await undoLastRun()), ['deleted']);
    assert.equal(pbx.trunks.all().length, 0);
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
    // What the page shows cannot be read in here; end to end it is.
    const json = vscode.Uri.joinPath(uri, '../report.json');
    const markdown = vscode.Uri.joinPath(uri, '../report.md');
    await vscode.commands.executeCommand('pbx.saveReport', undefined, { json, markdown });
    const text = await readFile(markdown.fsPath, 'utf8');
    assert.match(text, /4 added, 1 skipped/);
    assert.match(text, /trunks\.yaml/);
    assert.ok(text.indexOf('| itsp ') < text.indexOf('| t-001 '));
    assert.match(text, /\| t-001 +\| added +\| +\| +[\d.]+ m?s/);
    const saved = await readFile(json.fsPath, 'utf8');
    const { startedAt, endedAt, ...rest } = JSON.parse(saved) as ProvisionReport & Record<string, string>;
    assert.deepEqual(rest, JSON.parse(JSON.stringify(report)));
    assert.ok(Date.parse(startedAt ?? '') <= Date.parse(endedAt ?? ''));

    const updated = await provision(uri, { update: true });
    const undone = await undoLastRun();
    assert.deepEqual(words(undone), ['restored']);
    await vscode.commands.executeCommand('pbx.openReport');
    await vscode.commands.executeCommand('pbx.saveReport', undefined, { markdown });
    const undoReport = await readFile(markdown.fsPath, 'utf8');
    assert.match(undoReport, /1 restored/);
    for (const seen of [text, saved, undoReport, JSON.stringify([report, updated, undone])]) {
      assert.ok(!seen.includes(planted) && !seen.includes(plantedOld));
    }
    const files = await userFiles();
    assert.ok(files.some(([name]) => name.endsWith('.jsonl')));
    for (const [name, content] of files) {
      assert.ok(!content.includes(planted) && !content.includes(plantedOld), name);
    }
  });
});
