import { boxKeys, type LookUp } from './boxKeys.ts';
import { MachineLock } from './machineLock.ts';
import { Queue } from './queue.ts';

/** One's turn at a box. */
export interface Turn {
  /** What the box is known by; see {@link boxKeys}. */
  keys: readonly string[];
  /** False where no lock can be written, or where the signal ended the waiting. */
  isLocked: boolean;
}

/**
 * Lets only one at a time do something with a box, in this window and all others of the user. The box counts, not how its URL
 * is spelled.
 */
export class BoxLock {
  /** Where its files are. */
  readonly folder: string;
  readonly #lock: MachineLock;
  readonly #lookUp: LookUp | undefined;
  /** What waits in this window does so in its order, and also where no file can be written. */
  readonly #queues = new Map<string, Queue>();

  /** @param lookUp the system's, when it is not given. */
  constructor(lock: string | MachineLock, lookUp?: LookUp) {
    this.folder = typeof lock === 'string' ? lock : lock.folder;
    this.#lock = typeof lock === 'string' ? new MachineLock(lock) : lock;
    this.#lookUp = lookUp;
  }

  /** Runs a task when its turn has come. When the signal ends the waiting, it runs at once, without the lock. */
  async run<T>(url: string, task: (turn: Turn) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const keys = await boxKeys(url, this.#lookUp, signal);
    const turn: Turn = { keys, isLocked: true };
    // In the order of the keys, which is everybody's: two that share some of them never wait for each other.
    const inTurn = keys.reduceRight<() => Promise<T>>(
      (next, key) => () =>
        this.#queueOf(key).run(
          () =>
            this.#lock.run(
              key,
              (isLocked) => {
                turn.isLocked &&= isLocked;
                return next();
              },
              signal,
            ),
          signal,
        ),
      () => task(turn),
    );
    return await inTurn();
  }

  #queueOf(key: string): Queue {
    const queue = this.#queues.get(key) ?? new Queue();
    this.#queues.set(key, queue);
    return queue;
  }
}
