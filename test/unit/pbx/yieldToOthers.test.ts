import assert from 'node:assert/strict';
import { yieldToOthers } from '../../../src/pbx/yieldToOthers.ts';

describe('a turn of the event loop', () => {
  it('is given to one after another, and what else is to be done gets in between', async () => {
    const order: string[] = [];
    await Promise.all([
      yieldToOthers().then(() => {
        order.push('first');
        setImmediate(() => order.push('something else'));
      }),
      yieldToOthers().then(() => order.push('second')),
    ]);
    assert.deepEqual(order, ['first', 'something else', 'second']);
  });
});
