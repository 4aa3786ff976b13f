import assert from 'node:assert/strict';
import type { TrunkOutcome } from '../../../../src/core/outcome.ts';
import type { Trunk } from '../../../../src/core/trunk.ts';
import type { Fault } from '../../../../src/demo/fault.ts';
import type { DemoRequest } from '../../../../src/demo/request.ts';
import { startDemoPbx, type DemoPbx } from '../../../../src/demo/server.ts';
import type { Clock } from '../../../../src/pbx/clock.ts';
import type { Pbx } from '../../../../src/pbx/pbx.ts';
import { provisionPbx } from '../../../../src/pbx/provision/provisionPbx.ts';
import { verifyRegistration, type VerifyOptions } from '../../../../src/pbx/provision/verifyRegistration.ts';
import { registrationOf } from '../../../../src/pbx/registration.ts';
import { FakeClock } from '../../../support/fakeClock.ts';
import {
  assertNoSecret,
  clientOf,
  plantedPassword,
  registerTrunk,
  type ConnectionEntry,
} from '../../../support/pbxClient.ts';
import { SkippingClock } from '../../../support/skippingClock.ts';
import { untilTrue } from '../../../support/untilTrue.ts';

describe('the status of a registration', () => {
  for (const [status, meaning] of [
    ['Registered', 'registered'],
    ['registered', 'registered'],
    [' REGISTERED ', 'registered'],
    ['Registered (Unmonitored)', 'registered'],
    ['registered(unmonitored)', 'registered'],
    ['Registering', 'registering'],
    ['registering', 'registering'],
    ['Failure', 'failure'],
    ['failure', 'failure'],
    ['Failed', 'failure'],
    ['Disable', 'disabled'],
    ['disabled', 'disabled'],
    ['Unknown', 'unknown'],
    ['Unregistered', 'unknown'],
    ['Not registered', 'unknown'],
    ['', 'unknown'],
    [undefined, 'unknown'],
  ] as const) {
    it(`${JSON.stringify(status)} is ${meaning}`, () => {
      assert.equal(registrationOf(status), meaning);
    });
  }
});

