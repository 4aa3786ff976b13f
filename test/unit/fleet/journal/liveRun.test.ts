import assert from 'node:assert/strict';
import { LiveRun } from '../../../../src/fleet/journal/liveRun.ts';
import { FakeClock } from '../../../support/fakeClock.ts';

const about = {
  action: 'provision',
  startedAt: '2026-01-02T03:04:05.000Z',
  cancelled: false,
  files: [],
  trunks: 3,
  pbxes: [{ name: 'hq', url: 'http://192.0.2.1' }],
} as const;
const trunk = (trunkname: string) => ({ pbx: 'hq', trunkname });
const added = (trunkname: string) => ({ ...trunk(trunkname), outcome: 'added' as const });

function begin() {
  const clock = new FakeClock();
  const stop = new AbortController();
  const live = new LiveRun(
    { run: 'r', index: 0 },
    { ...about, files: [], pbxes: [...about.pbxes] },
    ['a', 'b', 'c'].map(trunk),
    { signal: stop.signal },
    clock,
  );
  const told: string[] = [];
  const listening = live.onDidChange(() => told.push(live.rows.map(({ outcome }) => outcome).join(' ')));
  return { clock, stop, live, told, listening };
}

describe('a run that is watched', () => {
  it('has every trunk from the beginning, and tells of each step', async () => {
    const { clock, live, told } = begin();
    assert.deepEqual(
      live.rows.map(({ outcome }) => outcome),
      ['waiting', 'waiting', 'waiting'],
    );
    live.started(trunk('b'));
    await clock.pass(200);
    live.outcome(added('b'));
    assert.deepEqual(told, ['waiting underWay waiting', 'waiting added waiting']);
    assert.deepEqual([...live.ended.keys()], [1]);
    assert.deepEqual(live.part.outcomes, [added('b')]);
  });

  it('tells of many steps at a time once, a little later', async () => {
    const { clock, live, told } = begin();
    live.outcome(added('a'));
    live.outcome(added('b'));
    live.outcome(added('c'));
    assert.equal(told.length, 1);
    await clock.pass(199);
    assert.equal(told.length, 1);
    await clock.pass(1);
    assert.deepEqual(told.slice(1), ['added added added']);
    await clock.pass(10_000);
    assert.equal(told.length, 2);
  });

  it('makes another row of one that changes, and leaves the others', () => {
    const { live } = begin();
    const before = [...live.rows];
    live.outcome(added('b'));
    assert.deepEqual(
      live.rows.map((row, place) => row === before[place]),
      [true, false, true],
    );
  });

  it('tells that it stops', () => {
    const { stop, told } = begin();
    stop.abort();
    assert.equal(told.length, 1);
  });

  it('goes on when nobody looks any more', async () => {
    const { clock, live, told, listening } = begin();
    listening.dispose();
    live.outcome(added('a'));
    await clock.pass(1000);
    assert.deepEqual(told, []);
    assert.equal(live.ended.size, 1);
  });

  it('leaves no timer behind, and tells nobody of anything after its end', async () => {
    const { clock, stop, live, told } = begin();
    live.outcome(added('a'));
    live.outcome(added('b'));
    assert.equal(clock.timers, 1);
    live.end();
    assert.equal(clock.timers, 0);
    stop.abort();
    await clock.pass(1000);
    assert.equal(told.length, 1);
  });
});
