import assert from 'node:assert/strict';
<<<<<<<< HEAD:test/unit/pbx/eventLoopTurn.test.ts
import { eventLoopTurn } from '../../../src/pbx/eventLoopTurn.ts';
========
import { yieldToOthers } from '../../../src/pbx/yieldToOthers.ts';
>>>>>>>> stack:test/unit/pbx/yieldToOthers.test.ts

describe('a turn of the event loop', () => {
  it('is given to one after another, and what else is to be done gets in between', async () => {
    const order: string[] = [];
    await Promise.all([
<<<<<<<< HEAD:test/unit/pbx/eventLoopTurn.test.ts
      eventLoopTurn().then(() => {
        order.push('first');
        setImmediate(() => order.push('something else'));
      }),
      eventLoopTurn().then(() => order.push('second')),
========
      yieldToOthers().then(() => {
        order.push('first');
        setImmediate(() => order.push('something else'));
      }),
      yieldToOthers().then(() => order.push('second')),
>>>>>>>> stack:test/unit/pbx/yieldToOthers.test.ts
    ]);
    assert.deepEqual(order, ['first', 'something else', 'second']);
  });
});
