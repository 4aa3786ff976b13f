import * as l10n from '@vscode/l10n';
import type { TrunkOutcome } from '../../core/outcome.ts';
import { systemClock, type Clock } from '../clock.ts';
import { asPbxError, type PbxError } from '../errors.ts';
import type { Pbx } from '../pbx.ts';
import { registrationOf } from '../registration.ts';
import { wait } from '../backoff.ts';
import { mayPass } from './writeOnce.ts';

/** Before the first question and between two of them, in milliseconds: many trunks register at once. */
const askFirst = 250;
const askEvery = 1000;
/** After how many questions in a row without an answer no more are asked. A PBX that is applying the trunks may miss some. */
const missesToStop = 3;

export interface VerifyOptions {
  /** How long to wait for the last of them, in milliseconds; 0 or less means not at all. */
  timeoutMs: number;
  /** Ends the waiting; what is known by then is reported. */
  signal?: AbortSignal;
  /** Told how many are still registering, before each question. */
  onWait?: (left: number) => void;
  clock?: Clock;
}

/**
 * Waits until the trunks that were just added have registered or failed to, by one trunklist/query a second, and puts it
 * into the words of their outcomes. Never throws for what a PBX does: the trunks are there, whatever becomes of this.
 */
export async function verifyRegistration(
  pbx: Pbx,
  added: readonly TrunkOutcome[],
  { timeoutMs, signal, onWait, clock = systemClock }: VerifyOptions,
): Promise<void> {
  const start = clock.now();
  let pause = askFirst;
  let misses = 0;
  let lastError: PbxError | undefined;
  const left = new Map(added.map((outcome) => [outcome.trunkname, outcome]));
  if (timeoutMs <= 0) return;
  while (left.size > 0) {
    const passed = clock.now() - start;
    if (signal?.aborted || passed >= timeoutMs) break;
    onWait?.(left.size);
    await wait(Math.min(pause, timeoutMs - passed), signal, clock);
    pause = askEvery;
    try {
      for (const { trunkname, status } of await pbx.statuses(signal)) {
        const outcome = left.get(trunkname);
        const words = outcome && settledWords(status, Math.round((clock.now() - start) / 1000));
        if (!outcome || words === undefined) continue;
        outcome.message = join(outcome.message, words);
        left.delete(trunkname);
      }
      misses = 0;
      lastError = undefined;
    } catch (thrown) {
      lastError = asPbxError(thrown);
      misses += 1;
      if (!mayPass(lastError) || misses >= missesToStop) break;
    }
  }
  if (signal?.aborted) return;
  const words = lastError
    ? l10n.t('added · whether it registered is not known: {0}', lastError.message)
    : l10n.t('added · still not registered after {0} s', Math.round(timeoutMs / 1000));
  for (const outcome of left.values()) outcome.message = join(outcome.message, words);
}

function settledWords(status: string | undefined, seconds: number): string | undefined {
  switch (registrationOf(status)) {
    case 'registered':
      return l10n.t('added · registered in {0} s', Math.max(1, seconds));
    case 'failure':
      return l10n.t('added · registration failed: check host, username, authname, password with the ITSP');
    case 'registering':
    case 'disabled':
    case 'unknown':
      return undefined;
  }
}

function join(before: string | undefined, words: string): string {
  return before === undefined ? words : `${before} (${words})`;
}
