import assert from 'node:assert/strict';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TrunkOutcome } from '../../../../src/core/outcome.ts';
import type { Comparison } from '../../../../src/pbx/provision/compareTrunks.ts';
import { Journal } from '../../../../src/fleet/journal/journal.ts';
import type { RunStart } from '../../../../src/fleet/journal/journalEvents.ts';
import { stoppedShort } from '../../../../src/fleet/journal/storedRun.ts';
import { plantedPassword, registerTrunk } from '../../../support/pbxClient.ts';

/** SecretStorage in memory. */
class Secrets {
  readonly entries = new Map<string, string>();
  broken = false;
  beforeDelete: () => Promise<void> = () => Promise.resolve();
  keys = () => Promise.resolve([...this.entries.keys()]);
  get = (key: string) => Promise.resolve(this.entries.get(key));
  store = (key: string, value: string) => {
    if (this.broken) return Promise.reject(new Error('no keyring'));
    this.entries.set(key, value);
    return Promise.resolve();
  };
  delete = async (key: string) => {
    await this.beforeDelete();
    this.entries.delete(key);
  };
}

const start: RunStart = {
  action: 'provision',
  files: ['trunks.yaml'],
  trunks: 2,
  pbxes: [{ name: 'hq', url: 'http://192.0.2.1:9011' }],
  request: { uris: ['file:///trunks.yaml'], update: true },
};
const added = (trunkname: string): TrunkOutcome => ({ pbx: 'hq', trunkname, outcome: 'added' });
const comparison: Comparison = {
  compared: true,
  listed: [],
  unlisted: [],
  trunks: [
    { trunk: registerTrunk('a'), action: 'add', fields: [] },
    {
      trunk: registerTrunk('b'),
      action: 'update',
      fields: ['password'],
      existing: { ...registerTrunk('b'), id: '7', password: `${plantedPassword}-old` },
    },
    { trunk: registerTrunk('c'), action: 'none', fields: [], existing: registerTrunk('c') },
  ],
};

