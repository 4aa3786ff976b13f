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
    const turn = signal ? endedOrAborted(this.#last, signal) : this.#last;
    const result = turn.then(() => this.#guard(task, signal));
    // What the tasks came to is not kept: there would be more of it with every task.
    this.#last = Promise.all([this.#last, result.catch(nothing)]).then(nothing);
    return result;
  }
}

const nothing = () => undefined;

/** Waits for what came before, or until the signal is aborted. Leaves nothing on the signal, which may serve many queues. */
function endedOrAborted(earlier: Promise<unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      signal.removeEventListener('abort', end);
      resolve();
    };
    signal.addEventListener('abort', end);
    void earlier.then(end);
  });
}
