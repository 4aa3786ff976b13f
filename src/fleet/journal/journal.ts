import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MachineLock } from '../../pbx/machineLock.ts';
import type { RunStart } from './journalEvents.ts';
import { readKept, type KeptTrunk } from './keptSettings.ts';
import { Recording, type SecretStore } from './recording.ts';
import { RunFile } from './runFile.ts';
import { readParts, type StoredRun } from './storedRun.ts';

const secretPrefix = 'lastRun:';
const extension = '.jsonl';

/**
 * Keeps the last run, so that a window that was reloaded or crashed can continue or undo it: what happened in a file, what
 * has passwords in it in the secret storage. The next run, in this window or another, takes its place.
 */
export class Journal {
  readonly #folder: string;
  readonly #secrets: SecretStore;
  readonly #onFault: (error: unknown) => void;
  readonly #lock: MachineLock;
  #recordings = 0;

  constructor(folder: string, secrets: SecretStore, onFault: (error: unknown) => void) {
    this.#folder = folder;
    this.#lock = new MachineLock(folder);
    this.#secrets = secrets;
    this.#onFault = onFault;
  }

  /** True while a run of this window is under way. */
  get busy(): boolean {
    return this.#recordings > 0;
  }

  /** Begins a new run, which takes the place of the one before. */
  async begin(start: RunStart): Promise<Recording> {
    // Names in the order of time: the last run is the last name.
    const id = `${Date.now().toString().padStart(15, '0')}-${randomUUID().slice(0, 8)}`;
    try {
      await mkdir(this.#folder, { recursive: true });
    } catch (error) {
      this.#onFault(error);
    }
    // Nothing of the new run depends on it, so its first trunk does not wait.
    const forgotten = this.#forgetOthers(id).catch(this.#onFault);
    return await this.#record(id, 0, start, forgotten);
  }

  /** Goes on with the last run: continues it, or takes it back. */
  resume(run: StoredRun, start: RunStart): Promise<Recording> {
    return this.#record(run.id, run.parts.length, start, Promise.resolve());
  }

  /** The last run, also of another window or of an earlier day. */
  async last(): Promise<StoredRun | undefined> {
    for (const id of (await this.#ids()).reverse()) {
      const text = await readFile(this.#path(id), 'utf8').catch(() => '');
      const parts = readParts(text);
      if (parts[0]?.action === 'provision') return { id, parts };
    }
    return undefined;
  }

  /** Does the work of a run, or of a part of it, so that other windows can tell it from one that has broken off. */
  whileUnderWay<T>(id: string, work: () => Promise<T>): Promise<T> {
    return this.#lock.run(id, work);
  }

  isUnderWayElsewhere({ id }: StoredRun): Promise<boolean> {
    return this.#lock.isHeldElsewhere(id);
  }

  /** What each part of a run was about to send to a PBX. Has passwords in it. */
  async kept({ id, parts }: StoredRun, pbx: string): Promise<KeptTrunk[][]> {
    return await Promise.all(
      parts.map(async (_, part) => readKept(await this.#secrets.get(secretKey(id, part, pbx)))),
    );
  }

  async #record(id: string, part: number, start: RunStart, beforeEnd: Promise<void>): Promise<Recording> {
    const recording = new Recording({
      id,
      part,
      start,
      file: new RunFile(this.#path(id), this.#onFault),
      keep: async (pbx, text) => {
        await this.#secrets.store(secretKey(id, part, pbx), text);
      },
      onFault: this.#onFault,
      onEnd: async () => {
        await beforeEnd;
        this.#recordings -= 1;
      },
    });
    this.#recordings += 1;
    await recording.settled();
    return recording;
  }

  async #forgetOthers(id: string): Promise<void> {
    const keys = await this.#secrets.keys();
    const old = keys.filter((key) => key.startsWith(secretPrefix) && !key.startsWith(secretKey(id)));
    await Promise.all([
      ...old.map((key) => this.#secrets.delete(key)),
      ...(await this.#ids())
        .filter((other) => other !== id)
        .flatMap((other) => [rm(this.#path(other), { force: true }), this.#lock.discard(other)]),
    ]);
  }

  /** The runs that have a file, the last one at the end. */
  async #ids(): Promise<string[]> {
    const names = await readdir(this.#folder).catch(() => []);
    return names
      .filter((name) => name.endsWith(extension))
      .map((name) => name.slice(0, -extension.length))
      .sort();
  }

  #path(id: string): string {
    return join(this.#folder, id + extension);
  }
}

function secretKey(id: string, ...rest: (string | number)[]): string {
  return [secretPrefix + id, ...rest].join(':');
}
