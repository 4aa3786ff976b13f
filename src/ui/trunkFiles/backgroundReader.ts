import { Worker } from 'node:worker_threads';
import type { PbxGroups } from '../../core/pbxGroups.ts';
import type { FileUpdate, PbxTrunks } from '../../core/trunkYaml/fileUpdate.ts';
import type { KnownNames } from '../../core/trunkYaml/knownNames.ts';
import type { NameUse } from '../../core/trunkYaml/namesInFile.ts';
import type { OutlinedDocument } from '../../core/trunkYaml/outline.ts';
import { placeholderValues } from '../../core/trunkYaml/placeholders.ts';
import type { PlainPassword } from '../../core/trunkYaml/plainPasswords.ts';
import type { Problem } from '../../core/trunkYaml/problem.ts';
import type { TextReplacement } from '../../core/trunkYaml/renamedName.ts';
import type { PlaceholderSource } from '../../core/trunkYaml/resolveTrunk.ts';
import type { Review } from '../../core/trunkYaml/review.ts';
import type { NamedThing } from '../../core/trunkYaml/scalarNames.ts';
import type { TrunkFile } from '../../core/trunkYaml/trunkFile.ts';
import { UnreadableFile, type TrunkFileReader } from '../../fleet/trunkFileReader.ts';
import { fileOf } from './trunkFilePieces.ts';
import type { TaskOf, TaskResults, TrunkFileTask, TrunkFileWorkerData } from './trunkFileTask.ts';

/** After how many milliseconds without work the worker ends and gives its memory back. */
const idleTime = 60_000;
/** How many milliseconds one task may take; reading gives up by itself long before. */
const timeout = 20_000;
/** A file that needs more megabytes than this must not take the extension host with it. */
const maxMegabytes = 1024;
/** Nearly all that is read is kept until the file has been checked; in less room it would be moved about several times. */
const youngMegabytes = 64;

interface Job {
  task: TrunkFileTask;
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
}

/**
 * Reads trunk files in a thread of its own, one after another; what somebody looks at in the editor comes first. The thread
 * starts with the first file and ends when there has been none for a while.
 */
export class BackgroundReader implements TrunkFileReader {
  readonly #script: string;
  readonly #data: TrunkFileWorkerData;
  readonly #log: (error: unknown) => void;
  /** What is waited for in the editor, and everything else. */
  readonly #urgent: Job[] = [];
  readonly #others: Job[] = [];
  #current: Job | undefined;
  #worker: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param script the bundled worker.
   * @param log is told why a file could not be read.
   */
  constructor(script: string, data: TrunkFileWorkerData, log: (error: unknown) => void) {
    this.#script = script;
    this.#data = data;
    this.#log = log;
  }

