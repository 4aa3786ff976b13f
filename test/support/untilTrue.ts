import assert from 'node:assert/strict';

/** Waits for something that happens elsewhere, and fails when it does not within half a minute. */
export async function untilTrue(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!condition()) {
    assert.ok(performance.now() < deadline, 'It did not become true in time.');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
