import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import { PbxError } from '../../pbx/errors.ts';
import { MachineLock } from '../../pbx/locks/machineLock.ts';
import type { RunStart } from './journalEvents.ts';
import { readKept, type KeptTrunk } from './keptSettings.ts';
import type { LiveRun } from './liveRun.ts';
import { Recording, type SecretStore } from './recording.ts';
import { RunFile } from './runFile.ts';
import { userName } from '../userName.ts';
import { lastRunIn, pathOfRun, runIds } from './runFolder.ts';
import { moveIntoHistory, runsIn, tidyHistory } from './runHistory.ts';
import type { StoredRun } from './storedRun.ts';

const secretPrefix = 'lastRun:';

/** Told of the runs of this window. */
export interface JournalListener {
  /** A run, or a part of one, has begun, and can be watched. */
  began(live: LiveRun): void;
  /** It is over and written down. */
  ended(run: string): void;
}

/**
 * Keeps the last run, so that a window that was reloaded or crashed can continue or undo it: what happened in a file, what
 * has passwords in it in the secret storage. The next run, in this window or another, takes its place once it has ended; what
 * happened in it goes into the history, its passwords are forgotten.
 */
export class Journal {
  readonly #folder: string;
  readonly #secrets: SecretStore;
  readonly #onFault: (error: unknown) => void;
  readonly #listener: JournalListener | undefined;
  readonly #lock: MachineLock;
  /** The runs of this window that are under way. */
  readonly #underWay = new Set<string>();
  #recordings = 0;

  constructor(
    folder: string,
    secrets: SecretStore,
    onFault: (error: unknown) => void,
    listener?: JournalListener,
  ) {
    this.#folder = folder;
    this.#listener = listener;
    this.#lock = new MachineLock(folder);
    this.#secrets = secrets;
    this.#onFault = onFault;
  }

  /** True while a run of this window is under way. */
  get busy(): boolean {
    return this.#recordings > 0;
  }

  /** A name for a new run. It comes after those of all earlier ones in the order of names, whatever the clock says. */
  async newId(): Promise<string> {
    const [last = ''] = (await runIds(this.#folder)).slice(-1);
    const number = (Number.parseInt(last, 10) || 0) + 1;
    return `${number.toString().padStart(15, '0')}-${randomUUID().slice(0, 8)}`;
  }

  /** Begins a new run, which takes the place of those that are not under way any more. */
  async begin(start: RunStart, id?: string): Promise<Recording> {
    id ??= await this.newId();
    try {
      await mkdir(this.#folder, { recursive: true });
    } catch (error) {
      this.#onFault(error);
    }
    // Nothing of the new run depends on it, so its first trunk does not wait.
    const forgotten = this.#forgetOthers(id).catch(this.#onFault);
    return await this.#record(id, 0, start, forgotten);
  }

  /**
   * Goes on with the last run: continues it, or takes it back.
   * @throws PbxError of kind storage when it is not the last one any more.
   */
  async resume({ id }: StoredRun, start: RunStart): Promise<Recording> {
    // Another window may just have been at it, or have begun a run of its own while a question was open here.
    const last = await this.last();
    if (last?.id !== id) throw new PbxError('storage', anotherRunSince());
    return await this.#record(id, last.parts.length, start, Promise.resolve());
  }

  /** The last run, also of another window or of an earlier day. */
  async last(): Promise<StoredRun | undefined> {
    return await lastRunIn(this.#folder);
  }

  /** The last runs, the newest first. Those before the last one can be read, and nothing more. */
  async history(): Promise<StoredRun[]> {
    return await runsIn(this.#folder);
  }

  /**
   * Does the work of a run, or of a part of it, so that other windows can tell it from one that has broken off, and leave its
   * file alone. It is to be begun or resumed within.
   */
  whileUnderWay<T>(id: string, work: () => Promise<T>): Promise<T> {
    this.#underWay.add(id);
    return this.#lock.run(id, work).finally(() => {
      this.#underWay.delete(id);
    });
  }

  isUnderWayElsewhere({ id }: Pick<StoredRun, 'id'>): Promise<boolean> {
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
      start: { ...start, user: userName() },
      file: new RunFile(pathOfRun(this.#folder, id), this.#onFault),
      keep: async (pbx, text) => {
        await this.#secrets.store(secretKey(id, part, pbx), text);
      },
      onFault: this.#onFault,
      onWatchable: (live) => this.#listener?.began(live),
      onEnd: async () => {
        await beforeEnd;
        this.#recordings -= 1;
        this.#listener?.ended(id);
      },
    });
    this.#recordings += 1;
    await recording.settled();
    return recording;
  }

  /**
   * Forgets the passwords of the runs that have ended, and puts the rest into the history. One that is under way, here or in
   * another window, stays until a later one begins.
   */
  async #forgetOthers(id: string): Promise<void> {
    const keys = (await this.#secrets.keys()).filter((key) => key.startsWith(secretPrefix));
    const others = new Set([...(await runIds(this.#folder)), ...keys.map(idOfKey)]);
    others.delete(id);
    await Promise.all(
      [...others].map(async (other) => {
        if (this.#underWay.has(other)) return;
        const own = keys.filter((key) => idOfKey(key) === other);
        // Under its lock, so that no other window continues it or takes it back meanwhile.
        await this.#lock.tryRun(other, () =>
          Promise.all([...own.map((key) => this.#secrets.delete(key)), moveIntoHistory(this.#folder, other)]),
        );
      }),
    );
    await tidyHistory(this.#folder);
  }
}

export function anotherRunSince(): string {
  return l10n.t('Another run has taken place since, and only the last one can be continued or undone.');
}

/** The run to which a key of the secret storage belongs. */
function idOfKey(key: string): string {
  return key.slice(secretPrefix.length).split(':')[0] ?? '';
}

function secretKey(id: string, ...rest: (string | number)[]): string {
  return [secretPrefix + id, ...rest].join(':');
}