  /** Gets the worker ready, since a task is about to come. */
  start(): void {
    this.#worker ??= this.#begin();
    if (!this.#current) this.#wait();
  }

  /** Begins to read a text whose review is about to be asked for. */
  prepare(text: string, groups: PbxGroups): void {
    // What goes wrong will go wrong with the review, too.
    this.#do(this.#urgent, { kind: 'prepare', text, groups }).catch(() => undefined);
  }

  async review(text: string, known: KnownNames): Promise<Review> {
    try {
      return await this.#do(this.#urgent, { kind: 'review', text, known });
    } catch (error) {
      return { problems: [this.#problem(error)], documents: [] };
    }
  }

  async read(text: string, groups: PbxGroups): Promise<TrunkFile> {
    try {
      return await fileOf(await this.#do(this.#others, { kind: 'read', text, groups }));
    } catch (error) {
      return { problems: [this.#problem(error)], documents: [] };
    }
  }

  /** Empty for a file that cannot be read; its review says why. */
  async outline(text: string): Promise<OutlinedDocument[]> {
    try {
      return await this.#do(this.#urgent, { kind: 'outline', text });
    } catch (error) {
      this.#unreadable(error);
      return [];
    }
  }

  /** The secrets and PBXes that a file names, at once for the one that somebody looks at; none of a file that cannot be read. */
  async names(text: string, isUrgent: boolean): Promise<NameUse[]> {
    try {
      return await this.#do(isUrgent ? this.#urgent : this.#others, { kind: 'names', text });
    } catch (error) {
      this.#unreadable(error);
      return [];
    }
  }

  /** What gives a secret or a PBX another name in a file; undefined for one that cannot be read. */
  async renames(text: string, thing: NamedThing, next: string): Promise<TextReplacement[] | undefined> {
    try {
      return await this.#do(this.#others, { kind: 'rename', text, thing, next });
    } catch (error) {
      this.#unreadable(error);
      return undefined;
    }
  }

  /** @throws UnreadableFile */
  plainPasswords(text: string): Promise<PlainPassword[]> {
    return this.#do(this.#urgent, { kind: 'passwords', text });
  }

  async update(
    text: string,
    trunks: PbxTrunks,
    source: PlaceholderSource,
  ): Promise<FileUpdate | { refused: string }> {
    const queue = this.#others;
    try {
      const { pbx, groups } = trunks;
      const names = await this.#do(queue, { kind: 'placeholders', text, pbx, groups });
      const values = await placeholderValues(names, source);
      return await this.#do(queue, { kind: 'update', text, trunks, values });
    } catch (error) {
      return { refused: this.#unreadable(error).message };
    }
  }

  dispose(): void {
    this.#stop('The reader was closed');
    for (const { reject } of [...this.#urgent.splice(0), ...this.#others.splice(0)]) {
      reject(new UnreadableFile('The reader was closed'));
    }
  }

  /** @throws UnreadableFile when there will be no answer. The next task gets a new worker. */
  #do<K extends TrunkFileTask['kind']>(queue: Job[], task: TaskOf<K>): Promise<TaskResults[K]> {
    return new Promise((resolve, reject) => {
      queue.push({ task, resolve: resolve as (result: unknown) => void, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#current) return;
    this.#current = this.#urgent.shift() ?? this.#others.shift();
    if (this.#current) (this.#worker ??= this.#begin()).postMessage(this.#current.task);
    this.#wait();
  }

  #begin(): Worker {
    const worker = new Worker(this.#script, {
      workerData: this.#data,
      // It needs none of what the editor was started with.
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: maxMegabytes, maxYoungGenerationSizeMb: youngMegabytes },
    });
    worker.on('message', (result: unknown) => {
      if (this.#worker !== worker) return;
      this.#current?.resolve(result);
      this.#current = undefined;
      this.#next();
    });
    const ended = (cause: unknown) => {
      if (this.#worker !== worker) return;
      this.#stop(cause);
      this.#next();
    };
    worker.on('error', ended);
    worker.on('exit', (code) => {
      ended(`The reader ended with code ${code.toString()}`);
    });
    return worker;
  }

  /** Ends the worker when it takes too long, or when nothing is left to do. */
  #wait(): void {
    clearTimeout(this.#timer);
    if (!this.#worker) return;
    this.#timer = setTimeout(
      () => {
        this.#stop('The reader took too long');
        this.#next();
      },
      this.#current ? timeout : idleTime,
    );
  }

  /** Ends the worker, and with it what it is doing. */
  #stop(cause: unknown): void {
    clearTimeout(this.#timer);
    const [worker, current] = [this.#worker, this.#current];
    this.#worker = this.#current = undefined;
    current?.reject(new UnreadableFile(cause));
    void worker?.terminate();
  }

  /** The problem of a file that could not be read. */
  #problem(error: unknown): Problem {
    const start = { line: 0, character: 0 };
    const { message } = this.#unreadable(error);
    return { severity: 'error', code: 'too-large', message, start, end: start };
  }

  #unreadable(error: unknown): UnreadableFile {
    if (!(error instanceof UnreadableFile)) throw error;
    this.#log(error);
    return error;
  }
}
