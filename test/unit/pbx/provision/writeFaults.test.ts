/** The fault matrix of updates and deletions; that of adds is in faults.test.ts. */
import assert from 'node:assert/strict';
import type { Outcome, TrunkOutcome } from '../../../../src/core/outcome.ts';
import type { Trunk } from '../../../../src/core/trunk.ts';
import type { Fault } from '../../../../src/demo/fault.ts';
import type { DemoRequest } from '../../../../src/demo/request.ts';
import { startDemoPbx, type DemoPbx } from '../../../../src/demo/server.ts';
import type { SipTrunk } from '../../../../src/demo/trunkFields.ts';
import type { Pbx } from '../../../../src/pbx/pbx.ts';
import { applyAtLast } from '../../../../src/pbx/provision/writesInTurn.ts';
import { provisionPbx } from '../../../../src/pbx/provision/provisionPbx.ts';
import { writeOnce } from '../../../../src/pbx/provision/writeOnce.ts';
import { deletion } from '../../../../src/pbx/provision/writes.ts';
import { FakeClock } from '../../../support/fakeClock.ts';
import { dialects, lostAnswers, strike } from '../../../support/faults.ts';
import { Gate } from '../../../support/gate.ts';
import { assertNoSecret, clientOf, plantedPassword, registerTrunk } from '../../../support/pbxClient.ts';
import { without } from '../../../support/without.ts';

const names = ['first', 'second', 'third'];
const victim = 'second';
const quick = () => 1;
const there: SipTrunk[] = [
  { trunkname: 'before', trunktype: 'peer', host: '192.0.2.1', port: '5060', domain: '192.0.2.1' },
  ...names.map((trunkname): SipTrunk => ({
    ...(registerTrunk(trunkname) as Extract<Trunk, { trunktype: 'register' }>),
    domain: 'realm.example',
    fromuser: '004912',
  })),
];

/** One kind of write: how it is made for all three trunks, and what the PBX has when one is done. */
interface Kind {
  name: string;
  endpoint: string;
  outcome: Outcome;
  afterTwoTries: RegExp;
  write(pbx: Pbx, onStart?: (trunkname: string | undefined) => void): Promise<TrunkOutcome[]>;
  whenDone(trunk: SipTrunk): SipTrunk[];
  /** Lets a request take effect that the PBX refuses nevertheless. */
  keep(demo: DemoPbx, request: DemoRequest): void;
}

const updating: Kind = {
  name: 'update',
  endpoint: 'siptrunk/update',
  outcome: 'updated',
  afterTwoTries: /^hq \(127\.0\.0\.1:\d+\) .*The trunk still has its earlier settings, after two tries\.$/,
  write: (pbx, onStart) =>
    provisionPbx(
      pbx,
      names.map((name) => registerTrunk(name, { port: '5070' })),
      { backoff: quick, update: true, onStart: (_pbx, trunkname) => onStart?.(trunkname) },
    ),
  whenDone: (trunk) => [{ ...trunk, port: '5070' }],
  keep: (demo, { fields }) => {
    const { id = '', ...trunk } = Object.fromEntries(fields ?? []);
    demo.trunks.update(id, trunk as unknown as SipTrunk);
  },
};

const deleting: Kind = {
  name: 'delete',
  endpoint: 'siptrunk/delete',
  outcome: 'deleted',
  afterTwoTries: /^hq \(127\.0\.0\.1:\d+\) .*The trunk is still there, after two tries\.$/,
  write: async (pbx, onStart) => {
    const outcomes: TrunkOutcome[] = [];
    let applyDue = false;
    for (const trunkname of names) {
      onStart?.(trunkname);
      const result = await writeOnce(deletion(pbx, trunkname), quick);
      applyDue ||= result.applyDue;
      outcomes.push({ pbx: pbx.name, ...result.outcome });
    }
    if (applyDue && pbx.connection.apiVersion === 'v1.1.0') await applyAtLast(pbx, outcomes, quick);
    return outcomes;
  },
  whenDone: () => [],
  keep: (demo, { fields }) => {
    demo.trunks.delete(fields?.get('trunkname') ?? '');
  },
};

const matrix = [
  ...dialects.map((dialect) => ({ kind: updating, dialect })),
  ...dialects.slice(1).map((dialect) => ({ kind: deleting, dialect })),
];

