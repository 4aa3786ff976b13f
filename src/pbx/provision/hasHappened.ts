import type { ExistingTrunk } from '../../core/compare.ts';
import { applyTooOftenErrno, busyErrno, serverErrno } from '../errno.ts';
import { asPbxError, isRefusal, type PbxError } from '../errors.ts';
import type { Pbx } from '../pbx.ts';
import { maxRetries, wait, type Backoff } from './backoff.ts';

/** How often a PBX that did not answer in time must say that a change is not there: it may still be working on it. */
const asksAfterTimeout = 3;

/**
 * Asks a PBX by name whether a change took effect. One that is restarting or busy gets some time.
 * @returns the answer, or the error for which there is none.
 */
export async function hasHappened(
  pbx: Pbx,
  { trunkname, happened }: { trunkname: string; happened: (found: ExistingTrunk | undefined) => boolean },
  backoff: Backoff,
  afterTimeout: boolean,
  signal: AbortSignal | undefined,
): Promise<boolean | PbxError> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (happened(await pbx.trunk(trunkname))) return true;
      if (!afterTimeout || attempt >= asksAfterTimeout || signal?.aborted) return false;
    } catch (thrown) {
      const error = asPbxError(thrown);
      if (attempt > maxRetries || !mayPass(error) || signal?.aborted) return error;
    }
    await wait(backoff(attempt), signal);
  }
}

/** True for an error that a PBX gives while it is restarting or busy. */
export function mayPass(error: PbxError): boolean {
  return (
    error.kind === 'connection' ||
    error.kind === 'answer' ||
    (error.status ?? 0) >= 500 ||
    isRefusal(error, busyErrno, applyTooOftenErrno, serverErrno)
  );
}
