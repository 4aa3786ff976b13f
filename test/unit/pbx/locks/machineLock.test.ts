import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  utimesSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Intercept } from '../../../../src/demo/fault.ts';
import type { DemoRequest } from '../../../../src/demo/request.ts';
import { startDemoPbx, type DemoPbx } from '../../../../src/demo/server.ts';
import { systemClock } from '../../../../src/pbx/clock.ts';
import { BoxLock } from '../../../../src/pbx/locks/boxLock.ts';
import { MachineLock, type LockTiming } from '../../../../src/pbx/locks/machineLock.ts';
import { provisionPbx } from '../../../../src/pbx/provision/provisionPbx.ts';
import { writeQueue } from '../../../../src/pbx/locks/writeQueue.ts';
import { temporaryFolder } from '../../../process.mjs';
import { clientOf, plantedPassword, registerTrunk } from '../../../support/pbxClient.ts';
import { SkippingClock } from '../../../support/skippingClock.ts';
import { untilTrue } from '../../../support/untilTrue.ts';
import { buildWindow, Window } from '../../../support/window.ts';

const name = 'http://127.0.0.1:9011';
/** Everything a hundred times faster, but for a machine that stands still for a moment. */
const fast: LockTiming = { showLifeEvery: 20, lookEvery: 2, abandonedAfter: 400 };
/** Where a lock without a sign of life stays its holder's for ever. */
const patient: LockTiming = { ...fast, abandonedAfter: Infinity };

/** The system's clock, which counts how often somebody has begun to wait. */
function countingClock() {
  const clock = {
    ...systemClock,
    waits: 0,
    setTimeout: (run: () => void, ms: number) => {
      clock.waits += 1;
      return systemClock.setTimeout(run, ms);
    },
  };
  return clock;
}

/** What stands in the locks of processes that have their numbers in the same place as this one. */
const here = `${hostname()} ${process.platform === 'linux' ? readlinkSync('/proc/self/ns/pid') : ''}`;

const unexpected = (words: string) => {
  throw new Error(words);
};