describe('the journal', () => {
  let folder: string;
  let secrets: Secrets;
  let faults: unknown[];
  const journal = () => new Journal(join(folder, 'runs'), secrets, (fault) => faults.push(fault));
  const files = () => readdir(join(folder, 'runs'));
  const textOf = async (name: string) => readFile(join(folder, 'runs', name), 'utf8');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pbx-journal-'));
    secrets = new Secrets();
    faults = [];
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
    assert.deepEqual(faults, []);
  });

  it('knows nothing before the first run', async () => {
    assert.equal(await journal().last(), undefined);
    await writeFile(join(folder, 'runs'), '').then(() => rm(join(folder, 'runs')));
  });

  it('tells of the end of each run once it is written down', async () => {
    const seen: Promise<unknown>[] = [];
    const telling = new Journal(join(folder, 'runs'), secrets, (fault) => faults.push(fault), {
      began: () => undefined,
      ended: () => seen.push(journal().last()),
    });
    const recording = await telling.begin(start);
    assert.equal(seen.length, 0);
    await recording.end({ outcomes: [added('a')], cancelled: false });
    const run = (await seen[0]) as Awaited<ReturnType<Journal['last']>>;
    assert.deepEqual([seen.length, run?.parts[0]?.outcomes.length], [1, 1]);
    assert.ok(run?.parts[0]?.endedAt !== undefined);
  });

  it('has what happened so far when the window crashes, and the next window finds it', async () => {
    const recording = await journal().begin(start);
    await recording.onCompared('hq', comparison);
    recording.onStart('hq', 'a');
    recording.onOutcome(added('a'));
    await recording.settled();

    const later = journal();
    const run = await later.last();
    assert.ok(run);
    const [part] = run.parts;
    assert.ok(part && stoppedShort(part));
    assert.equal(part.endedAt, undefined);
    assert.equal(part.outcomes.length, 1);
    assert.equal(typeof part.outcomes[0]?.milliseconds, 'number');
    const [kept] = await later.kept(run, 'hq');
    assert.deepEqual(
      kept?.map(({ sent, before }) => [sent.trunkname, before?.id]),
      [
        ['a', undefined],
        ['b', '7'],
      ],
    );
  });

  it('takes the later word for a trunk, and tells the end', async () => {
    const recording = await journal().begin(start);
    recording.onStart('hq', 'a');
    const outcome = added('a');
    recording.onOutcome(outcome);
    outcome.message = 'registered in 3 s';
    const part = await recording.end({ outcomes: [outcome], cancelled: false });
    const run = await journal().last();
    assert.deepEqual(run?.parts, [part]);
    assert.equal(part.outcomes[0]?.message, 'registered in 3 s');
    assert.ok(!stoppedShort(part));
  });

  it('keeps passwords in the secret storage only', async () => {
    const recording = await journal().begin(start);
    await recording.onCompared('hq', comparison);
    // Whatever else an outcome might carry is not written.
    recording.onOutcome({ ...added('a'), password: plantedPassword } as TrunkOutcome);
    await recording.end({ outcomes: [added('b')], cancelled: false });
    for (const name of await files()) assert.ok(!(await textOf(name)).includes(plantedPassword));
    const run = await journal().last();
    assert.ok(run);
    assert.ok(JSON.stringify(await journal().kept(run, 'hq')).includes(plantedPassword));
    secrets.entries.clear();
    assert.deepEqual(await journal().kept(run, 'hq'), [[]]);
  });

  it('is replaced by the next run, its secrets too', async () => {
    const one = await journal().begin(start);
    await one.onCompared('hq', comparison);
    secrets.entries.set('credential:x', 'stays');
    await one.end({ outcomes: [], cancelled: false });
    const two = await journal().begin(start);
    await two.end({ outcomes: [], cancelled: false });
    assert.deepEqual([...secrets.entries.keys()], ['credential:x']);
    assert.equal((await files()).length, 1);
    assert.equal((await journal().last())?.id, two.id);
  });

  it('is replaced under its lock, so that no other window goes on with it meanwhile', async () => {
    const one = await journal().begin(start);
    await one.onCompared('hq', comparison);
    await one.end({ outcomes: [], cancelled: false });
    const wasLocked: boolean[] = [];
    secrets.beforeDelete = async () => {
      wasLocked.push(await journal().isUnderWayElsewhere(one));
    };
    const two = await journal().begin(start);
    await two.end({ outcomes: [], cancelled: false });
    assert.deepEqual(wasLocked, [true]);
    assert.deepEqual(await files(), [`${two.id}.jsonl`]);
  });

  it('belongs to the run that began last, also when an earlier one of another window goes on', async () => {
    const first = journal();
    const id = await first.newId();
    const two = await first.whileUnderWay(id, async () => {
      const one = await first.begin(start, id);
      await one.onCompared('hq', comparison);
      const other = await journal().begin(start);
      await other.end({ outcomes: [], cancelled: false });
      // The run of the other window has ended, and has taken nothing away from this one.
      one.onOutcome(added('a'));
      await one.end({ outcomes: [], cancelled: false });
      assert.match(await textOf(`${id}.jsonl`), /"event":"start".*"event":"outcome".*"event":"end"/s);
      assert.equal([...secrets.entries.keys()].filter((key) => key.includes(id)).length, 1);
      return other;
    });
    const last = await journal().last();
    assert.equal(last?.id, two.id);
    assert.deepEqual(last.parts[0]?.outcomes, []);
    const three = await journal().begin(start);
    await three.end({ outcomes: [], cancelled: false });
    assert.deepEqual(await files(), [`${three.id}.jsonl`]);
    assert.deepEqual([...secrets.entries.keys()], []);
  });

  it('is not taken away by a second run of the same window either', async () => {
    const own = journal();
    const [one, two] = [await own.newId(), await own.newId()];
    await own.whileUnderWay(one, async () => {
      const first = await own.begin(start, one);
      const second = await own.whileUnderWay(two, () => own.begin(start, two));
      await second.end({ outcomes: [], cancelled: false });
      await first.end({ outcomes: [], cancelled: false });
      assert.deepEqual((await files()).filter((name) => name.endsWith('.jsonl')).sort(), [
        ...[`${one}.jsonl`, `${two}.jsonl`].sort(),
      ]);
    });
  });

  it('knows the last run whatever the clock says', async () => {
    await mkdir(join(folder, 'runs'));
    // One that an earlier version kept, when the clock was years ahead.
    const ahead = `${(Date.now() + 1e11).toString().padStart(15, '0')}-00000000`;
    await writeFile(join(folder, 'runs', `${ahead}.jsonl`), '');
    const recording = await journal().begin(start);
    assert.equal((await journal().last())?.id, recording.id);
    await recording.end({ outcomes: [], cancelled: false });
  });

  it('goes on after a line that a crash cut off', async () => {
    const one = await journal().begin(start);
    one.onOutcome(added('a'));
    await one.settled();
    await appendFile(join(folder, 'runs', `${one.id}.jsonl`), '\n{"event":"outcome","pbx":"h');
    const run = await journal().last();
    assert.ok(run);
    const two = await journal().resume(run, { ...start, action: 'continue' });
    await two.end({ outcomes: [added('b')], cancelled: true });
    const parts = (await journal().last())?.parts;
    assert.deepEqual(
      parts?.map(({ action, outcomes, cancelled }) => [action, outcomes.length, cancelled]),
      [
        ['provision', 1, false],
        ['continue', 1, true],
      ],
    );
  });

  it('says why nothing may be updated when the old values cannot be kept', async () => {
    secrets.broken = true;
    const recording = await journal().begin(start);
    assert.match((await recording.onCompared('hq', comparison)) ?? '', /could not be kept/);
    assert.equal(faults.splice(0).length, 1);
  });

  it('lets the run go on when the disk is full or the folder cannot be made', async () => {
    await writeFile(join(folder, 'runs'), 'a file in its place');
    const own = journal();
    const recording = await own.begin(start);
    recording.onOutcome(added('a'));
    const part = await recording.end({ outcomes: [added('a')], cancelled: false });
    assert.equal(part.outcomes.length, 1);
    assert.equal(own.busy, false);
    assert.ok(faults.splice(0).length > 0);
  });

  it('takes a run of 10,000 trunks', async () => {
    const recording = await journal().begin(start);
    for (let index = 0; index < 10_000; index += 1) recording.onOutcome(added(`trunk-${index}`));
    await recording.end({ outcomes: [], cancelled: false });
    assert.equal((await journal().last())?.parts[0]?.outcomes.length, 10_000);
  });
});
