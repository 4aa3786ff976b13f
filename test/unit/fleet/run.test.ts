import assert from 'node:assert/strict';
import type { Trunk } from '../../../src/core/trunk.ts';
import { askEachPbx } from '../../../src/fleet/eachPbx.ts';
import { provision, type ProvisionWork } from '../../../src/fleet/provision/provision.ts';
import { TestFleet } from '../../support/fleet.ts';
import { isWrite, kindsOf, namesOn, namesSent, short, untouched } from '../../support/fleetRuns.ts';
import type { ObservedPbx } from '../../support/observedPbx.ts';
import { untilTrue } from '../../support/untilTrue.ts';

const peer = (trunkname: string): Trunk => ({ trunkname, trunktype: 'peer', host: 'h', port: '5060' });
/** Each trunk for each PBX, the PBXes side by side. */
const workFor = (pbxes: string[], ...names: string[]): ProvisionWork[] =>
  names.flatMap((name) => pbxes.map((pbx) => ({ pbx, trunk: peer(name) })));

describe('a run over several PBXes', () => {
  let fleet: TestFleet;
  beforeEach(async () => {
    fleet = await TestFleet.create();
  });
  afterEach(() => fleet.end());

  it('works on several at a time, sends each one write after another, and keeps the order of the work', async () => {
    const addsMeanwhile: number[] = [];
    const fast = await fleet.start('fast');
    const slow: ObservedPbx = await fleet.start(
      'slow',
      {},
      {
        intercept: async ({ endpoint }) => {
          if (endpoint !== 'siptrunk/add' || addsMeanwhile.length > 0) return undefined;
          // Its first add is not answered before the other PBX has everything.
          await untilTrue(() => fast.trunks.all().length === 3);
          addsMeanwhile.push(slow.count('siptrunk/add'));
          return undefined;
        },
      },
    );
    const { outcomes, cancelled } = await provision(fleet, workFor(['slow', 'fast'], 'a', 'b', 'c'), {
      signal: untouched,
    });
    assert.deepEqual(addsMeanwhile, [1]);
    assert.deepEqual(short(outcomes), [
      'slow/a added',
      'fast/a added',
      'slow/b added',
      'fast/b added',
      'slow/c added',
      'fast/c added',
    ]);
    assert.equal(cancelled, false);
    for (const pbx of [slow, fast]) assert.deepEqual(namesSent(pbx, 'siptrunk/add'), ['a', 'b', 'c']);
    assert.deepEqual(fleet.changedPbxes, ['fast', 'slow']);
  });

  it('works on no more PBXes at a time than the settings allow', async () => {
    fleet.settings.maxConcurrentPbxes = () => 2;
    const started = new Set<string>();
    const endedBeforeThird: number[] = [];
    const pbxes: ObservedPbx[] = [];
    for (const name of ['one', 'two', 'three']) {
      const intercept = async () => {
        if (name === 'three' && !started.has(name)) {
          endedBeforeThird.push(pbxes.filter(({ trunks }) => trunks.all().length === 2).length);
        }
        started.add(name);
        // The first two go on once both have begun.
        if (name !== 'three') await untilTrue(() => started.size >= 2);
        return undefined;
      };
      pbxes.push(await fleet.start(name, {}, { intercept }));
    }
    const report = await provision(fleet, workFor(['one', 'two', 'three'], 'a', 'b'), { signal: untouched });
    assert.deepEqual(kindsOf(report), ['added']);
    assert.deepEqual([endedBeforeThird.length, (endedBeforeThird[0] ?? 0) >= 1], [1, true]);
  });

  it('goes on with the others when a PBX is down, unknown, wrongly configured or not signed in to', async () => {
    const good = await fleet.start('good');
    await (await fleet.start('down')).stop();
    const signedOut = await fleet.start('signed-out');
    await fleet.signOut('signed-out');
    fleet.configure('wrong', { url: 'ftp://192.0.2.1' });
    const names = ['down', 'nowhere', 'good', 'signed-out', 'wrong'];

    const { outcomes } = await provision(fleet, workFor(names, 'a', 'b'), { signal: untouched });
    assert.deepEqual(
      short(outcomes),
      ['a', 'b'].flatMap((trunk) =>
        names.map((pbx) => `${pbx}/${trunk} ${pbx === 'good' ? 'added' : 'failed'}`),
      ),
    );
    assert.deepEqual(namesOn(good), ['a', 'b']);
    assert.equal(signedOut.requests.length, 0);
    const message = (pbx: string) => outcomes.find((one) => one.pbx === pbx)?.message ?? '';
    for (const pbx of ['down', 'nowhere', 'signed-out']) assert.match(message(pbx), new RegExp(pbx));
    assert.match(message('signed-out'), /[Ss]ign in/);
    assert.match(message('wrong'), /^url must/);
  });

  it('waits for the write under way when it is cancelled, and sends nothing more to anybody', async () => {
    fleet.settings.maxConcurrentPbxes = () => 1;
    const cancel = new AbortController();
    const first: ObservedPbx = await fleet.start(
      'first',
      {},
      {
        intercept: ({ endpoint }) => {
          if (endpoint === 'siptrunk/add' && first.count('siptrunk/add') === 2) cancel.abort();
          return undefined;
        },
      },
    );
    const later = await fleet.start('later');
    const report = await provision(fleet, workFor(['first', 'later'], 'a', 'b', 'c'), {
      signal: cancel.signal,
    });
    assert.deepEqual(short(report), [
      'first/a added',
      'later/a skipped',
      'first/b added',
      'later/b skipped',
      'first/c skipped',
      'later/c skipped',
    ]);
    assert.equal(report.cancelled, true);
    assert.deepEqual(namesOn(first), ['a', 'b']);
    assert.equal(later.requests.length, 0);
  });

  it('is not cancelled by a cancel that comes when all is done', async () => {
    const cancel = new AbortController();
    await fleet.start(
      'hq',
      {},
      {
        intercept: ({ endpoint }) => {
          if (endpoint === 'siptrunk/add') cancel.abort();
          return undefined;
        },
      },
    );
    const report = await provision(fleet, workFor(['hq'], 'a'), { signal: cancel.signal });
    assert.deepEqual([short(report), report.cancelled], [['hq/a added'], false]);
  });

  it('tells of each trunk once: the log, the progress and who else follows', async () => {
    await fleet.start('hq');
    const told: string[] = [];
    let ended = 0;
    let lastWords = '';
    const { outcomes } = await provision(fleet, workFor(['hq', 'nowhere'], 'a', 'b'), {
      signal: untouched,
      tellProgress: (message, more) => {
        lastWords = message;
        ended += more;
      },
      observer: { onOutcome: ({ pbx, trunkname, outcome }) => told.push(`${pbx}/${trunkname} ${outcome}`) },
    });
    assert.deepEqual(told.toSorted(), short(outcomes).toSorted());
    assert.equal(ended, 4);
    assert.match(lastWords, /^hq · b \(\d of 4\)$/);
    assert.deepEqual(fleet.lines.map((line) => line.replace(/ —.*/, '')).toSorted(), [
      'hq · a: added',
      'hq · b: added',
      'nowhere · a: failed',
      'nowhere · b: failed',
    ]);
    assert.deepEqual(fleet.changedPbxes.toSorted(), ['hq', 'nowhere']);
  });

  it('does not ask a PBX twice that is named twice, and does not hide a defect', async () => {
    const pbx = await fleet.start('hq');
    const asked = await askEachPbx(fleet, ['nowhere', 'hq', 'hq'], (one) => one.trunks());
    assert.deepEqual([...asked.answers.keys()], ['hq']);
    assert.deepEqual(
      asked.problems.map((one) => one.pbx),
      ['nowhere'],
    );
    assert.equal(pbx.count('siptrunk/query'), 1);
    assert.ok(!pbx.requests.some(isWrite));
    const defect = new TypeError('a defect');
    await assert.rejects(
      askEachPbx(fleet, ['hq'], () => Promise.reject(defect)),
      defect,
    );
  });
});
