import type { Clock } from '../../src/pbx/clock.ts';

/** A clock for one that waits, over and over, for nothing but time: each wait ends at once, and that much later it then is. */
export class SkippingClock implements Clock {
  #now = 0;

  now(): number {
    return this.#now;
  }

  setTimeout(run: () => void, ms: number): unknown {
    return setImmediate(() => {
      this.#now += ms;
      run();
    });
  }

  clearTimeout(timer: unknown): void {
    clearImmediate(timer as NodeJS.Immediate);
  }
}
