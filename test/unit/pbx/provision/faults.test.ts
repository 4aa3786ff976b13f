import assert from 'node:assert/strict';
import type { Fault } from '../../../../src/demo/fault.ts';
import type { DemoRequest } from '../../../../src/demo/request.ts';
import { startDemoPbx, type DemoPbx } from '../../../../src/demo/server.ts';
import type { TrunkOutcome } from '../../../../src/core/outcome.ts';
import { provisionPbx } from '../../../../src/pbx/provision/provisionPbx.ts';
import { FakeClock } from '../../../support/fakeClock.ts';
import { dialects, lostAnswers, strike } from '../../../support/faults.ts';
import { Gate } from '../../../support/gate.ts';
import { assertNoSecret, clientOf, plantedPassword, registerTrunk } from '../../../support/pbxClient.ts';

const wanted = ['first', 'second', 'third'].map((name) => registerTrunk(name));

for (const { name: dialect, entry, connection } of dialects) {
  describe(`faults under way (${dialect})`, () => {
    let clock: FakeClock;
    let demo: DemoPbx;
    let gate: Gate | undefined;
    let requests: DemoRequest[];
    let intercept: (request: DemoRequest) => Fault | undefined;

    beforeEach(async () => {
      clock = new FakeClock();
      requests = [];
      gate = undefined;
      demo = await startDemoPbx({
        password: plantedPassword,
        connection,
        observe: (request) => requests.push(request),
        intercept: (request) => intercept(request),
      });
    });
    afterEach(async () => {
      await gate?.stop();
      await demo.stop();
    });

    const run = async (backoff = 1): Promise<TrunkOutcome[]> => {
      const pbx = clientOf(demo.url, { connection: entry, clock });
      const outcomes = await provisionPbx(pbx, wanted, { backoff: () => backoff });
      await pbx.close();
      assertNoSecret(JSON.stringify(outcomes));
      assert.ok(outcomes.every((outcome) => outcome.pbx === 'hq'));
      return outcomes;
    };
    const addsOf = (trunkname: string) =>
      requests.filter(
        ({ endpoint, fields }) => endpoint === 'siptrunk/add' && fields?.get('trunkname') === trunkname,
      ).length;
    const onPbx = () => demo.trunks.all().map(({ trunkname }) => trunkname);
    const words = (outcomes: TrunkOutcome[]) => outcomes.map(({ outcome }) => outcome);
    const isAddOf = ({ endpoint, fields }: DemoRequest, trunkname: string) =>
      endpoint === 'siptrunk/add' && fields?.get('trunkname') === trunkname;

    it('adds each once when nothing goes wrong', async () => {
      intercept = () => undefined;
      assert.deepEqual(words(await run()), ['added', 'added', 'added']);
      assert.deepEqual(onPbx(), ['first', 'second', 'third']);
      assert.equal(requests.filter(({ endpoint }) => endpoint === 'siptrunk/query').length, 2);
      assert.equal(requests.length, 6);
    });

    for (const victim of ['first', 'second']) {
      for (const { name, fault, done } of lostAnswers) {
        it(`${victim} add ${name}, once`, async () => {
          let struck = false;
          intercept = (request) => {
            if (struck || !isAddOf(request, victim)) return undefined;
            struck = true;
            return strike(fault, clock);
          };
          assert.deepEqual(words(await run()), ['added', 'added', 'added']);
          assert.deepEqual(onPbx(), ['first', 'second', 'third']);
          assert.deepEqual(['first', 'second', 'third'].map(addsOf), [
            victim === 'first' && !done ? 2 : 1,
            victim === 'second' && !done ? 2 : 1,
            1,
          ]);
        });

        it(`${victim} add ${name}, each time`, async () => {
          intercept = (request) => (isAddOf(request, victim) ? strike(fault, clock) : undefined);
          const outcomes = await run();
          const expected = done ? 'added' : 'failed';
          assert.deepEqual(
            words(outcomes),
            ['first', 'second', 'third'].map((one) => (one === victim ? expected : 'added')),
          );
          assert.deepEqual(
            onPbx(),
            ['first', 'second', 'third'].filter((one) => done || one !== victim),
          );
          assert.equal(addsOf(victim), done ? 1 : 2);
          if (!done) {
            assert.match(
              outcomes.find(({ trunkname }) => trunkname === victim)?.message ?? '',
              /^hq \(127\.0\.0\.1:\d+\) .*The trunk is not there, after two tries\.$/,
            );
          }
        });
      }

      it(`${victim} add cut before it is sent`, async () => {
        intercept = () => undefined;
        const open = (gate = await Gate.before(demo.url));
        const pbx = clientOf(open.url, { connection: entry });
        const outcomes = await provisionPbx(pbx, wanted, {
          backoff: () => 1,
          onStart: (_pbx, trunkname) => {
            if (trunkname === victim) open.cut(1);
          },
        });
        await pbx.close();
        assert.deepEqual(words(outcomes), ['added', 'added', 'added']);
        assert.deepEqual(onPbx(), ['first', 'second', 'third']);
        assert.deepEqual(['first', 'second', 'third'].map(addsOf), [1, 1, 1]);
      });

      for (const { name, fault } of lostAnswers.filter(({ fault: { kind } }) => kind !== 'raw')) {
        it(`${victim} add ${name}, and the PBX cannot be asked: unknown, and not sent again`, async () => {
          let struck = false;
          intercept = (request) => {
            struck ||= isAddOf(request, victim);
            if (!struck) return undefined;
            return isAddOf(request, victim) ? strike(fault, clock) : { kind: 'reset', when: 'before' };
          };
          const outcomes = await run();
          const outcome = outcomes.find(({ trunkname }) => trunkname === victim);
          assert.equal(outcome?.outcome, 'unknown');
          assert.match(outcome.message ?? '', /^hq .*Asking for the trunk failed too: hq .*Look at the PBX/);
          assert.equal(addsOf(victim), 1);
        });
      }
    }

    it('an expired token in the middle costs one login and nothing else', async () => {
      let expired = false;
      intercept = (request) => {
        if (expired || !isAddOf(request, 'second')) return undefined;
        expired = true;
        return { kind: 'errno', errno: '20006' };
      };
      assert.deepEqual(words(await run()), ['added', 'added', 'added']);
      assert.deepEqual(onPbx(), ['first', 'second', 'third']);
      assert.equal(requests.filter(({ endpoint }) => endpoint === 'login').length, 2);
      assert.equal(addsOf('second'), 2);
    });

    for (const when of ['before', 'after'] as const) {
      it(`a PBX that restarts in the middle of an add, ${when} its effect`, async () => {
        const { port } = new URL(demo.url);
        let restarted: Promise<void> | undefined;
        intercept = (request) => {
          if (restarted || !isAddOf(request, 'second')) return undefined;
          restarted = new Promise((resolve, reject) => {
            setImmediate(() => {
              const before = demo;
              before
                .stop()
                .then(async () => {
                  demo = await startDemoPbx({
                    port: Number(port),
                    password: plantedPassword,
                    connection,
                    trunks: before.trunks.all(),
                    observe: (again) => requests.push(again),
                  });
                })
                .then(resolve, reject);
            });
          });
          return { kind: 'hang', when };
        };
        const outcomes = await run(50);
        await restarted;
        assert.deepEqual(words(outcomes), ['added', 'added', 'added']);
        assert.deepEqual(onPbx(), ['first', 'second', 'third']);
        // One at the start, one for the tokens that the restart has forgotten.
        assert.equal(requests.filter(({ endpoint }) => endpoint === 'login').length, 2);
      });
    }
  });
}
