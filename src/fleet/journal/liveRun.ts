import { Paced, type PaceClock } from '../../core/paced.ts';
import { keyOf, type TrunkKey } from '../../core/trunkKey.ts';
import type { RunPart, TimedOutcome } from './storedRun.ts';

/** A trunk of a run that is under way: before its turn, in it, or with its outcome. A row that changes is another object. */
export type LiveRow = TimedOutcome | (TrunkKey & { outcome: 'waiting' | 'underWay' });

/** How a run is stopped before its next write. */
export interface RunStop {
  signal: AbortSignal;
  /** Only for a run that somebody has asked for and looks at. */
  cancel?: (() => void) | undefined;
}

/** The least time between two news of a run, in milliseconds. */
const pauseBetween = 200;

/** A part of a run while it goes on, trunk by trunk, for whoever watches it. It is only in memory: the journal has the rest. */
export class LiveRun {
  readonly run: string;
  readonly index: number;
  readonly stop: RunStop;
  readonly #about: Omit<RunPart, 'outcomes'>;
  readonly #rows: LiveRow[];
  readonly #places: Map<string, number>;
  readonly #ended = new Map<number, TimedOutcome>();
  readonly #listeners = new Set<() => void>();
  readonly #news: Paced;

  /** @param trunks of the run, in the order of its report. */
  constructor(
    { run, index }: { run: string; index: number },
    about: Omit<RunPart, 'outcomes'>,
    trunks: readonly TrunkKey[],
    stop: RunStop,
    clock?: PaceClock,
  ) {
    this.run = run;
    this.index = index;
    this.stop = stop;
    this.#about = about;
    this.#rows = trunks.map(({ pbx, trunkname }) => ({ pbx, trunkname, outcome: 'waiting' }));
    this.#places = new Map(trunks.map((trunk, place) => [keyOf(trunk), place]));
    this.#news = new Paced(
      () => {
        for (const listener of [...this.#listeners]) listener();
      },
      pauseBetween,
      clock,
    );
    stop.signal.addEventListener('abort', this.#tell);
  }

  get rows(): readonly LiveRow[] {
    return this.#rows;
  }

  /** The outcomes so far by their places among the rows, in the order in which they came. */
  get ended(): ReadonlyMap<number, TimedOutcome> {
    return this.#ended;
  }

  /** What the journal has of it by now, but for the order of the outcomes. */
  get part(): RunPart {
    return { ...this.#about, outcomes: [...this.#ended.values()] };
  }

  /** Told of changes until the end, not more often than can be read. */
  onDidChange(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  started({ pbx, trunkname }: TrunkKey): void {
    const place = this.#places.get(keyOf({ pbx, trunkname }));
    if (place === undefined || this.#ended.has(place)) return;
    this.#rows[place] = { pbx, trunkname, outcome: 'underWay' };
    this.#tell();
  }

  /** Takes an outcome, or what is known later of the same trunk. */
  outcome(outcome: TimedOutcome): void {
    const place = this.#places.get(keyOf(outcome));
    if (place === undefined) return;
    this.#rows[place] = outcome;
    this.#ended.set(place, outcome);
    this.#tell();
  }

  /** It is over, and nobody is told of it any more. */
  end(): void {
    this.stop.signal.removeEventListener('abort', this.#tell);
    this.#listeners.clear();
    this.#news.stop();
  }

  readonly #tell = (): void => {
    this.#news.ask();
  };
}
