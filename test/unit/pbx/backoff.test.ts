import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { maxRetries, standardBackoff, wait } from '../../../src/pbx/backoff.ts';

describe('the wait between tries', () => {
  it('is long enough in all for a service that restarts, and never so long that it looks dead', () => {
    for (let run = 0; run < 100; run += 1) {
      const waits = Array.from({ length: maxRetries }, (_, index) => standardBackoff(index + 1));
      const all = waits.reduce((sum, one) => sum + one, 0);
      assert.ok(all > 5000 && all < 30_000, String(all));
      assert.ok(waits.every((one) => one > 100));
    }
    assert.ok(standardBackoff(50) < 10_000);
  });

  it('differs, so that many windows do not come back together', () => {
    assert.ok(new Set(Array.from({ length: 20 }, () => standardBackoff(3))).size > 1);
  });

  it('does not begin after a cancel, ends with one, and leaves no listener behind', async () => {
    await wait(600_000, AbortSignal.abort());
    const stop = new AbortController();
    const waiting = wait(600_000, stop.signal);
    stop.abort();
    await waiting;
    const other = new AbortController();
    await wait(1, other.signal);
    assert.deepEqual(getEventListeners(other.signal, 'abort'), []);
  });
});
