/** What times a {@link Paced}: the real clock, or that of a test. */
export interface PaceClock {
  now(): number;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

const realClock: PaceClock = {
  now: () => performance.now(),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => {
    clearTimeout(timer as NodeJS.Timeout);
  },
};

/** Does something when it is asked to, but not more often than once in a while: what comes too early is done a little later. */
export class Paced {
  readonly #act: () => void;
  readonly #pause: number;
  readonly #clock: PaceClock;
  #last = -Infinity;
  #timer: unknown;

  /** @param pause is the least time between two times, in milliseconds. */
  constructor(act: () => void, pause: number, clock = realClock) {
    this.#act = act;
    this.#pause = pause;
    this.#clock = clock;
  }

  ask(): void {
    if (this.#timer !== undefined) return;
    const early = this.#last + this.#pause - this.#clock.now();
    if (early > 0) this.#timer = this.#clock.setTimeout(this.#now, early);
    else this.#now();
  }

  stop(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  readonly #now = (): void => {
    this.#timer = undefined;
    this.#last = this.#clock.now();
    this.#act();
  };
}
