import assert from 'node:assert/strict';
import type { Fault } from '../../../src/demo/fault.ts';
import { Bench } from './caller.ts';

const PEER = '{"trunkname":"t","trunktype":"peer","host":"192.0.2.1","port":"5060"}';

for (const connection of ['close', 'keep-alive'] as const) {
  describe(`Demo PBX: faults (${connection})`, () => {
    let bench: Bench;
    let fault: Fault | undefined;
    let reached: () => void;
    beforeEach(async () => {
      fault = undefined;
      reached = () => undefined;
      bench = await Bench.start({
        connection,
        intercept: ({ endpoint, fields }) => {
          if (endpoint !== 'siptrunk/add' || fields?.get('trunkname') !== 't') return undefined;
          reached();
          return fault;
        },
      });
      await bench.login();
    });
    afterEach(() => bench.pbx.stop());

    const add = (type = 'json') => bench.post(`siptrunk/add?type=${type}`, PEER);
    /** Asks for something else meanwhile: once that is answered, the add would have been. */
    const goneBy = async () => {
      await new Promise<void>((resolve) => (reached = resolve));
      await bench.post('deviceinfo/query?type=json');
    };
    const took = () => bench.pbx.trunks.find('t') !== undefined;

    it('passes when there is none', async () => {
      fault = { kind: 'pass' };
      assert.equal(await add(), '{"status":"Success"}');
      assert.ok(took());
    });

    it('answers late', async () => {
      fault = { kind: 'delay', ms: 50 };
      const order: string[] = [];
      // The timers of one process go off in their order, however slow it is.
      setTimeout(() => order.push('time'), 45);
      assert.equal(await add(), '{"status":"Success"}');
      order.push('answer');
      assert.deepEqual(order, ['time', 'answer']);
    });

    it('stops at once although an answer is late', async () => {
      fault = { kind: 'delay', ms: 60_000 };
      const answer = assert.rejects(add());
      await goneBy();
      await bench.pbx.stop();
      await answer;
      assert.ok(!took());
    });

    for (const when of ['before', 'after'] as const) {
      it(`falls silent ${when} the effect`, async () => {
        fault = { kind: 'hang', when };
        const answer = add();
        assert.equal(await Promise.race([answer, goneBy()]), undefined);
        assert.equal(took(), when === 'after');
        await bench.pbx.stop();
        await assert.rejects(answer);
      });

      it(`resets the connection ${when} the effect`, async () => {
        fault = { kind: 'reset', when };
        await assert.rejects(add(), { code: 'ECONNRESET' });
        assert.equal(took(), when === 'after');
      });
    }

    it('truncates the answer: noticeable only where there is a length', async () => {
      fault = { kind: 'truncate', bytes: 10 };
      if (connection === 'close') {
        assert.equal(await add(), '{"status":');
      } else {
        await assert.rejects(add(), { code: 'ECONNRESET' });
      }
      assert.ok(took());
    });

    it('refuses with any errno, in the format that was asked for', async () => {
      fault = { kind: 'errno', errno: '10025' };
      assert.equal(await add(), '{"status":"Failed","errno":"10025"}');
      assert.ok(!took());
    });

    it('answers with anything', async () => {
      fault = {
        kind: 'raw',
        status: 502,
        headers: { 'Content-Type': 'text/html' },
        body: '<h1>Bad gateway</h1>',
      };
      assert.equal(await add(), '<h1>Bad gateway</h1>');
      assert.ok(!took());
    });
  });
}
