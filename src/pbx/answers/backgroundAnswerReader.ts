import { Worker } from 'node:worker_threads';
import { putTogether, type ReadingInPieces } from './answerPieces.ts';
import { localAnswerReader } from './localAnswerReader.ts';
import type { AnswerKind, AnswerReader, AnswerTask, Reading } from './readAnswer.ts';

/** More bytes than that are read in a thread of their own. */
const maxBytesHere = 256 * 1024;
/** After how many milliseconds without work the thread ends and gives its memory back. */
const idleTime = 60_000;
/** An answer that needs more megabytes than this must not take the extension host with it. */
const maxMegabytes = 1024;
/** Nearly all that is read is kept until the end; in less room it would be moved about several times. */
const youngMegabytes = 64;

interface Job {
  task: AnswerTask;
  resolve: (answer: ReadingInPieces) => void;
}

/**
 * Reads long answers in a thread of its own, one after another, and short ones at once. The thread starts with the first long
 * one, ends when there has been none for a while, and does not keep a program from its end.
 */
export class BackgroundAnswerReader implements AnswerReader {
  readonly #script: string;
  readonly #waiting: Job[] = [];
  #current: Job | undefined;
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;

  /** @param script the bundled worker. */
  constructor(script: string) {
    this.#script = script;
  }

  async read<Kind extends AnswerKind>(task: AnswerTask<Kind>, signal: AbortSignal): Promise<Reading<Kind>> {
    if (task.bytes.length <= maxBytesHere) return await localAnswerReader.read(task, signal);
    signal.throwIfAborted();
    return await putTogether(await this.#inBackground(task, signal));
  }

  /** Ends the thread, and with it what it is reading. */
  dispose(): void {
    for (const { resolve } of this.#waiting.splice(0)) resolve(tooMuch);
    this.#stop();
  }

  #inBackground(task: AnswerTask, signal: AbortSignal): Promise<ReadingInPieces> {
    return new Promise((resolve, reject) => {
      const job: Job = {
        task,
        resolve: (answer) => {
          signal.removeEventListener('abort', giveUp);
          resolve(answer);
        },
      };
      const giveUp = () => {
        reject(signal.reason as Error);
        if (this.#current === job) this.#stop();
        else this.#waiting.splice(this.#waiting.indexOf(job), 1);
        this.#next();
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#waiting.push(job);
      this.#next();
    });
  }

  #next(): void {
    if (this.#current) return;
    clearTimeout(this.#idle);
    this.#current = this.#waiting.shift();
    if (this.#current) {
      const { task } = this.#current;
      try {
        this.#worker ??= this.#begin();
        this.#worker.ref();
        this.#worker.postMessage(task, [task.bytes.buffer]);
      } catch {
        // Such as no thread to be had: whoever waits is told so, and the next one tries anew.
        this.#stop();
        this.#next();
      }
    } else if (this.#worker) {
      this.#worker.unref();
      this.#idle = setTimeout(() => {
        this.#stop();
      }, idleTime).unref();
    }
  }

  #begin(): Worker {
    const worker = new Worker(this.#script, {
      // It needs none of what the editor was started with.
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: maxMegabytes, maxYoungGenerationSizeMb: youngMegabytes },
    });
    worker.on('message', (answer: ReadingInPieces) => {
      if (this.#worker !== worker) return;
      this.#current?.resolve(answer);
      this.#current = undefined;
      this.#next();
    });
    const ended = () => {
      if (this.#worker !== worker) return;
      this.#stop();
      this.#next();
    };
    // What went wrong is not told: the words of an error may quote the answer.
    worker.on('error', ended);
    worker.on('exit', ended);
    return worker;
  }

  #stop(): void {
    clearTimeout(this.#idle);
    const [worker, current] = [this.#worker, this.#current];
    this.#worker = this.#current = undefined;
    current?.resolve(tooMuch);
    void worker?.terminate();
  }
}

/** What is said of an answer when the thread that read it has ended. */
const tooMuch: ReadingInPieces = { reading: { unreadable: 'tooMuch' }, pieces: [] };
