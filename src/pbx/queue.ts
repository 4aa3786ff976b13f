/** Runs a task while something is held that others may want too, such as a lock of the whole machine. */
export type Guard = <T>(task: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/** Runs tasks one at a time, in the order in which they came. */
export class Queue {
  readonly #guard: Guard;
  #last: Promise<unknown> = Promise.resolve();

  constructor(guard: Guard = (task) => task()) {
    this.#guard = guard;
  }

  /**
   * Runs a task after all earlier ones have ended, whichever way they ended. When the signal ends the waiting, the task runs
   * at once: it must look at the signal before it does anything that has to wait its turn.
   */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const turn = signal ? Promise.race([this.#last, aborted(signal)]) : this.#last;
    const result = turn.then(() => this.#guard(task, signal));
    this.#last = Promise.all([this.#last, result.catch(() => undefined)]);
    return result;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else {
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
    }
  });
}
