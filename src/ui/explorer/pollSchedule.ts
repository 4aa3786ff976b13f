import type { StatusClock } from './clock.ts';

/** How often a followed PBX is asked, in milliseconds, and how many times: new trunks usually settle within seconds. */
const followEvery = 1500;
const followTimes = 20;
/** The longest pause between two tries at a PBX that does not answer, in milliseconds. */
const longestPause = 300_000;
/** How many PBXes are asked in one round, and the milliseconds to the next one: 500 of them are not asked in one moment. */
const roundSize = 8;
const roundPause = 250;

/** How soon a PBX is asked that was not asked yet, in milliseconds. */
const beginWithin = 1000;

/** What asking a PBX came to: all is calm, some trunk is still registering, or there was no answer. */
export type PollResult = 'settled' | 'registering' | 'unreachable';

interface Entry {
  due: number;
  /** Tries in a row without an answer. */
  misses: number;
  asking: boolean;
}

/** When each PBX is asked for its status: once per interval while anybody looks, less often while it does not answer. */
export class PollSchedule {
  readonly #ask: (name: string) => Promise<PollResult>;
  readonly #clock: StatusClock;
  readonly #entries = new Map<string, Entry>();
  readonly #following = new Map<string, number>();
  #interval: number | undefined;
  #active = false;
  #notBefore = 0;
  #timer: unknown;

  /** `ask` never rejects. */
  constructor(ask: (name: string) => Promise<PollResult>, clock: StatusClock) {
    this.#ask = ask;
    this.#clock = clock;
  }

  /** Milliseconds between two questions, or undefined for none. Holds from now on. */
  setInterval(interval: number | undefined): void {
    this.#interval = interval;
    for (const [name, entry] of this.#entries) entry.due = this.#next(name, entry);
    this.#plan();
  }

  /** Whether anybody looks. Without, no timer is left. What became due meanwhile is asked at once afterwards. */
  setActive(active: boolean): void {
    this.#active = active;
    this.#plan();
  }

  /** Asks this PBX from now on. It was asked just now, and `unreachable` says that it gave no answer. */
  keep(name: string, unreachable: boolean): void {
    const entry: Entry = { due: 0, misses: unreachable ? 1 : 0, asking: false };
    // Those that were loaded together part ways with their first question.
    entry.due = this.#next(name, entry) + ((this.#interval ?? 0) * this.#clock.random()) / 2;
    if (this.#following.has(name)) entry.due = this.#next(name, entry);
    this.#entries.set(name, entry);
    this.#plan();
  }

  /** Asks this PBX from now on, which was not asked yet: soon, but several of them not in one moment. */
  begin(name: string): void {
    const isWanted = this.#interval !== undefined || this.#following.has(name);
    const due = isWanted ? this.#clock.now() + beginWithin * this.#clock.random() : Infinity;
    this.#entries.set(name, { due, misses: 0, asking: false });
    this.#plan();
  }

  /** Asks this PBX no more; an answer under way changes nothing here. */
  drop(name: string): void {
    this.#entries.delete(name);
    this.#plan();
  }

  /** Asks this PBX more often for a while, until none of its trunks is registering any more. */
  follow(name: string): void {
    this.#following.set(name, followTimes);
    const entry = this.#entries.get(name);
    if (entry) entry.due = this.#next(name, entry);
    this.#plan();
  }

  follows(name: string): boolean {
    return this.#following.has(name);
  }

  dispose(): void {
    this.#entries.clear();
    this.#following.clear();
    this.#plan();
  }

  #next(name: string, { misses }: Entry): number {
    const now = this.#clock.now();
    if (misses === 0 && this.#following.has(name)) return now + followEvery;
    if (this.#interval === undefined) return Infinity;
    if (misses === 0) return now + this.#interval;
    const pause = Math.min(longestPause, this.#interval * 2 ** misses) * (0.75 + this.#clock.random() / 4);
    return now + Math.max(this.#interval, pause);
  }

  #plan(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#active) return;
    let due = Infinity;
    for (const entry of this.#entries.values()) if (!entry.asking) due = Math.min(due, entry.due);
    if (due === Infinity) return;
    const nextRound = Math.max(due, this.#notBefore);
    this.#timer = this.#clock.setTimeout(
      () => {
        this.#round();
      },
      Math.max(0, nextRound - this.#clock.now()),
    );
  }

  #round(): void {
    const now = this.#clock.now();
    const due = [...this.#entries].filter(([, entry]) => !entry.asking && entry.due <= now);
    due.sort(([, a], [, b]) => a.due - b.due);
    this.#notBefore = now + roundPause;
    for (const [name, entry] of due.slice(0, roundSize)) void this.#askOne(name, entry);
    this.#plan();
  }

  async #askOne(name: string, entry: Entry): Promise<void> {
    entry.asking = true;
    // The interval runs from question to question, whatever the answer takes.
    entry.due = this.#next(name, { ...entry, misses: 0 });
    const asked = await this.#ask(name);
    entry.asking = false;
    if (this.#entries.get(name) !== entry) return;
    const left = this.#following.get(name);
    const wasBackingOff = entry.misses > 0;
    entry.misses = asked === 'unreachable' ? entry.misses + 1 : 0;
    if (left !== undefined) {
      if (left <= 1 || asked !== 'registering') this.#following.delete(name);
      else this.#following.set(name, left - 1);
    }
    if (left !== undefined || wasBackingOff || asked === 'unreachable') entry.due = this.#next(name, entry);
    this.#plan();
  }
}
