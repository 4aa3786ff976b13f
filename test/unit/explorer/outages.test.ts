import assert from 'node:assert/strict';
import { Outages } from '../../../src/ui/explorer/outages.ts';
import type { TrunkKey } from '../../../src/core/trunkKey.ts';
import { FakeClock } from '../../support/fakeClock.ts';

describe('trunks that fall', () => {
  let clock: FakeClock;
  let told: string[][];
  let outages: Outages;
  const minute = 60_000;

  beforeEach(() => {
    clock = new FakeClock();
    told = [];
    outages = new Outages((failed: TrunkKey[]) => {
      told.push(failed.map(({ pbx, trunkname }) => `${pbx}/${trunkname}`));
    }, clock);
  });
  /** Observes the statuses of one PBX, `a` first. */
  const see = (...statuses: (string | undefined)[]) => {
    outages.observe(
      'hq',
      statuses.map((status, index) => ({ trunkname: 'abc'.charAt(index), status })),
      false,
    );
  };

  it('are told once, not with each poll', async () => {
    see('Registered');
    for (let poll = 0; poll < 5; poll += 1) {
      see('Failure');
      await clock.pass(30_000);
    }
    assert.deepEqual(told, [['hq/a']]);
  });

  it('are told in any case of the letters, with a remark, and by way of Registering and Unknown', async () => {
    see('registered (unmonitored)');
    see('REGISTERING');
    see(undefined);
    see('failure');
    await clock.pass(minute);
    assert.deepEqual(told, [['hq/a']]);
  });

  it('are not told when they never were registered, were disabled, or came back in time', async () => {
    see('Failure', 'Registered', 'Registered');
    see('Failure', 'Disable', 'Failure');
    see('Failure', 'Failure', 'Registered');
    await clock.pass(minute);
    assert.deepEqual(told, []);
  });

  it('are summed up when they fall together, on several PBXes too', async () => {
    see('Registered', 'Registered');
    outages.observe('lab', [{ trunkname: 'x', status: 'Registered' }], false);
    see('Failure', 'Failure');
    outages.observe('lab', [{ trunkname: 'x', status: 'Failure' }], false);
    await clock.pass(minute);
    assert.deepEqual(told, [['hq/a', 'hq/b', 'lab/x']]);
  });

  it('are told anew after a while, but not while they flap', async () => {
    for (let time = 0; time < 8; time += 1) {
      see('Registered');
      see('Failure');
      await clock.pass(30_000);
    }
    assert.equal(told.length, 1);
    await clock.pass(5 * minute);
    see('Registered');
    see('Failure');
    await clock.pass(minute);
    assert.equal(told.length, 2);
  });

  it('are not told when it was this window that changed or deleted them', async () => {
    see('Registered', 'Registered');
    outages.observe('hq', [{ trunkname: 'a', status: 'Failure' }], true);
    see('Failure');
    see('Failure', 'Failure');
    await clock.pass(minute);
    assert.deepEqual(told, []);
  });

  it('are forgotten with their PBX, and no timer stays', () => {
    see('Registered');
    see('Failure');
    outages.dispose();
    assert.equal(clock.timers, 0);
  });
});