for (const { kind, dialect } of matrix) {
  describe(`faults under way of each ${kind.name} (${dialect.name})`, () => {
    let clock: FakeClock;
    let demo: DemoPbx;
    let gate: Gate | undefined;
    let requests: DemoRequest[];
    let intercept: (request: DemoRequest) => Fault | undefined;

    beforeEach(async () => {
      clock = new FakeClock();
      requests = [];
      gate = undefined;
      intercept = () => undefined;
      demo = await startDemoPbx({
        password: plantedPassword,
        trunks: there,
        connection: dialect.connection,
        observe: (request) => requests.push(request),
        intercept: (request) => intercept(request),
      });
    });
    afterEach(async () => {
      await gate?.stop();
      await demo.stop();
    });

    const run = async (url = demo.url, onStart?: (name?: string) => void) => {
      const pbx = clientOf(url, { connection: dialect.entry, clock });
      const outcomes = await kind.write(pbx, onStart);
      await pbx.close();
      assertNoSecret(JSON.stringify(outcomes));
      assert.deepEqual(
        outcomes.map(({ trunkname }) => trunkname),
        names,
      );
      return outcomes;
    };
    const words = (outcomes: TrunkOutcome[]) => outcomes.map(({ outcome }) => outcome);
    const isWriteOf = ({ endpoint, fields }: DemoRequest, trunkname: string) =>
      endpoint === kind.endpoint && fields?.get('trunkname') === trunkname;
    const writesOf = (trunkname: string) =>
      requests.filter((request) => isWriteOf(request, trunkname)).length;
    const count = (endpoint: string) => requests.filter((request) => request.endpoint === endpoint).length;
    /** The whole PBX, field by field, is as it must be when exactly these are done. */
    const assertDone = (done: string[]) => {
      const expected = there.flatMap((trunk) =>
        done.includes(trunk.trunkname) ? kind.whenDone(trunk) : [trunk],
      );
      assert.deepEqual(
        demo.trunks.all().map((trunk) => without(trunk, 'id', 'since')),
        expected,
      );
    };
    const others = names.filter((name) => name !== victim);

    it('is made once for each when nothing goes wrong', async () => {
      assert.deepEqual(
        words(await run()),
        names.map(() => kind.outcome),
      );
      assertDone(names);
      assert.equal(count(kind.endpoint), 3);
      assert.equal(count('siptrunk/query'), kind === updating ? 1 : 0);
      assert.equal(count('login'), 1);
    });

    for (const { name, fault, done } of lostAnswers) {
      it(`${name}, once`, async () => {
        let struck = false;
        intercept = (request) => {
          if (struck || !isWriteOf(request, victim)) return undefined;
          struck = true;
          return strike(fault, clock);
        };
        assert.deepEqual(words(await run()), [kind.outcome, kind.outcome, kind.outcome]);
        assertDone(names);
        assert.deepEqual(names.map(writesOf), [1, done ? 1 : 2, 1]);
      });

      it(`${name}, each time`, async () => {
        intercept = (request) => (isWriteOf(request, victim) ? strike(fault, clock) : undefined);
        const outcomes = await run();
        assert.deepEqual(words(outcomes), [kind.outcome, done ? kind.outcome : 'failed', kind.outcome]);
        assertDone(done ? names : others);
        assert.deepEqual(names.map(writesOf), [1, done ? 1 : 2, 1]);
        if (!done) assert.match(outcomes[1]?.message ?? '', kind.afterTwoTries);
      });

      if (fault.kind === 'raw') continue;
      it(`${name}, and the PBX cannot be asked: unknown, and not sent again`, async () => {
        let struck = false;
        intercept = (request) => {
          struck ||= isWriteOf(request, victim);
          if (!struck) return undefined;
          return isWriteOf(request, victim) ? strike(fault, clock) : { kind: 'reset', when: 'before' };
        };
        const outcomes = await run();
        assert.equal(outcomes[1]?.outcome, 'unknown');
        assert.match(
          outcomes[1].message ?? '',
          /^hq .*Asking for the trunk failed too: hq .*Look at the PBX/,
        );
        assert.equal(writesOf(victim), 1);
        assertDone(done ? ['first', victim] : ['first']);
        // The one after it met nothing but cut connections: certainly not done, or nobody knows.
        assert.match(outcomes[2]?.outcome ?? '', /^(failed|unknown)$/);
      });
    }

    it('cut before it is sent', async () => {
      const open = (gate = await Gate.before(demo.url));
      const outcomes = await run(open.url, (trunkname) => {
        if (trunkname === victim) open.cut(1);
      });
      assert.deepEqual(words(outcomes), [kind.outcome, kind.outcome, kind.outcome]);
      assertDone(names);
      assert.deepEqual(names.map(writesOf), [1, 1, 1]);
    });

    it('cut before it is sent, each time: failed, and certainly not done', async () => {
      const open = (gate = await Gate.before(demo.url));
      const outcomes = await run(open.url, (trunkname) => {
        if (trunkname === victim) open.cut(Infinity);
      });
      assert.deepEqual(words(outcomes).slice(0, 1), [kind.outcome]);
      // A gate that resets each connection as it opens it leaves nobody sure what had been sent on it.
      assert.match(outcomes[1]?.outcome ?? '', /^(failed|unknown)$/);
      assertDone(['first']);
      assert.deepEqual(names.map(writesOf), [1, 0, 0]);
    });

    for (const errno of ['20004', '20006']) {
      it(`refused for its token (${errno}): one login, sent again, once`, async () => {
        let expired = false;
        intercept = (request) => {
          if (expired || !isWriteOf(request, victim)) return undefined;
          expired = true;
          return { kind: 'errno', errno };
        };
        assert.deepEqual(words(await run()), [kind.outcome, kind.outcome, kind.outcome]);
        assertDone(names);
        assert.equal(count('login'), 2);
        assert.deepEqual(names.map(writesOf), [1, 2, 1]);
      });
    }

    for (const errno of ['20010', '10025']) {
      for (const kept of [false, true]) {
        it(`refused as busy for a while (${errno}), ${kept ? 'and kept' : 'not kept'}`, async () => {
          let busy = 0;
          intercept = (request) => {
            if (busy === 3 || !isWriteOf(request, victim)) return undefined;
            busy += 1;
            if (kept) kind.keep(demo, request);
            return { kind: 'errno', errno };
          };
          assert.deepEqual(words(await run()), [kind.outcome, kind.outcome, kind.outcome]);
          assertDone(names);
          assert.deepEqual(names.map(writesOf), [1, kept ? 1 : 4, 1]);
          const isDue = errno === '10025' && dialect.entry.apiVersion === 'v1.1.0';
          assert.equal(count('apply'), isDue ? 1 : 0);
          if (isDue) assert.equal(requests.at(-1)?.endpoint, 'apply');
        });
      }

      it(`refused as busy to the end (${errno}): failed after five more tries`, async () => {
        intercept = (request) => (isWriteOf(request, victim) ? { kind: 'errno', errno } : undefined);
        const outcomes = await run();
        assert.deepEqual(words(outcomes), [kind.outcome, 'failed', kind.outcome]);
        assert.equal(outcomes[1]?.errno, errno);
        assertDone(others);
        assert.deepEqual(names.map(writesOf), [1, 6, 1]);
      });
    }

    for (const kept of [false, true]) {
      it(`refused with 30001, ${kept ? 'but kept' : 'not kept'}: asked, and not sent again`, async () => {
        intercept = (request) => {
          if (!isWriteOf(request, victim)) return undefined;
          if (kept) kind.keep(demo, request);
          return { kind: 'errno', errno: '30001' };
        };
        const expected = kept ? kind.outcome : 'failed';
        assert.deepEqual(words(await run()), [kind.outcome, expected, kind.outcome]);
        assert.equal(writesOf(victim), 1);
      });
    }

    it('refused for good: failed with the number, and the next one is made', async () => {
      intercept = (request) => (isWriteOf(request, victim) ? { kind: 'errno', errno: '10004' } : undefined);
      const outcomes = await run();
      assert.deepEqual(words(outcomes), [kind.outcome, 'failed', kind.outcome]);
      assert.equal(outcomes[1]?.errno, '10004');
      assert.match(outcomes[1].message ?? '', /^hq refused to .*second: a required field .*\(errno 10004\)$/);
      assertDone(others);
      assert.deepEqual(names.map(writesOf), [1, 1, 1]);
    });
  });
}

describe('a write that takes effect late', () => {
  for (const kind of [updating, deleting]) {
    it(`${kind.name}: just before it is sent again`, async () => {
      let first: DemoRequest | undefined;
      const demo = await startDemoPbx({
        password: plantedPassword,
        trunks: there,
        intercept: (request) => {
          if (request.endpoint !== kind.endpoint || request.fields?.get('trunkname') !== victim)
            return undefined;
          if (!first) {
            first = request;
            return { kind: 'reset', when: 'before' };
          }
          kind.keep(demo, first);
          return undefined;
        },
      });
      const pbx = clientOf(demo.url);
      const outcomes = await kind.write(pbx);
      await pbx.close();
      await demo.stop();
      assert.deepEqual(new Set(outcomes.map(({ outcome }) => outcome)), new Set([kind.outcome]));
      assert.equal(demo.trunks.all().length, kind === updating ? 4 : 1);
    });
  }
});
