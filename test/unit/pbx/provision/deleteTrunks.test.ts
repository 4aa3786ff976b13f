import assert from 'node:assert/strict';
import type { Trunk } from '../../../../src/core/trunk.ts';
import type { Fault } from '../../../../src/demo/fault.ts';
import type { DemoRequest } from '../../../../src/demo/request.ts';
import { startDemoPbx, type DemoPbx } from '../../../../src/demo/server.ts';
import type { Pbx } from '../../../../src/pbx/pbx.ts';
import { deleteTrunks, type DeleteOptions } from '../../../../src/pbx/provision/deleteTrunks.ts';
import { earlierTrunk } from '../../../../src/pbx/provision/restoration.ts';
import { Queue } from '../../../../src/pbx/locks/queue.ts';
import { assertNoSecret, clientOf, plantedPassword, registerTrunk } from '../../../support/pbxClient.ts';

describe('deleting trunks', () => {
  let demo: DemoPbx;
  let client: Pbx;
  let requests: DemoRequest[];
  let intercept: (request: DemoRequest) => Fault | undefined;
  let added: Trunk | undefined;

  const start = async (names: string[], connection: object) => {
    demo = await startDemoPbx({
      password: plantedPassword,
      otherTrunks: [],
      trunks: names.map((name) => ({ ...registerTrunk(name), domain: 'd', fromuser: '' })),
      observe: (request) => requests.push(request),
      intercept: (request) => intercept(request),
    });
    client = clientOf(demo.url, { connection });
  };
  const removeWith = async (options: DeleteOptions, ...names: string[]) => {
    const outcomes = await deleteTrunks(client, names, { backoff: () => 1, ...options });
    assertNoSecret(JSON.stringify(outcomes));
    return outcomes;
  };
  const remove = async (...names: string[]) => (await removeWith({}, ...names)).map(({ outcome }) => outcome);
  const onPbx = () => demo.trunks.all().map(({ trunkname }) => trunkname);
  const count = (endpoint: string) => requests.filter((request) => request.endpoint === endpoint).length;

  beforeEach(() => {
    added = undefined;
    requests = [];
    intercept = () => undefined;
  });
  afterEach(async () => {
    await client.close();
    await demo.stop();
  });

  for (const connection of [{}, { format: 'xml' }, { apiVersion: 'v1.1.0' }] as const) {
    const words = JSON.stringify(connection);

    it(`deletes what is there and leaves the rest: ${words}`, async () => {
      await start(['a', 'b', 'c'], connection);
      assert.deepEqual(await remove('a', 'gone', 'c'), ['deleted', 'unchanged', 'deleted']);
      assert.deepEqual(onPbx(), ['b']);
      assert.equal(count('siptrunk/delete'), 2);
    });

    it(`never sends a name that could mean several trunks: ${words}`, async () => {
      await start(['a', 'b'], connection);
      const invisible = ['', ' ', '\t', '\u00a0', '\u200b', '\u0000', '\ufeff'];
      const cores = ['all', 'ALL', 'All', '', ',', 'a,b', 'a,'];
      const names = cores.flatMap((core) =>
        invisible.flatMap((before) => invisible.map((after) => before + core + after)),
      );
      const outcomes = await remove(...names);
      assert.ok(outcomes.every((outcome) => outcome === 'failed'));
      assert.equal(requests.length, 0);
      assert.deepEqual(onPbx(), ['a', 'b']);
    });

    it(`asks what became of a delete whose answer is lost: ${words}`, async () => {
      await start(['a', 'b'], connection);
      let lost = false;
      intercept = ({ endpoint }) => {
        if (endpoint !== 'siptrunk/delete' || lost) return undefined;
        lost = true;
        return { kind: 'reset', when: 'after' };
      };
      assert.deepEqual(await remove('a'), ['deleted']);
      assert.deepEqual(onPbx(), ['b']);
      assert.equal(count('siptrunk/delete'), 1);
    });
  }

  it('sends nothing where a box that trims or ignores case could hit another trunk', async () => {
    await start(['x', 'X', 'y'], {});
    assert.deepEqual(await remove('x', 'y', 'X'), ['failed', 'deleted', 'failed']);
    assert.deepEqual(onPbx(), ['x', 'X']);
  });

  for (const [what, one, other] of [
    ['a space at its end', 'ab', 'ab '],
    ['another kind of space', 'a b', 'a\u00a0b'],
    ['one space more', 'a b', 'a  b'],
    ['a control character', 'ab', 'a\u0001b'],
    ['a mark that nobody sees', 'ab', 'a\u034fb'],
    ['letters of full width', 'ab', 'ａｂ'],
  ] as const) {
    it(`sends nothing where a box could take a name for another with ${what}`, async () => {
      await start([one, other, 'y'], {});
      assert.deepEqual(await remove(one, 'y'), ['failed', 'deleted']);
      assert.deepEqual(onPbx(), [one, other]);
    });
  }

  for (const connection of [{}, { format: 'xml' }, { apiVersion: 'v1.1.0' }] as const) {
    it(`hands out what it deletes, enough to add it again: ${JSON.stringify(connection)}`, async () => {
      await start(['a', 'b'], connection);
      const before = demo.trunks.find('a');
      const found: string[] = [];
      const outcomes = await removeWith(
        {
          onFound: (trunk) => {
            assert.ok(demo.trunks.find(trunk.trunkname), 'It is told before it is deleted.');
            const earlier = earlierTrunk(trunk);
            assert.ok('trunk' in earlier);
            found.push(earlier.trunk.trunkname);
            if (trunk.trunkname === 'a') added = earlier.trunk;
          },
        },
        'a',
        'gone',
        'all',
        'a',
      );
      assert.deepEqual(found, ['a']);
      assert.deepEqual(
        outcomes.map(({ trunkname, outcome }) => `${trunkname} ${outcome}`),
        ['a deleted', 'gone unchanged', 'all failed'],
      );
      assert.ok(added);
      await client.add(added);
      const after = demo.trunks.find('a');
      assert.deepEqual({ ...after, id: '', since: 0 }, { ...before, id: '', since: 0 });
    });
  }

  it('sends nothing to a PBX that cannot list its trunks', async () => {
    await start(['a'], {});
    intercept = ({ endpoint }) =>
      endpoint === 'siptrunk/query' ? { kind: 'errno', errno: '10003' } : undefined;
    const [outcome] = await removeWith({}, 'a');
    assert.equal(outcome?.outcome, 'failed');
    assert.match(outcome.message ?? '', /hq cannot list its trunks/);
    assert.equal(count('siptrunk/delete'), 0);
  });

  it('goes on after an apply that was too frequent, and applies once at the end', async () => {
    await start(['a', 'b', 'c'], { apiVersion: 'v1.1.0' });
    let busy = 0;
    intercept = ({ endpoint }) => {
      if (endpoint !== 'siptrunk/delete' || count('siptrunk/delete') !== 2) return undefined;
      busy += 1;
      return { kind: 'errno', errno: '10025' };
    };
    assert.deepEqual(await remove('a', 'b', 'c'), ['deleted', 'deleted', 'deleted']);
    assert.deepEqual([busy, count('apply')], [1, 1]);
    assert.deepEqual(onPbx(), []);
  });

  it('says so when what is deleted could not be applied', async () => {
    await start(['a'], { apiVersion: 'v1.1.0' });
    let busy = true;
    intercept = ({ endpoint }) => {
      if (endpoint === 'apply') return { kind: 'errno', errno: '30001' };
      if (endpoint !== 'siptrunk/delete' || !busy) return undefined;
      busy = false;
      return { kind: 'errno', errno: '10025' };
    };
    const [outcome] = await removeWith({}, 'a');
    assert.equal(outcome?.outcome, 'deleted');
    assert.match(outcome.message ?? '', /not applied yet/);
  });

  it('waits for the delete under way when it is cancelled, and sends no other', async () => {
    await start(['a', 'b', 'c'], {});
    const stop = new AbortController();
    intercept = ({ endpoint }) => {
      if (endpoint === 'siptrunk/delete') stop.abort();
      return undefined;
    };
    const outcomes = await removeWith({ signal: stop.signal }, 'a', 'b', 'c');
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome),
      ['deleted', 'skipped', 'skipped'],
    );
    assert.deepEqual(onPbx(), ['b', 'c']);
  });

  it('asks and sends nothing for a deletion that is cancelled while it waits for another run', async () => {
    await start(['a'], {});
    const writes = new Queue();
    let release: (() => void) | undefined;
    const other = writes.run(() => new Promise<void>((resolve) => (release = resolve)));
    await client.close();
    client = clientOf(demo.url, { writes });
    const stop = new AbortController();
    const waiting = removeWith({ signal: stop.signal }, 'a');
    // Whoever does not wait has signed in by the time another client has.
    const another = clientOf(demo.url);
    await another.trunks();
    await another.close();
    stop.abort();
    assert.equal((await waiting)[0]?.outcome, 'skipped');
    assert.equal(count('login'), 1);
    release?.();
    await other;
  });

  it('ends at once when it is cancelled while the PBX is asked', async () => {
    await start(['a'], {});
    await client.close();
    client = clientOf(demo.url, { credential: { token: 't' }, timeoutMs: 600_000 });
    const stop = new AbortController();
    intercept = () => {
      stop.abort();
      return { kind: 'hang', when: 'before' };
    };
    assert.equal((await removeWith({ signal: stop.signal }, 'a'))[0]?.outcome, 'skipped');
  });

  it('says for each trunk that nobody is signed in', async () => {
    await start(['a', 'b'], {});
    await client.close();
    client = clientOf(demo.url, { credential: undefined });
    assert.deepEqual(await remove('a', 'b'), ['failed', 'failed']);
    assert.equal(count('siptrunk/delete'), 0);
  });
});
