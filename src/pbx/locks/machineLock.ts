import { createHash, randomUUID } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { systemClock } from '../clock.ts';
import { makePrivateFolder } from './privateFolder.ts';
import { wait } from '../backoff.ts';

/** In milliseconds. */
export interface LockTiming {
  /** How often a holder shows that it is still there. */
  showLifeEvery: number;
  /** How often one that waits looks. */
  lookEvery: number;
  /** A lock without a sign of life for so long belongs to nobody any more. */
  abandonedAfter: number;
}

const standardTiming: LockTiming = { showLifeEvery: 1000, lookEvery: 100, abandonedAfter: 30_000 };

/** How often in a row writing a lock is tried: Windows refuses a file for a moment while its predecessor is being deleted. */
const triesToWrite = 3;

/** Where a process has the number that it has: home folders are shared between computers, and between containers of one. */
const here = `${hostname()} ${pidNamespace()}`;

/**
 * Lets only one process of this machine do something at a time, across all windows of the editor. A lock is a file; one whose
 * process has died is taken over. That of a process elsewhere is, when it shows no sign of life any more.
 */
export class MachineLock {
  /** Where its files are. */
  readonly folder: string;
  readonly #timing: LockTiming;
  readonly #clock;
  /** What stands in the locks that are held through this object. */
  readonly #own = new Set<string>();

  /** By `clock` it waits for its turn. */
  constructor(folder: string, timing: LockTiming = standardTiming, clock = systemClock) {
    this.folder = folder;
    this.#timing = timing;
    this.#clock = clock;
  }

  /**
   * Runs a task while holding the lock of that name. When the signal ends the waiting, the task runs without the lock: it
   * must look at the signal before it does anything that needs one. Where no file can be written, it runs without too.
   * @param task is told whether the lock is held.
   */
  run<T>(name: string, task: (isHeld: boolean) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#run(name, task, signal, false);
  }

  /**
   * Runs a task while holding the lock of that name, unless somebody else holds it: that one is not waited for beyond its first
   * sign of life. Where no file can be written, it does not run either.
   */
  async tryRun(name: string, task: () => Promise<unknown>): Promise<void> {
    await this.#run(name, async (isHeld) => (isHeld ? await task() : undefined), undefined, true);
  }

  async #run<T>(
    name: string,
    task: (isHeld: boolean) => Promise<T>,
    signal: AbortSignal | undefined,
    yields: boolean,
  ): Promise<T> {
    const file = this.#fileOf(name);
    const mark = `${process.pid.toString()} ${randomUUID()} ${here}`;
    if (!(await this.#acquire(file, mark, signal, yields))) return await task(false);
    this.#own.add(mark);
    const life = setInterval(() => {
      const now = new Date();
      utimes(file, now, now).catch(() => undefined);
    }, this.#timing.showLifeEvery);
    try {
      return await task(true);
    } finally {
      clearInterval(life);
      this.#own.delete(mark);
      if ((await contentOf(file)) === mark) await remove(file);
    }
  }

  /**
   * Whether somebody else, such as another window, holds the lock of that name. A process of that number may be another one by
   * now, so a sign of life is waited for, and no clocks are compared: it comes at once where all is well.
   */
  async isHeldElsewhere(name: string): Promise<boolean> {
    const { lookEvery, abandonedAfter } = this.#timing;
    const file = this.#fileOf(name);
    const first = await look(file);
    for (let looks = 0; looks * lookEvery < abandonedAfter; looks += 1) {
      const found = looks === 0 ? first : await look(file);
      if (!found || found.isDead || this.#own.has(found.mark)) return false;
      if (found.state !== first?.state) return true;
      await wait(lookEvery, undefined, this.#clock);
    }
    return false;
  }

  #fileOf(name: string): string {
    return join(this.folder, `${hash(name)}.lock`);
  }

  /** @param yields gives up where somebody shows that it holds the lock. */
  async #acquire(
    file: string,
    mark: string,
    signal: AbortSignal | undefined,
    yields: boolean,
  ): Promise<boolean> {
    const { lookEvery, abandonedAfter } = this.#timing;
    let refusals = 0;
    let before: string | undefined;
    let looks = 0;
    while (!signal?.aborted) {
      const written = await write(file, mark);
      if (written === 'written') return true;
      if (written === 'refused') {
        refusals += 1;
        if (refusals >= triesToWrite) return false;
      } else {
        // However often that happens in a long wait.
        refusals = 0;
        const found = await look(file);
        if (yields && found && before !== undefined && found.state !== before) return false;
        // Looks are counted, and no clocks compared: a computer that slept for hours wakes up with its locks untouched.
        looks = found !== undefined && found.state === before ? looks + 1 : 0;
        before = found?.state;
        const unchangedFor = looks * lookEvery;
        if (found && (found.isDead || unchangedFor >= abandonedAfter)) {
          const taken = await takeAway(file, found.state, mark, unchangedFor >= 2 * abandonedAfter);
          if (taken === 'impossible') return false;
          if (taken === 'done') continue;
        }
      }
      await wait(lookEvery, signal, this.#clock);
    }
    return false;
  }
}

/** What a lock file shows. */
interface Seen {
  /** A text that changes with every sign of life. */
  state: string;
  /** Whose it is; blank while it is not written yet. */
  mark: string;
  isDead: boolean;
}

async function look(file: string): Promise<Seen | undefined> {
  const [content, info] = await Promise.all([contentOf(file), stat(file).catch(() => undefined)]);
  if (!info) return undefined;
  // A file that was just created may not have its content yet.
  const [pid, , ...place] = (content ?? '').split(' ');
  return {
    state: `${content ?? ''} ${info.mtimeMs.toString()}`,
    mark: content ?? '',
    isDead: place.join(' ') === here && Number(pid) > 0 && !isAlive(Number(pid)),
  };
}

/**
 * Removes an abandoned lock. Several may find it abandoned at once, and the quickest may have its own lock there already; so
 * only one may remove a lock in that very state, the one whose claim is written first, and only while it still is in it.
 */
async function takeAway(
  file: string,
  state: string,
  mark: string,
  isStuck: boolean,
): Promise<'done' | 'notMine' | 'impossible'> {
  const claim = `${file}.${hash(state)}`;
  const written = await write(claim, mark);
  if (written === 'refused') return 'impossible';
  if (written === 'exists') {
    // Whoever claimed it may have died before it was done.
    const other = await look(claim);
    if (other && (other.isDead || isStuck)) await takeAway(claim, other.state, mark, isStuck);
    return 'notMine';
  }
  try {
    if ((await look(file))?.state !== state) return 'done';
    return (await remove(file)) ? 'done' : 'impossible';
  } finally {
    await remove(claim);
  }
}

/** Creates a file that must not be there yet. */
async function write(file: string, content: string): Promise<'written' | 'exists' | 'refused'> {
  try {
    await makePrivateFolder(dirname(file));
  } catch {
    return 'refused';
  }
  try {
    await writeFile(file, content, { flag: 'wx' });
    return 'written';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return 'exists';
    // A full disk creates the file and refuses its content.
    if (code === 'ENOSPC' || code === 'EDQUOT') await remove(file);
    return 'refused';
  }
}

/** Of Linux; blank elsewhere. */
function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function contentOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}

/** @returns whether it is gone. */
function remove(file: string): Promise<boolean> {
  return rm(file, { force: true }).then(
    () => true,
    () => false,
  );
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
