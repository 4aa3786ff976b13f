import * as l10n from '@vscode/l10n';
import { outsideText } from '../../core/outsideText.ts';
import type { TrunkOutcome } from '../../core/outcome.ts';
import { applyTooOftenErrno, busyErrno } from '../errno.ts';
import { asPbxError, isRefusal } from '../errors.ts';
import type { Pbx } from '../pbx.ts';
import { standardBackoff, type Backoff, maxRetries, wait } from '../backoff.ts';
import { writeOnce, type Write, type WriteResult } from './writeOnce.ts';

export interface TurnOptions {
  /** Before the PBX is asked what it has, and before each trunk that is sent. */
  onStart?: (pbx: string, trunkname: string | undefined) => void;
  onOutcome?: (outcome: TrunkOutcome) => void;
  /** Stops before the next request; the one under way is waited for, since nobody could know its result otherwise. */
  signal?: AbortSignal;
  backoff?: Backoff;
}

type Result = Omit<TrunkOutcome, 'pbx'>;

/** After how many trunks in a row without a proper answer the rest is not tried. */
const unansweredToStop = 2;

/** The writes of one run to one PBX, one after another, until it is cancelled or the PBX stops answering. */
export class WritesInTurn {
  /** What was reported, in that order. */
  readonly outcomes: TrunkOutcome[] = [];
  readonly #pbx: Pbx;
  readonly #options: TurnOptions;
  readonly #backoff: Backoff;
  #applyDue = false;
  #unanswered = 0;
  #reasonToStop: string | undefined;

  constructor(pbx: Pbx, options: TurnOptions) {
    this.#pbx = pbx;
    this.#options = options;
    this.#backoff = options.backoff ?? standardBackoff;
  }

  /** @returns the outcome, which {@link end} may still change. */
  report(result: Result): TrunkOutcome {
    const outcome = { pbx: this.#pbx.name, ...result };
    this.outcomes.push(outcome);
    this.#options.onOutcome?.(outcome);
    return outcome;
  }

  /** Why nothing is sent any more, for a trunk whose turn it would be. */
  reasonAgainst(trunkname: string): Result | undefined {
    if (this.#options.signal?.aborted) return { trunkname, ...skippedByCancel() };
    return this.#reasonToStop === undefined
      ? undefined
      : { trunkname, outcome: 'failed', message: this.#reasonToStop };
  }

  /** Sends a write for which there is no reason against it. What came of it is not reported yet. */
  async send(write: Write): Promise<Result> {
    this.#options.onStart?.(this.#pbx.name, write.trunkname);
    const result = await writeOnce(write, this.#backoff, this.#options.signal);
    this.#applyDue ||= result.applyDue;
    this.#unanswered = result.obstacle === 'unanswered' ? this.#unanswered + 1 : 0;
    this.#reasonToStop = whyStop(this.#pbx.name, result.obstacle, this.#unanswered);
    return result.outcome;
  }

  /** Settles writes that the PBX has not applied by itself. @returns every outcome. */
  async end(): Promise<TrunkOutcome[]> {
    if (this.#applyDue && this.#pbx.connection.apiVersion === 'v1.1.0') {
      await applyAtLast(this.#pbx, this.outcomes, this.#backoff);
    }
    return this.outcomes;
  }
}

/** Why the trunks that are left need not be tried, after one that met an obstacle. */
function whyStop(pbx: string, obstacle: WriteResult['obstacle'], unanswered: number): string | undefined {
  if (obstacle === 'signedOut')
    return l10n.t('Not tried, because nobody is signed in to {0} any more.', outsideText(pbx));
  return obstacle === 'unreachable' || unanswered >= unansweredToStop
    ? l10n.t('Not tried, because {0} stopped answering.', outsideText(pbx))
    : undefined;
}

function skippedByCancel(): Omit<Result, 'trunkname'> {
  return { outcome: 'skipped', message: l10n.t('Cancelled before its turn.') };
}

/** What becomes of every trunk of a PBX that could not be asked what it has. */
export type Instead = Omit<TrunkOutcome, 'pbx' | 'trunkname'>;

/** Asks a PBX what it has, before anything is sent to it. Never throws for what a PBX does. */
export async function askFirst<T>(
  pbx: Pbx,
  ask: () => Promise<T>,
  { signal, onStart }: Pick<TurnOptions, 'onStart' | 'signal'>,
): Promise<{ answer: T } | { instead: Instead }> {
  if (signal?.aborted) return { instead: skippedByCancel() };
  try {
    onStart?.(pbx.name, undefined);
    return { answer: await ask() };
  } catch (thrown) {
    const { kind, message, errno } = asPbxError(thrown);
    if (kind === 'cancelled') return { instead: skippedByCancel() };
    return { instead: { outcome: 'failed', message, ...(errno !== undefined && { errno }) } };
  }
}

/** Settles the writes that met 10025. They are there either way; what is missing is that the PBX uses them. */
export async function applyAtLast(pbx: Pbx, outcomes: TrunkOutcome[], backoff: Backoff): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await pbx.apply();
      return;
    } catch (thrown) {
      const error = asPbxError(thrown);
      if (isRefusal(error, busyErrno, applyTooOftenErrno) && attempt <= maxRetries) {
        await wait(backoff(attempt), undefined);
        continue;
      }
      const written = ['added', 'updated', 'deleted', 'restored'];
      for (const outcome of outcomes.filter((one) => written.includes(one.outcome))) {
        outcome.message = l10n.t(
          'Done, but not applied yet: {0} Apply the changes in the PBX’s web page.',
          error.message,
        );
      }
      return;
    }
  }
}
