import { Worker } from 'node:worker_threads';
import type { TaskOf, TaskResults, TrunkFileTask } from './trunkFileTask.ts';
import type { TrunkFileWorkerData } from './trunkFileWorker.ts';

/** After so many milliseconds without work the worker ends and gives its memory back. */
const idle = 60_000;
/** So many milliseconds one task may take; reading gives up by itself long before. */
const patience = 20_000;
/** A file that needs more megabytes than this must not take the extension host with it. */
const maxMegabytes = 1024;
/** Nearly all that is read is kept until the file has been checked; in less room it would be moved about several times. */
const youngMegabytes = 64;

interface Pending {
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
}

/** The worker ended before it had an answer: it ran out of memory or time, or was told to stop. */
export class ReaderStopped extends Error {
  override name = 'ReaderStopped';
}

/** Reads trunk files in a thread of its own, one after another. The thread starts with the first and ends when idle. */
export class BackgroundReader {
  readonly #script: string;
  readonly #data: TrunkFileWorkerData;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lastId = 0;

  /** @param script the bundled worker. */
  constructor(script: string, data: TrunkFileWorkerData) {
    this.#script = script;
    this.#data = data;
  }

  /** Gets the worker ready, since a task is about to come. */
  start(): void {
    this.#worker ??= this.#begin();
    if (this.#pending.size === 0) this.#wait();
  }

  /** @throws ReaderStopped when there will be no answer. The next task gets a new worker. */
  run<K extends TrunkFileTask['kind']>(task: TaskOf<K>): Promise<TaskResults[K]> {
    const worker = (this.#worker ??= this.#begin());
    const id = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as (result: unknown) => void, reject });
      if (this.#pending.size === 1) this.#wait();
      worker.postMessage({ id, task });
    });
  }

  dispose(): void {
    this.#stop(new ReaderStopped('The reader was closed'));
  }

  #begin(): Worker {
    const worker = new Worker(this.#script, {
      workerData: this.#data,
      // It needs none of what the editor was started with.
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: maxMegabytes, maxYoungGenerationSizeMb: youngMegabytes },
    });
    worker.on('message', ({ id, result }: { id: number; result: unknown }) => {
      this.#pending.get(id)?.resolve(result);
      this.#pending.delete(id);
      this.#wait();
    });
    const ended = (error: Error) => {
      if (this.#worker === worker) this.#stop(new ReaderStopped(error.message, { cause: error }));
    };
    worker.on('error', ended);
    worker.on('exit', (code) => {
      ended(new Error(`The reader ended with code ${code.toString()}`));
    });
    return worker;
  }

  /** Ends the worker when it takes too long, or when nothing is left to do. */
  #wait(): void {
    clearTimeout(this.#timer);
    const busy = this.#pending.size > 0;
    this.#timer = setTimeout(
      () => {
        this.#stop(new ReaderStopped('The reader took too long'));
      },
      busy ? patience : idle,
    );
  }

  #stop(reason: ReaderStopped): void {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = undefined;
    const left = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of left) reject(reason);
    void worker?.terminate();
  }
}