describe('the lock of the machine', () => {
  let folder: string;
  let remove: () => void;
  beforeEach(() => {
    ({ folder, remove } = temporaryFolder('pbx-lock-'));
  });
  afterEach(() => {
    remove();
  });

  const files = () => readdirSync(folder);
  /** The lock file of {@link name}, found by taking the lock. */
  const lockFile = async () => {
    const found = await new MachineLock(folder).run(name, () => Promise.resolve(files()));
    assert.equal(found.length, 1);
    assert.deepEqual(files(), []);
    return join(folder, found[0] ?? '');
  };
  const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid;

  /** Counts how many are inside at once. */
  const crowd = () => {
    const seen = { inside: 0, most: 0, total: 0 };
    const enter = async () => {
      seen.inside += 1;
      seen.total += 1;
      seen.most = Math.max(seen.most, seen.inside);
      // Long enough for others to come in, if they could.
      await readdir(folder);
      seen.inside -= 1;
    };
    return { seen, enter };
  };

  it('knows whether somebody else holds it, by a sign of life and not by a clock', async () => {
    const lock = new MachineLock(folder, fast);
    const file = await lockFile();
    assert.equal(await lock.isHeldElsewhere(name), false);
    await new MachineLock(folder, fast).run(name, async () => {
      assert.equal(await lock.isHeldElsewhere(name), true);
      assert.equal(await lock.isHeldElsewhere(`${name}1`), false);
      // The clock was set back by years: its next sign of life is older than the last.
      const life = setInterval(() => {
        utimesSync(file, years, (years -= 1));
      }, 5);
      let years = 1_000_000_000;
      assert.equal(await lock.isHeldElsewhere(name), true);
      clearInterval(life);
    });
    assert.equal(await lock.run(name, () => lock.isHeldElsewhere(name)), false);
    writeFileSync(file, `${deadPid().toString()} mark ${here}`);
    assert.equal(await new MachineLock(folder, patient).isHeldElsewhere(name), false);
  });

  it('knows that a process of the same number as its dead holder does not hold it', async () => {
    writeFileSync(await lockFile(), `${process.ppid.toString()} mark`);
    const clock = new SkippingClock();
    assert.equal(await new MachineLock(folder, fast, clock).isHeldElsewhere(name), false);
    assert.equal(clock.now(), fast.abandonedAfter);
  });

  it('lets one in at a time, however many want to, and leaves nothing behind', async () => {
    const { seen, enter } = crowd();
    const locks = Array.from({ length: 20 }, () => new MachineLock(folder, fast));
    await Promise.all(locks.map((lock) => lock.run(name, enter)));
    assert.deepEqual(seen, { inside: 0, most: 1, total: 20 });
    assert.deepEqual(files(), []);
  });

  it('hands over what the task returns or throws, and is free afterwards', async () => {
    const lock = new MachineLock(folder);
    assert.equal(await lock.run(name, () => Promise.resolve('done')), 'done');
    await assert.rejects(
      lock.run(name, () => Promise.reject(new Error('a defect'))),
      /a defect/,
    );
    assert.equal(await lock.run(name, () => Promise.resolve('again')), 'again');
    assert.deepEqual(files(), []);
  });

  it('does not wait for the lock of another PBX, whatever its name is made of', async () => {
    const lock = new MachineLock(folder);
    const names = [name, `${name}1`, '../x', 'a/b\\c:d*e?', 'ü'.repeat(500), ''];
    const inside = names.reduce(
      (inner: () => Promise<string[]>, one) => () => lock.run(one, inner),
      () => Promise.resolve(files()),
    );
    assert.equal((await inside()).length, names.length);
    assert.deepEqual(files(), []);
  });

  it('is a file that names no PBX, and its folder is made', async () => {
    const inner = join(folder, 'not', 'there', 'yet');
    await new MachineLock(inner).run(name, () => {
      const [file = '', ...others] = readdirSync(inner);
      assert.deepEqual(others, []);
      assert.match(file, /^[0-9a-f]{32}\.lock$/);
      const [pid, id = '', ...place] = readFileSync(join(inner, file), 'utf8').split(' ');
      assert.deepEqual([pid, place.join(' ')], [String(process.pid), here]);
      assert.match(id, /^[-0-9a-f]{36}$/);
      return Promise.resolve();
    });
    assert.deepEqual(readdirSync(inner), []);
  });

  describe('that somebody has left', () => {
    it('by dying: is taken over at once', async () => {
      const file = await lockFile();
      writeFileSync(file, `${deadPid()} 123e4567-e89b-42d3-a456-426614174000 ${here}`);
      assert.equal(await new MachineLock(folder, patient).run(name, () => Promise.resolve('mine')), 'mine');
      assert.deepEqual(files(), []);
    });

    it('by dying: is taken over by one of many, never by two', async () => {
      const file = await lockFile();
      const pid = deadPid();
      for (let round = 0; round < 100; round += 1) {
        writeFileSync(file, `${pid} ${round} ${here}`);
        const { seen, enter } = crowd();
        await Promise.all(
          Array.from({ length: 8 }, async () => {
            // A race: only some rounds meet the moment in which one is at it and another one has just been.
            await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
            await new MachineLock(folder, fast).run(name, enter);
          }),
        );
        assert.deepEqual(seen, { inside: 0, most: 1, total: 8 }, `round ${round}`);
        assert.deepEqual(files(), []);
      }
    });

    it('by dying while it took over that of another dead one', async () => {
      const file = await lockFile();
      const pid = deadPid();
      const leave = () => {
        writeFileSync(file, `${pid} 1 ${here}`);
        utimesSync(file, 1_700_000_000, 1_700_000_000);
      };
      // What a taker writes beside the lock is its own affair, so one is watched at it.
      const claims = new Set<string>();
      const watcher = watch(folder, (_event, one) => {
        if (one !== null && join(folder, one) !== file) claims.add(join(folder, one));
      });
      const take = () => new MachineLock(folder, fast).run(name, () => readdir(folder));
      leave();
      await take();
      await untilTrue(() => claims.size > 0);
      watcher.close();
      for (const claim of claims) {
        leave();
        writeFileSync(claim, `${pid} 2 ${here}`);
        const { seen, enter } = crowd();
        const locks = Array.from({ length: 8 }, () => new MachineLock(folder, fast));
        await Promise.all(locks.map((lock) => lock.run(name, enter)));
        assert.deepEqual(seen, { inside: 0, most: 1, total: 8 });
        assert.deepEqual(files(), []);
      }
    });

    for (const content of [`${process.pid} of an earlier start`, '', 'no number', '-1 x', '0 x']) {
      it(`without a sign of life (${JSON.stringify(content.replace(/\d{2,}/, 'PID'))}): is taken over after a while`, async () => {
        writeFileSync(await lockFile(), content);
        const clock = new SkippingClock();
        await new MachineLock(folder, fast, clock).run(name, () => Promise.resolve());
        assert.equal(clock.now(), fast.abandonedAfter);
        assert.deepEqual(files(), []);
      });
    }

    for (const [where, place] of [
      ['on another computer', ` ${here.replace(hostname(), 'other')}`],
      ['in another container', ` ${hostname()} pid:[1]`],
      ['of an earlier version', ''],
    ] as const) {
      it(`${where}, whose number nobody has here: is taken over without a sign of life alone`, async () => {
        const file = await lockFile();
        const mark = `${deadPid()} mark${place}`;
        writeFileSync(file, mark);
        const life = setInterval(() => {
          utimesSync(file, years, (years += 1));
        }, 5);
        let years = 1_000_000_000;
        const isHeld = await new MachineLock(folder, fast).isHeldElsewhere(name);
        clearInterval(life);
        assert.ok(isHeld);
        const clock = new SkippingClock();
        await new MachineLock(folder, fast, clock).run(name, () => Promise.resolve());
        assert.equal(clock.now(), fast.abandonedAfter);
        assert.deepEqual(files(), []);
      });
    }

    it('is not taken from one that is only slow', async () => {
      const clock = countingClock();
      let ended = false;
      const first = new MachineLock(folder, fast).run(name, async () => {
        await untilTrue(() => clock.waits * fast.lookEvery > 2 * fast.abandonedAfter);
        ended = true;
      });
      await untilTrue(() => files().length === 1);
      await new MachineLock(folder, fast, clock).run(name, () => {
        assert.ok(ended);
        return Promise.resolve();
      });
      await first;
    });

    it('is not taken from one that slept together with the computer', async () => {
      // Its last sign of life is hours old, but it is alive, and its next one is due.
      const file = await lockFile();
      writeFileSync(file, `${process.pid} asleep`);
      utimesSync(file, 1_600_000_000, 1_600_000_000);
      const stop = new AbortController();
      const clock = countingClock();
      let ran = false;
      const waiting = new MachineLock(folder, patient, clock).run(
        name,
        () => {
          ran = true;
          return Promise.resolve();
        },
        stop.signal,
      );
      await untilTrue(() => clock.waits > 3);
      assert.equal(ran, false);
      stop.abort();
      await waiting;
      assert.ok(existsSync(file));
    });
  });

  describe('where no lock can be', () => {
    const runsWithout = async (path: string, lock = new MachineLock(path, patient)) => {
      assert.equal(await lock.run(name, () => Promise.resolve('done')), 'done');
    };

    it('runs without one: a file stands in the place of the folder', async () => {
      const path = join(folder, 'file');
      writeFileSync(path, 'x');
      await runsWithout(path);
      await runsWithout(join(path, 'below'));
      assert.equal(readFileSync(path, 'utf8'), 'x');
    });

    it('runs without one: a folder stands in the place of the file', async () => {
      const file = await lockFile();
      mkdirSync(file);
      await runsWithout(folder, new MachineLock(folder, fast, new SkippingClock()));
      assert.ok(existsSync(file));
    });

    it('runs without one: the folder cannot be written', async function () {
      // Nothing is forbidden to root, and folders of Windows have no such mode.
      if (process.platform === 'win32' || process.getuid?.() === 0) this.skip();
      chmodSync(folder, 0o500);
      await runsWithout(folder);
      await runsWithout(join(folder, 'below'));
      chmodSync(folder, 0o700);
    });

    it('does not fail the task when the folder goes away under it', async () => {
      await new MachineLock(folder, fast).run(name, async () => {
        rmSync(folder, { recursive: true });
        // It shows that it is still there meanwhile.
        await new Promise((resolve) => setTimeout(resolve, 3 * fast.showLifeEvery));
      });
      assert.equal(await new MachineLock(folder).run(name, () => Promise.resolve('again')), 'again');
    });

    it('leaves the lock alone that is another’s by now', async () => {
      const file = await lockFile();
      await new MachineLock(folder).run(name, () => {
        writeFileSync(file, `${process.pid} another`);
        return Promise.resolve();
      });
      assert.equal(readFileSync(file, 'utf8'), `${process.pid} another`);
    });
  });

  describe('when the waiting is cancelled', () => {
    it('runs at once without it, and leaves it to its holder', async () => {
      let release: () => void = () => undefined;
      const first = new MachineLock(folder).run(
        name,
        () => new Promise<void>((resolve) => (release = resolve)),
      );
      await untilTrue(() => files().length === 1);
      const stop = new AbortController();
      const clock = countingClock();
      const second = new MachineLock(folder, patient, clock).run(
        name,
        () => Promise.resolve(files().length),
        stop.signal,
      );
      await untilTrue(() => clock.waits > 0);
      stop.abort();
      assert.equal(await second, 1);
      assert.equal(files().length, 1);
      release();
      await first;
      assert.deepEqual(files(), []);
    });

    it('takes none when it is cancelled before it begins', async () => {
      const inside = await new MachineLock(folder).run(
        name,
        () => Promise.resolve(files()),
        AbortSignal.abort(),
      );
      assert.deepEqual(inside, []);
    });

    it('keeps the lock of a task that has begun', async () => {
      const stop = new AbortController();
      await new MachineLock(folder).run(
        name,
        async () => {
          stop.abort();
          await readdir(folder);
          assert.equal(files().length, 1);
        },
        stop.signal,
      );
      assert.deepEqual(files(), []);
    });
  });

  describe('across processes', () => {
    let program: string;
    let removeProgram: () => void;
    let demo: DemoPbx;
    let requests: DemoRequest[];
    let intercept: Intercept;
    let windows: Window[];

    before(async () => {
      const temporary = temporaryFolder('pbx-window-');
      removeProgram = temporary.remove;
      program = await buildWindow(temporary.folder);
    });
    after(() => {
      removeProgram();
    });
    beforeEach(async () => {
      requests = [];
      windows = [];
      intercept = () => undefined;
      demo = await startDemoPbx({
        password: plantedPassword,
        connection: 'keep-alive',
        observe: (request) => requests.push(request),
        intercept: (request) => intercept(request),
      });
    });
    afterEach(async () => {
      await Promise.all(windows.map((one) => one.kill()));
      await demo.stop();
    });

    /** @param hosts how each window writes the address of the PBX; as an IP address when nothing is said. */
    const open = async (works: string[][][], hosts: string[] = []) => {
      windows = await Promise.all(
        works.map((runs, index) => {
          const url = demo.url.replace('127.0.0.1', hosts[index] ?? '127.0.0.1');
          return Window.open(program, { url, folder, runs });
        }),
      );
      return windows;
    };
    const numbered = (count: number) => Array.from({ length: count }, (_, index) => `trunk-${index}`);
    const added = () =>
      requests
        .filter(({ endpoint }) => endpoint === 'siptrunk/add')
        .map(({ fields }) => fields?.get('trunkname') ?? '');
    const onPbx = () => demo.trunks.all().map(({ trunkname }) => trunkname);

    for (const [count, runs] of [
      [2, 3],
      [4, 2],
    ] as const) {
      it(`${count} windows that provision the same at once add each trunk once, and never work at the same time`, async () => {
        // Slow enough for the others to come in between, if they could.
        intercept = ({ endpoint }) =>
          endpoint.startsWith('siptrunk/') ? { kind: 'delay', ms: 5 } : undefined;
        const names = numbered(12);
        // Each window has its own order, and several runs that come one after the other.
        const works = Array.from({ length: count }, (_, index) =>
          Array.from({ length: runs }, (_, run) =>
            (index + run) % 2 === 0 ? names.slice(0, 8) : names.slice(4).reverse(),
          ),
        );
        const opened = await open(works);
        for (const one of opened) one.begin();
        const results = await Promise.all(opened.map((one) => one.result()));

        assert.deepEqual(added().sort(), [...names].sort());
        assert.deepEqual(onPbx().sort(), [...names].sort());
        const outcomes = results.flatMap((result) => result.outcomes.flat()).map(({ outcome }) => outcome);
        assert.equal(outcomes.length, count * runs * 8);
        assert.equal(outcomes.filter((one) => one === 'added').length, names.length);
        assert.equal(outcomes.filter((one) => one === 'unchanged').length, outcomes.length - names.length);

        const held = results.flatMap((result) => result.held).sort((a, b) => a.from - b.from);
        assert.equal(held.length, count * runs);
        for (const [index, { from }] of held.slice(1).entries()) {
          assert.ok(from >= (held[index]?.to ?? Infinity), JSON.stringify(held));
        }
        // As the PBX sees it: each run's requests follow one another without any of another window between them.
        const callers = requests
          .filter(({ endpoint }) => endpoint.startsWith('siptrunk/'))
          .map(({ endpoint, query }) => ({ endpoint, token: query.get('token') }));
        const changes = callers.filter(
          ({ endpoint, token }, index) =>
            endpoint !== 'siptrunk/query' && token !== callers[index - 1]?.token,
        );
        assert.deepEqual(changes, []);
        assert.deepEqual(files(), []);
      });
    }

    for (const hosts of [
      ['127.0.0.1', 'localhost'],
      ['LOCALHOST', 'localhost.'],
    ]) {
      it(`${hosts.join(' and ')} are one PBX: 8 adds for 8 names`, async () => {
        intercept = ({ endpoint }) =>
          endpoint.startsWith('siptrunk/') ? { kind: 'delay', ms: 5 } : undefined;
        const opened = await open([[numbered(8)], [numbered(8)]], hosts);
        for (const one of opened) one.begin();
        await Promise.all(opened.map((one) => one.result()));
        assert.deepEqual(added(), numbered(8));
      });
    }

    for (const when of ['before', 'after'] as const) {
      it(`a window that is killed in the middle of an add, ${when} its effect, blocks nobody`, async () => {
        intercept = ({ endpoint, fields }) =>
          endpoint === 'siptrunk/add' && fields?.get('trunkname') === 'trunk-2' && added().length === 3
            ? { kind: 'hang', when }
            : undefined;
        const [one] = await open([[numbered(5)]]);
        assert.ok(one);
        one.begin();
        await untilTrue(() => added().length === 3);
        assert.match(readFileSync(join(folder, files()[0] ?? ''), 'utf8'), new RegExp(`^${one.pid} `));

        const clock = countingClock();
        const lock = new BoxLock(new MachineLock(folder, patient, clock));
        const writes = writeQueue(demo.url, lock, unexpected);
        const pbx = clientOf(demo.url, { writes });
        const running = provisionPbx(
          pbx,
          numbered(5).map((trunkname) => registerTrunk(trunkname)),
          { backoff: () => 1 },
        );
        await untilTrue(() => clock.waits > 3);
        // It is still the other's turn.
        assert.equal(requests.filter(({ endpoint }) => endpoint === 'siptrunk/query').length, 1);
        await one.kill();
        const outcomes = await running;
        await pbx.close();
        assert.deepEqual(
          outcomes.map(({ outcome }) => outcome),
          ['unchanged', 'unchanged', when === 'after' ? 'unchanged' : 'added', 'added', 'added'],
        );
        assert.deepEqual(onPbx(), numbered(5));
        assert.equal(added().filter((trunkname) => trunkname === 'trunk-2').length, when === 'after' ? 1 : 2);
        assert.deepEqual(files(), []);
      });
    }

    it('a run that is cancelled while another window works sends nothing, and blocks no later one', async () => {
      let release: () => void = () => undefined;
      const released = new Promise<undefined>((resolve) => {
        release = () => {
          resolve(undefined);
        };
      });
      intercept = ({ endpoint }) => (endpoint === 'siptrunk/add' ? released : undefined);
      const [one] = await open([[['theirs']]]);
      assert.ok(one);
      one.begin();
      await untilTrue(() => added().length === 1);

      const clock = countingClock();
      const lock = new BoxLock(new MachineLock(folder, patient, clock));
      const writes = writeQueue(demo.url, lock, unexpected);
      const pbx = clientOf(demo.url, { writes });
      const stop = new AbortController();
      const order: string[] = [];
      const run = async (trunkname: string, signal?: AbortSignal) => {
        const outcomes = await provisionPbx(pbx, [registerTrunk(trunkname)], {
          backoff: () => 1,
          ...(signal && { signal }),
        });
        order.push(trunkname);
        return outcomes[0]?.outcome;
      };
      const cancelled = run('cancelled', stop.signal);
      const later = run('later');
      const last = run('last');
      await untilTrue(() => clock.waits > 0);
      const before = requests.length;
      stop.abort();
      assert.equal(await cancelled, 'skipped');
      assert.equal(requests.length, before);
      release();
      assert.deepEqual(await Promise.all([later, last]), ['added', 'added']);
      assert.deepEqual(order, ['cancelled', 'later', 'last']);
      await one.result();
      await pbx.close();
      assert.deepEqual(onPbx(), ['theirs', 'later', 'last']);
      assert.deepEqual(files(), []);
    });
  });
});
