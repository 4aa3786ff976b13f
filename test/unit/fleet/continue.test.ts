import assert from 'node:assert/strict';
import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stoppedShort } from '../../../src/fleet/journal/storedRun.ts';
import { continueRun, provisionFiles } from '../../../src/fleet/provision/provisionFiles.ts';
import { undoLastRun } from '../../../src/fleet/undo/undoRun.ts';
import { TestFleet } from '../../support/fleet.ts';
import {
  assertKeepsSecrets,
  kindsOf,
  messagesOf,
  namesOn,
  namesSent,
  requestFor,
  short,
  trunkLines,
} from '../../support/fleetRuns.ts';
import type { ObservedPbx } from '../../support/observedPbx.ts';
import { plantedPassword } from '../../support/pbxClient.ts';

describe('continuing the last run', () => {
  let fleet: TestFleet;
  beforeEach(async () => {
    fleet = await TestFleet.create();
  });
  afterEach(async () => {
    assert.deepEqual(fleet.faults, []);
    await fleet.end();
  });
  const run = (uri: string, more: Parameters<typeof requestFor>[1] = {}) =>
    provisionFiles(fleet, requestFor(uri, more), true);
  const goOn = () => continueRun(fleet, true);
  const last = async () => (await fleet.journal()).last();
  /** The path of a file of the journal. */
  const journalFile = async (ending: string) => {
    const names = await readdir(join(fleet.path, '.runs'));
    return join(fleet.path, '.runs', names.find((name) => name.endsWith(ending)) ?? 'none');
  };

  it('does what is left on each PBX, none twice, also in a window that was opened later', async () => {
    let broken = true;
    const refuses: ObservedPbx = await fleet.start(
      'refuses',
      { format: 'xml' },
      {
        intercept: ({ endpoint }) =>
          broken && endpoint === 'siptrunk/add' && refuses.count('siptrunk/add') > 4
            ? { kind: 'errno', errno: '30001' }
            : undefined,
      },
    );
    const dies: ObservedPbx = await fleet.start(
      'dies',
      {},
      {
        intercept: ({ endpoint }) =>
          broken && endpoint === 'siptrunk/add' && dies.count('siptrunk/add') > 3
            ? { kind: 'reset', when: 'before' }
            : undefined,
      },
    );
    const loses: ObservedPbx = await fleet.start(
      'loses',
      { apiVersion: 'v1.1.0' },
      {
        intercept: ({ endpoint }) =>
          endpoint === 'siptrunk/add' && loses.count('siptrunk/add') % 5 === 2
            ? { kind: 'reset', when: 'after' }
            : undefined,
      },
    );
    const fine = await fleet.start('fine');
    const text = `pbx: [refuses, dies, loses, fine]\ntrunks:\n${trunkLines(10)}`;
    const first = await run(await fleet.file('trunks.yaml', text));
    const failed = first.outcomes.filter(({ outcome }) => outcome === 'failed');
    assert.deepEqual([first.outcomes.length, failed.length], [40, 6 + 7]);
    assert.match(failed.at(-1)?.message ?? '', /dies stopped answering/);
    const [part] = (await last())?.parts ?? [];
    assert.ok(part && stoppedShort(part));

    broken = false;
    fleet.openAnotherWindow();
    const second = await goOn();
    assert.equal(second.outcomes.length, 40);
    assert.deepEqual(kindsOf(second), ['added', 'unchanged']);
    const all = Array.from({ length: 10 }, (_, index) => `t-${(index + 1).toString().padStart(2, '0')}`);
    for (const pbx of [refuses, dies, loses, fine]) assert.deepEqual(namesOn(pbx), all);
    for (const pbx of [loses, fine]) assert.deepEqual(namesSent(pbx, 'siptrunk/add'), all);
    assert.deepEqual(kindsOf(await goOn()), ['unchanged']);
    assert.deepEqual(
      (await last())?.parts.map(({ action }) => action),
      ['provision', 'continue', 'continue'],
    );
    await assertKeepsSecrets(fleet, [first, second], [plantedPassword]);
  });

  it('goes on from what is on the PBX where the window crashed in the middle of a write', async () => {
    const stop = new AbortController();
    let atCrash = '';
    const hq: ObservedPbx = await fleet.start(
      'hq',
      {},
      {
        intercept: async ({ endpoint }) => {
          if (endpoint !== 'siptrunk/add' || hq.count('siptrunk/add') !== 3 || stop.signal.aborted)
            return undefined;
          // What a crash would leave on the disk at this moment.
          while (atCrash.match(/"event":"outcome"/g)?.length !== 2) {
            atCrash = await readFile(await journalFile('.jsonl'), 'utf8');
            await new Promise((resolve) => setImmediate(resolve));
          }
          stop.abort();
          return undefined;
        },
      },
    );
    await run(await fleet.file('trunks.yaml', `pbx: hq\ntrunks:\n${trunkLines(5)}`));
    for (const name of ['t-04', 't-05']) hq.trunks.delete(name);
    await writeFile(await journalFile('.jsonl'), atCrash);
    fleet.openAnotherWindow();

    const [part] = (await last())?.parts ?? [];
    assert.ok(part && stoppedShort(part));
    assert.deepEqual(short(part), ['hq/t-01 added', 'hq/t-02 added']);
    assert.equal(part.endedAt, undefined);
    assert.deepEqual(short(await goOn()), [
      'hq/t-01 unchanged',
      'hq/t-02 unchanged',
      'hq/t-03 unchanged',
      'hq/t-04 added',
      'hq/t-05 added',
    ]);
    // Nobody knows who added the third: it may have been there before.
    const undone = await undoLastRun(fleet, true);
    assert.deepEqual(short(undone), [
      'hq/t-05 deleted',
      'hq/t-04 deleted',
      'hq/t-03 skipped',
      'hq/t-02 deleted',
      'hq/t-01 deleted',
    ]);
    assert.match(undone.outcomes[2]?.message ?? '', /ended before it knew/);
    assert.deepEqual(namesOn(hq), ['t-03']);
  });

  const requests: [string, Parameters<typeof requestFor>[1], string[]][] = [
    [
      'the PBXes that stood in place of the files’ own',
      { pbx: ['b'] },
      ['b/x added', 'b/y unchanged', 'b/z unchanged'],
    ],
    [
      'the PBXes that were chosen',
      { targets: ['b'] },
      ['a/x added', 'b/y unchanged', 'a/z unchanged', 'b/z unchanged'],
    ],
    ['the one document', { document: 0 }, ['a/x added']],
    ['the one PBX', { only: 'a' }, ['a/x added', 'a/z unchanged']],
  ];
  for (const [what, request, expected] of requests) {
    it(`asks again for ${what}`, async () => {
      const a = await fleet.start('a');
      const b = await fleet.start('b');
      const peer = (name: string) => `trunkname: ${name}\ntrunktype: peer\nhost: h\nport: 5060\n`;
      const text = `pbx: a\n${peer('x')}---\n${peer('y')}---\npbx: [a, b]\n${peer('z')}`;
      await run(await fleet.file('trunks.yaml', text), request);
      for (const pbx of [a, b]) if (pbx.trunks.find('x')) pbx.trunks.delete('x');
      assert.deepEqual(short(await goOn()), expected);
    });
  }

  it('updates again where that was asked for', async () => {
    const hq = await fleet.start(
      'hq',
      {},
      { trunks: [{ trunkname: 't-01', trunktype: 'peer', host: 'x', port: '1' }] },
    );
    const uri = await fleet.file('trunks.yaml', `pbx: hq\ntrunks:\n${trunkLines(1)}`);
    assert.deepEqual(short(await run(uri, { update: true })), ['hq/t-01 updated']);
    await fleet.file('trunks.yaml', `pbx: hq\ntrunks:\n${trunkLines(1, 'other.example.net')}`);
    assert.deepEqual(short(await goOn()), ['hq/t-01 updated']);
    assert.equal(hq.trunks.find('t-01')?.host, 'other.example.net');
  });

  it('sends nothing to anybody when one of its PBXes is another box by now', async () => {
    const hq = await fleet.start('hq');
    const branch = await fleet.start('branch');
    await run(await fleet.file('trunks.yaml', `pbx: [hq, branch]\ntrunks:\n${trunkLines(2)}`));
    const other = await fleet.start('elsewhere');
    fleet.configure('hq', { url: other.url });
    await fleet.signIn('hq');
    const before = [hq, branch, other].map((pbx) => pbx.requests.length);
    branch.trunks.delete('t-01');

    const report = await goOn();
    assert.deepEqual(kindsOf(report), ['failed']);
    assert.equal(report.outcomes.length, 4);
    for (const { message } of report.outcomes) {
      assert.equal(message, `hq was ${hq.url} in the last run and is ${other.url} now, so nothing was sent.`);
    }
    assert.deepEqual(
      [hq, branch, other].map((pbx) => pbx.requests.length),
      before,
    );
  });

  it('says in words what stands in its way, and sends nothing', async () => {
    const hq = await fleet.start('hq');
    assert.match(messagesOf(await goOn()), /no last run yet/);
    const uri = await fleet.file('trunks.yaml', `pbx: hq\ntrunks:\n${trunkLines(2)}`);
    await run(uri);
    const before = hq.requests.length;
    assert.match(messagesOf(await continueRun(fleet, false)), /not trusted/);
    assert.match(messagesOf(await continueRun(fleet, true, 'an-earlier-run')), /Another run has taken place/);
    await rm(fileURLToPath(uri));
    assert.match(messagesOf(await goOn()), /trunks\.yaml cannot be read/);
    assert.equal(hq.requests.length, before);
    const id = (await last())?.id;
    await fleet.file('trunks.yaml', `pbx: hq\ntrunks:\n${trunkLines(2)}`);
    assert.deepEqual(kindsOf(await continueRun(fleet, true, id)), ['unchanged']);
  });

  it('leaves a run alone while it is under way, in this window or another one', async () => {
    const said: string[] = [];
    const hq = await fleet.start(
      'hq',
      {},
      {
        intercept: async ({ endpoint }) => {
          if (endpoint !== 'siptrunk/add' || said.length > 0) return undefined;
          said.push(messagesOf(await goOn()), messagesOf(await undoLastRun(fleet, true)));
          // From here on the lock is one of another process, which lives as long as this one.
          await writeFile(await journalFile('.lock'), `${process.ppid.toString()} another-window`);
          return undefined;
        },
      },
    );
    await run(await fleet.file('trunks.yaml', `pbx: hq\ntrunks:\n${trunkLines(1)}`));
    for (const message of said) assert.match(message, /still under way in this window/);
    const before = hq.requests.length;
    const lock = await journalFile('.lock');
    let signs = 0;
    const life = setInterval(() => {
      signs += 1;
      utimes(lock, signs, signs).catch(() => undefined);
    }, 50);
    for (const report of [await goOn(), await undoLastRun(fleet, true)]) {
      assert.match(messagesOf(report), /still under way in another window/);
    }
    clearInterval(life);
    assert.equal(hq.requests.length, before);
    await rm(lock);
    assert.deepEqual(kindsOf(await undoLastRun(fleet, true)), ['deleted']);
  });
});
