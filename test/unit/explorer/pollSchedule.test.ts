import assert from 'node:assert/strict';
import { PollSchedule, type PollResult } from '../../../src/ui/explorer/pollSchedule.ts';
import { FakeClock } from '../../support/fakeClock.ts';

describe('the schedule of the live status', () => {
  let clock: FakeClock;
  let asked: { name: string; at: number }[];
  let answer: (name: string) => PollResult | Promise<PollResult>;
  let schedule: PollSchedule;
  const times = (name: string) => asked.filter((one) => one.name === name).map(({ at }) => at);

  beforeEach(() => {
    clock = new FakeClock();
    asked = [];
    answer = () => 'settled';
    schedule = new PollSchedule(async (name) => {
      asked.push({ name, at: clock.now() });
      return await answer(name);
    }, clock);
    schedule.setInterval(30_000);
    schedule.setActive(true);
  });

  it('asks once per interval', async () => {
    schedule.keep('hq', false);
    await clock.pass(95_000);
    assert.deepEqual(times('hq'), [30_000, 60_000, 90_000]);
  });

  it('asks a PBX that was not asked yet at once, and then once per interval', async () => {
    schedule.begin('hq');
    await clock.pass(65_000);
    assert.deepEqual(times('hq'), [0, 30_000, 60_000]);
  });

  it('asks none by itself where the interval is switched off', async () => {
    schedule.setInterval(undefined);
    schedule.begin('hq');
    await clock.pass(100_000);
    assert.deepEqual(asked, []);
  });

  it('leaves no timer while nobody looks, and asks at once afterwards when it is due', async () => {
    schedule.keep('hq', false);
    schedule.setActive(false);
    assert.equal(clock.timers, 0);
    await clock.pass(100_000);
    assert.deepEqual(asked, []);
    schedule.setActive(true);
    await clock.pass(0);
    assert.deepEqual(times('hq'), [100_000]);
    schedule.setActive(false);
    assert.equal(clock.timers, 0);
  });

  it('does not ask a PBX that has not answered yet, and lets it hold up no other', async () => {
    answer = (name) => (name === 'hangs' ? new Promise<PollResult>(() => undefined) : 'settled');
    for (const name of ['hangs', 'hq']) schedule.keep(name, false);
    await clock.pass(95_000);
    assert.deepEqual(times('hangs'), [30_000]);
    assert.equal(times('hq').length, 3);
  });

  it('asks a PBX that does not answer ever less often, up to some minutes, and as before once it answers', async () => {
    answer = () => 'unreachable';
    schedule.keep('hq', false);
    await clock.pass(2_000_000);
    const pauses = times('hq').map((at, index, all) => at - (all[index - 1] ?? 0));
    for (const [index, pause] of pauses.entries()) assert.ok(pause >= (pauses[index - 1] ?? 0));
    assert.ok(Math.max(...pauses) <= 300_000 && pauses.length < 15 && pauses.length > 5, String(pauses));
    answer = () => 'settled';
    await clock.pass(300_000);
    asked = [];
    await clock.pass(300_000);
    assert.equal(times('hq').length, 10);
  });

  it('follows a PBX more closely until its trunks have registered', async () => {
    answer = () => (asked.length < 4 ? 'registering' : 'settled');
    schedule.follow('hq');
    schedule.keep('hq', false);
    await clock.pass(29_000);
    assert.equal(asked.length, 4);
    assert.equal(schedule.follows('hq'), false);
  });

  it('takes a new interval at once, and none for off', async () => {
    schedule.keep('hq', false);
    schedule.setInterval(5_000);
    await clock.pass(11_000);
    assert.deepEqual(times('hq'), [5_000, 10_000]);
    schedule.setInterval(undefined);
    assert.equal(clock.timers, 0);
  });

  it('does not ask 500 PBXes in one moment, and each of them once', async () => {
    const names = Array.from({ length: 500 }, (_, index) => `branch-${index.toString()}`);
    for (const name of names) schedule.keep(name, false);
    await clock.pass(59_000);
    const perMoment = new Map<number, number>();
    for (const { at } of asked) perMoment.set(at, (perMoment.get(at) ?? 0) + 1);
    assert.ok(Math.max(...perMoment.values()) <= 10);
    assert.equal(new Set(asked.map(({ name }) => name)).size, 500);
    for (const name of names) assert.equal(times(name).length, 1);
  });

  it('asks a dropped PBX no more', async () => {
    schedule.keep('hq', false);
    schedule.drop('hq');
    assert.equal(clock.timers, 0);
    await clock.pass(100_000);
    assert.deepEqual(asked, []);
  });
});
