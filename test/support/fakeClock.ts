import type { StatusClock } from '../../src/ui/explorer/clock.ts';

/** A clock that a test moves; its timers run in their order. */
export class FakeClock implements StatusClock {
  #now = 0;
  readonly #timers = new Map<object, { at: number; run: () => void }>();

  get timers(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#now;
  }

  setTimeout(run: () => void, ms: number): unknown {
    const timer = {};
    this.#timers.set(timer, { at: this.#now + ms, run });
    return timer;
  }

  clearTimeout(timer: unknown): void {
    this.#timers.delete(timer as object);
  }

  random(): number {
    return 0;
  }

  /** Lets time pass; between two timers, promises settle. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await settle();
      const [next] = [...this.#timers].sort(([, a], [, b]) => a.at - b.at);
      if (!next || next[1].at > end) break;
      this.#timers.delete(next[0]);
      this.#now = Math.max(this.#now, next[1].at);
      next[1].run();
    }
    this.#now = end;
    await settle();
  }
}

function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