describe('waiting for new trunks to register', () => {
  const never = 1_000_000;
  let clock: Clock;
  let demo: DemoPbx;
  let pbx: Pbx;
  let outcomes: TrunkOutcome[];
  let requests: DemoRequest[];
  let intercept: (request: DemoRequest) => Fault | undefined;

  /** Adds the trunks, and forgets the requests that it took. */
  const add = async (trunks: Trunk[], registrationDelay: number, connection: ConnectionEntry = {}) => {
    demo = await startDemoPbx({
      password: plantedPassword,
      registrationDelay,
      now: () => clock.now(),
      observe: (request) => requests.push(request),
      intercept: (request) => intercept(request),
    });
    pbx = clientOf(demo.url, { connection });
    outcomes = await provisionPbx(pbx, trunks, { backoff: () => 1 });
    assert.ok(outcomes.every(({ outcome }) => outcome === 'added'));
    requests.length = 0;
  };
  const verify = async (options: VerifyOptions) => {
    await verifyRegistration(pbx, outcomes, { clock, ...options });
    assertNoSecret(JSON.stringify(outcomes));
    // Whatever becomes of a registration, the trunk is there.
    assert.ok(outcomes.every(({ outcome }) => outcome === 'added'));
  };
  const messages = () => outcomes.map(({ message }) => message);
  /** What was asked, which must be nothing but the live status. */
  const questions = () => {
    assert.ok(requests.every(({ endpoint }) => endpoint === 'trunklist/query'));
    return requests.length;
  };
  const answer = (body: object | string): Fault => ({
    kind: 'raw',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

  beforeEach(() => {
    clock = new SkippingClock();
    requests = [];
    intercept = () => undefined;
  });
  afterEach(async () => {
    await pbx.close();
    await demo.stop();
  });

  for (const connection of [{}, { format: 'xml' }, { apiVersion: 'v1.1.0' }]) {
    it(`says how long each took, by one question a round (${JSON.stringify(connection)})`, async () => {
      await add([registerTrunk('a'), registerTrunk('b')], 600, connection);
      const waiting: number[] = [];
      await verify({ timeoutMs: 10_000, onWait: (left) => waiting.push(left) });
      assert.deepEqual(messages(), ['added · registered in 1 s', 'added · registered in 1 s']);
      assert.equal(questions(), 2);
      assert.deepEqual(waiting, [2, 2]);
    });
  }

  it('says which ones failed, and what to do about it', async () => {
    await add([registerTrunk('a'), registerTrunk('b', { host: 'sip.invalid' })], 0);
    await verify({ timeoutMs: 10_000 });
    assert.deepEqual(messages(), [
      'added · registered in 1 s',
      'added · registration failed: check host, username, authname, password with the ITSP',
    ]);
    assert.equal(questions(), 1);
  });

  it('goes on for the ones that are left, and keeps what is known of the others', async () => {
    await add([registerTrunk('a'), registerTrunk('b'), registerTrunk('c')], never);
    const status = (trunkname: string, word: string) => ({ trunkname, status: word, type: 'SIP' });
    intercept = () =>
      answer({
        status: 'Success',
        trunklist:
          requests.length === 1
            ? [status('a', 'Registered'), status('b', 'Registering'), status('c', 'Unknown')]
            : [status('a', 'Failure'), status('b', 'Registered'), status('c', 'Failure')],
      });
    const waiting: number[] = [];
    await verify({ timeoutMs: 10_000, onWait: (left) => waiting.push(left) });
    assert.match(messages()[0] ?? '', /registered in \d s/);
    assert.match(messages()[1] ?? '', /registered in \d s/);
    assert.match(messages()[2] ?? '', /registration failed/);
    assert.deepEqual(waiting, [3, 2]);
    assert.equal(questions(), 2);
  });

  it('says which ones had not settled when the time was up', async () => {
    await add([registerTrunk('a'), registerTrunk('b', { host: 'sip.invalid' })], never);
    await verify({ timeoutMs: 1800 });
    assert.deepEqual(messages(), Array(2).fill('added · still not registered after 2 s'));
    // After a quarter of a second, a second later, and at the end.
    assert.equal(questions(), 3);
    assert.equal(clock.now(), 1800);
  });

  it('asks nothing when it is not to wait, or when there is nothing to wait for', async () => {
    await add([registerTrunk('a')], 0);
    for (const timeoutMs of [0, -1]) await verify({ timeoutMs, onWait: () => assert.fail() });
    assert.deepEqual(messages(), [undefined]);
    await verifyRegistration(pbx, [], { timeoutMs: 10_000, onWait: () => assert.fail() });
    assert.equal(questions(), 0);
  });

  it('puts it behind what the outcome says already', async () => {
    await add([registerTrunk('a')], 0);
    for (const outcome of outcomes) outcome.message = 'Added. hq cannot list its trunks.';
    await verify({ timeoutMs: 10_000 });
    assert.deepEqual(messages(), ['Added. hq cannot list its trunks. (added · registered in 1 s)']);
  });

  describe('reads every way in which a PBX says it:', () => {
    for (const [title, body, words] of [
      [
        'lower case',
        { status: 'success', trunklist: [{ trunkname: 'a', status: 'registered', type: 'sip' }] },
        /registered in 1 s/,
      ],
      [
        'unmonitored',
        { status: 'Success', trunklist: [{ trunkname: 'a', status: 'Registered (Unmonitored)' }] },
        /registered in 1 s/,
      ],
      [
        'a failure in lower case',
        { status: 'Success', trunkname: [{ trunkname: 'a', status: 'failure', type: 'SIP' }] },
        /registration failed/,
      ],
      [
        'XML, a list of one',
        '<xml><status>Success</status><trunkname><item id="0"><trunkname>a</trunkname><status>Registered</status><type>SIP</type></item></trunkname></xml>',
        /registered in 1 s/,
      ],
      [
        'disabled',
        { status: 'Success', trunklist: [{ trunkname: 'a', status: 'Disable' }] },
        /still not registered/,
      ],
      ['no status', { status: 'Success', trunklist: [{ trunkname: 'a' }] }, /still not registered/],
      [
        'another trunk only',
        { status: 'Success', trunklist: [{ trunkname: 'A', status: 'Registered' }] },
        /still not registered/,
      ],
      ['no trunk at all', { status: 'Success' }, /still not registered/],
    ] as const) {
      it(title, async () => {
        await add([registerTrunk('a')], 0);
        intercept = () => answer(body);
        await verify({ timeoutMs: 300 });
        assert.match(messages()[0] ?? '', words);
      });
    }
  });

  describe('cancelled', () => {
    it('before it begins: nothing is asked', async () => {
      await add([registerTrunk('a')], never);
      await verify({ timeoutMs: 10_000, signal: AbortSignal.abort() });
      assert.deepEqual(messages(), [undefined]);
      assert.equal(questions(), 0);
    });

    it('while it waits: at once, with what is known by then', async () => {
      await add([registerTrunk('a'), registerTrunk('b')], never);
      const stop = new AbortController();
      const standing = new FakeClock();
      intercept = () => answer({ status: 'Success', trunklist: [{ trunkname: 'a', status: 'Registered' }] });
      const verifying = verify({ timeoutMs: 60_000, signal: stop.signal, clock: standing });
      await standing.pass(250);
      // It waits for its second question, which would never come.
      await untilTrue(() => messages()[0] !== undefined && standing.timers === 1);
      stop.abort();
      await verifying;
      assert.deepEqual(messages(), ['added · registered in 1 s', undefined]);
      assert.equal(questions(), 1);
    });

    it('while the PBX is asked: at once', async () => {
      await add([registerTrunk('a')], never);
      const stop = new AbortController();
      intercept = () => {
        stop.abort();
        return { kind: 'hang', when: 'before' };
      };
      await verify({ timeoutMs: 60_000, signal: stop.signal });
      assert.deepEqual(messages(), [undefined]);
    });
  });

  describe('with a PBX in trouble', () => {
    it('that dies: says so of those that are left, and does not wait to the end', async () => {
      await add([registerTrunk('a'), registerTrunk('b')], never);
      intercept = () => {
        setImmediate(() => void demo.stop());
        return answer({ status: 'Success', trunklist: [{ trunkname: 'a', status: 'Registered' }] });
      };
      await verify({ timeoutMs: 60_000 });
      // The first question, and three without an answer.
      assert.equal(clock.now(), 250 + 3 * 1000);
      assert.match(messages()[0] ?? '', /registered in 1 s/);
      assert.match(
        messages()[1] ?? '',
        /^added · whether it registered is not known: hq \(127\.0\.0\.1:\d+\) .*nothing listens/,
      );
    });

    it('that is dead when the time is up', async () => {
      await add([registerTrunk('a')], 0);
      await demo.stop();
      await verify({ timeoutMs: 300 });
      assert.match(messages()[0] ?? '', /^added · whether it registered is not known: hq .*nothing listens/);
    });

    for (const fault of [
      { kind: 'errno', errno: '20010' },
      { kind: 'errno', errno: '10025' },
      { kind: 'truncate' },
      { kind: 'raw', status: 502, body: '' },
    ] as Fault[]) {
      it(`for a moment (${JSON.stringify(fault)}): asks again`, async () => {
        await add([registerTrunk('a')], 0);
        intercept = () => (requests.length === 1 ? fault : undefined);
        await verify({ timeoutMs: 10_000 });
        assert.deepEqual(messages(), ['added · registered in 1 s']);
        assert.equal(questions(), 2);
      });
    }

    it('whose firmware has no such list: says so at once', async () => {
      await add([registerTrunk('a')], 0);
      intercept = () => ({ kind: 'errno', errno: '10003' });
      await verify({ timeoutMs: 60_000 });
      assert.match(messages()[0] ?? '', /^added · whether it registered is not known: hq .*errno 10003/);
      assert.equal(questions(), 1);
    });

    it('does not hide a defect', async () => {
      await add([registerTrunk('a')], 0);
      pbx.statuses = () => Promise.reject(new TypeError('a defect'));
      await assert.rejects(verify({ timeoutMs: 10_000 }), TypeError);
    });
  });

  it('shares no round with another run: each asks once a round', async () => {
    await add([registerTrunk('a')], never);
    const stop = new AbortController();
    const shared = new FakeClock();
    const both = [1, 2].map(() => verify({ timeoutMs: 60_000, signal: stop.signal, clock: shared }));
    await shared.pass(250);
    await untilTrue(() => requests.length === 2);
    stop.abort();
    await Promise.all(both);
    assert.equal(questions(), 2);
  });
});
