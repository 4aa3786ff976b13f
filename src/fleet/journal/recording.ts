import * as l10n from '@vscode/l10n';
import type { ProvisionReport, TrunkOutcome } from '../../core/outcome.ts';
import { keyOf, type TrunkKey } from '../../core/trunkKey.ts';
import type { Comparison } from '../../pbx/provision/compareTrunks.ts';
import type { RunObserver } from '../../pbx/provision/provisionPbx.ts';
import type { RunStart } from './journalEvents.ts';
import { keptOf, writeKept } from './keptSettings.ts';
import { LiveRun, type RunStop } from './liveRun.ts';
import type { RunFile } from './runFile.ts';
import type { RunPart, TimedOutcome } from './storedRun.ts';

/** How long outcomes gather before they are written down, in milliseconds: all that a crash can lose. */
const gatherFor = 25;

/** The part of VS Code's SecretStorage that the journal needs. */
export interface SecretStore {
  keys(): Thenable<string[]>;
  get(key: string): Thenable<string | undefined>;
  store(key: string, value: string): Thenable<void>;
  delete(key: string): Thenable<void>;
}

interface RecordingOptions {
  id: string;
  part: number;
  start: RunStart;
  file: RunFile;
  /** Keeps a text with passwords in it, for one PBX. */
  keep: (pbx: string, text: string) => Promise<void>;
  onFault: (error: unknown) => void;
  /** Told of what can be watched. */
  onWatchable: (live: LiveRun) => void;
  /** The last thing of the recording, which its end waits for. */
  onEnd: () => void | Promise<void>;
}

/** Follows a run, or a part of one, and writes it down as it goes. */
export class Recording implements Required<RunObserver> {
  readonly id: string;
  readonly part: number;
  readonly #options: RecordingOptions;
  readonly #startedAt = new Date().toISOString();
  readonly #started = new Map<string, number>();
  readonly #waiting: { outcome: TrunkOutcome; at: number }[] = [];
  #live: LiveRun | undefined;
  readonly #recorded = new Map<string, { text: string; milliseconds: number | undefined }>();

  constructor(options: RecordingOptions) {
    this.id = options.id;
    this.part = options.part;
    this.#options = options;
    options.file.add({ event: 'start', at: this.#startedAt, ...options.start });
  }

  /** Lets people watch these trunks from here on. */
  watch(trunks: readonly TrunkKey[], stop: RunStop): void {
    const { id, part, start, onWatchable } = this.#options;
    const about = { ...start, startedAt: this.#startedAt, cancelled: false };
    this.#live = new LiveRun({ run: id, index: part }, about, trunks, stop);
    onWatchable(this.#live);
  }

  readonly onStart = (pbx: string, trunkname: string | undefined): void => {
    if (trunkname === undefined) return;
    this.#started.set(keyOf({ pbx, trunkname }), performance.now());
    this.#live?.started({ pbx, trunkname });
  };

  /** Written down a moment later, together with what else comes within it. */
  readonly onOutcome = (outcome: TrunkOutcome): void => {
    if (this.#waiting.length === 0) setTimeout(this.#writeDown, gatherFor);
    this.#waiting.push({ outcome: { ...outcome }, at: performance.now() });
  };

  readonly #writeDown = (): void => {
    for (const { outcome, at } of this.#waiting.splice(0)) this.#record(outcome, at);
  };

  #record(outcome: TrunkOutcome, at: number): void {
    const key = keyOf(outcome);
    const { pbx, trunkname, outcome: word, errno, message } = outcome;
    const text = JSON.stringify([word, errno, message]);
    const known = this.#recorded.get(key);
    if (known?.text === text) return;
    const started = this.#started.get(key);
    const milliseconds =
      known?.milliseconds ?? (started === undefined ? undefined : Math.round(at - started));
    this.#recorded.set(key, { text, milliseconds });
    const timed = {
      pbx,
      trunkname,
      outcome: word,
      ...(errno !== undefined && { errno }),
      ...(message !== undefined && { message }),
      ...(milliseconds !== undefined && { milliseconds }),
    };
    this.#options.file.add({ event: 'outcome', ...timed });
    this.#live?.outcome(timed);
  }

  /** What an undo needs, in one piece for all trunks of a PBX: safe before the first of them is changed. */
  readonly onCompared = async (pbx: string, comparison: Comparison): Promise<string | undefined> => {
    const kept = keptOf(comparison, this.#options.start.request?.update ?? false);
    if (kept.length === 0) return undefined;
    try {
      await this.#options.keep(pbx, writeKept(kept));
      return undefined;
    } catch (error) {
      this.#options.onFault(error);
      return l10n.t(
        'Its present settings could not be kept in the secret storage for an undo, so it was not changed.',
      );
    }
  };

  /** Waits until everything so far is in the file. */
  settled(): Promise<void> {
    this.#writeDown();
    return this.#options.file.settled();
  }

  /** Writes down what came after the trunks' own turns, and the end. Without a report, the run broke off. */
  async end(report: ProvisionReport | undefined): Promise<RunPart> {
    const { start, file, onEnd } = this.#options;
    const endedAt = new Date().toISOString();
    const { outcomes, cancelled } = report ?? { outcomes: [], cancelled: false };
    for (const outcome of outcomes) this.onOutcome(outcome);
    this.#writeDown();
    if (report) file.add({ event: 'end', at: endedAt, cancelled });
    await this.settled();
    this.#live?.end();
    await onEnd();
    const timed = outcomes.map((outcome): TimedOutcome => {
      const milliseconds = this.#recorded.get(keyOf(outcome))?.milliseconds;
      return { ...outcome, ...(milliseconds !== undefined && { milliseconds }) };
    });
    return { ...start, startedAt: this.#startedAt, endedAt, cancelled, outcomes: timed };
  }
}
