import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { Queue } from '../../../../src/pbx/locks/queue.ts';
import { collectGarbage } from '../../../support/collectGarbage.ts';

/** A task that ends when the test says so. */
function task(log: string[], name: string) {
  let end: (error?: Error) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    end = (error) => {
      if (error) reject(error);
      else resolve();
    };
  });
  const run = async () => {
    log.push(`${name} begins`);
    try {
      await ended;
    } finally {
      log.push(`${name} ends`);
    }
    return name;
  };
  return { run, end };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('the queue of writes', () => {
  it('runs one at a time, in the order in which they came, and hands over what they return', async () => {
    const log: string[] = [];
    const queue = new Queue();
    const tasks = ['a', 'b', 'c'].map((name) => task(log, name));
    const results = tasks.map(({ run }) => queue.run(run));
    tasks[2]?.end();
    await settle();
    assert.deepEqual(log, ['a begins']);
    tasks[0]?.end();
    await settle();
    assert.deepEqual(log, ['a begins', 'a ends', 'b begins']);
    tasks[1]?.end();
    assert.deepEqual(await Promise.all(results), ['a', 'b', 'c']);
    assert.deepEqual(log.slice(3), ['b ends', 'c begins', 'c ends']);
  });

  it('goes on after one that failed', async () => {
    const queue = new Queue();
    const failing = queue.run(() => Promise.reject(new Error('a defect')));
    const next = queue.run(() => Promise.resolve('next'));
    await assert.rejects(failing, /a defect/);
    assert.equal(await next, 'next');
  });

  it('lets one whose waiting is cancelled run at once, and nobody else', async () => {
    const log: string[] = [];
    const queue = new Queue();
    const [a, b, c] = ['a', 'b', 'c'].map((name) => task(log, name));
    assert.ok(a && b && c);
    const stop = new AbortController();
    const first = queue.run(a.run);
    const second = queue.run(b.run, stop.signal);
    const third = queue.run(c.run);
    await settle();
    stop.abort();
    await settle();
    assert.deepEqual(log, ['a begins', 'b begins']);
    b.end();
    assert.equal(await second, 'b');
    await settle();
    // The first one still has it.
    assert.deepEqual(log, ['a begins', 'b begins', 'b ends']);
    a.end();
    await first;
    c.end();
    assert.equal(await third, 'c');
    assert.deepEqual(log.slice(3), ['a ends', 'c begins', 'c ends']);
  });

  it('runs one at once that is cancelled before it comes', async () => {
    const log: string[] = [];
    const queue = new Queue();
    const a = task(log, 'a');
    const first = queue.run(a.run);
    assert.equal(await queue.run(() => Promise.resolve('b'), AbortSignal.abort()), 'b');
    a.end();
    await first;
  });

  it('does not cut a task short that has begun when it is cancelled', async () => {
    const log: string[] = [];
    const queue = new Queue();
    const [a, b] = ['a', 'b'].map((name) => task(log, name));
    assert.ok(a && b);
    const stop = new AbortController();
    const first = queue.run(a.run, stop.signal);
    const second = queue.run(b.run);
    await settle();
    stop.abort();
    await settle();
    assert.deepEqual(log, ['a begins']);
    a.end();
    await first;
    b.end();
    await second;
  });

  it('guards each task, with its signal, only when its turn has come', async () => {
    const log: string[] = [];
    const signals: (AbortSignal | undefined)[] = [];
    const queue = new Queue(async (guarded, signal) => {
      signals.push(signal);
      log.push('lock');
      try {
        return await guarded();
      } finally {
        log.push('unlock');
      }
    });
    const [a, b] = ['a', 'b'].map((name) => task(log, name));
    assert.ok(a && b);
    const { signal } = new AbortController();
    const both = [queue.run(a.run), queue.run(b.run, signal)];
    await settle();
    assert.deepEqual(log, ['lock', 'a begins']);
    a.end(new Error('a defect'));
    b.end();
    const [first, second] = await Promise.allSettled(both);
    assert.equal(first?.status, 'rejected');
    assert.equal(second?.status, 'fulfilled');
    assert.deepEqual(log, ['lock', 'a begins', 'a ends', 'unlock', 'lock', 'b begins', 'b ends', 'unlock']);
    assert.deepEqual(signals, [undefined, signal]);
  });

  it('goes on after a guard that failed', async () => {
    let failing = true;
    const queue = new Queue((guarded) => {
      if (!failing) return guarded();
      failing = false;
      return Promise.reject(new Error('no lock'));
    });
    await assert.rejects(
      queue.run(() => Promise.resolve()),
      /no lock/,
    );
    assert.equal(await queue.run(() => Promise.resolve('next')), 'next');
  });

  it('leaves nothing on a signal that serves the queues of many PBXes', async () => {
    const { signal } = new AbortController();
    for (let index = 0; index < 3; index += 1) await new Queue().run(() => Promise.resolve(), signal);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });

  it('keeps nothing of what its tasks came to', async () => {
    const queue = new Queue();
    const results: WeakRef<object>[] = [];
    const task = (end: (result: object) => unknown) => () => {
      const result = new Error('as large as it may be');
      results.push(new WeakRef(result));
      return Promise.resolve(end(result));
    };
    await queue.run(task((result) => result));
    await queue.run(task((result) => Promise.reject(result as Error))).catch(() => undefined);
    await settle();
    collectGarbage();
    assert.deepEqual(
      results.map((result) => result.deref()),
      [undefined, undefined],
    );
  });
});
