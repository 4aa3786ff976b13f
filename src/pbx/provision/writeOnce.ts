import * as l10n from '@vscode/l10n';
import type { TrunkOutcome } from '../../core/outcome.ts';
import { sentences } from '../../core/sentences.ts';
import { applyTooOftenErrno, busyErrno, serverErrno } from '../errno.ts';
import { asPbxError, isRefusal, type PbxError } from '../errors.ts';
import { maxRetries, wait, type Backoff } from '../backoff.ts';

/** One change to one trunk. */
export interface Write {
  trunkname: string;
  /** The outcome when it is done. */
  done: 'added' | 'updated' | 'deleted' | 'restored';
  send(): Promise<void>;
  /** Asks the PBX whether the change took effect. @throws PbxError when it cannot be asked. */
  happened(): Promise<boolean>;
}

/** What became of one write: the outcome, and what the rest of the run has to know. */
export interface WriteResult {
  outcome: Omit<TrunkOutcome, 'pbx'>;
  /** What stands in the way of further trunks: no proper answer, no connection any more, or nobody signed in. */
  obstacle: 'unanswered' | 'unreachable' | 'signedOut' | undefined;
  /** A 10025 was met: an `apply` is due at the end. */
  applyDue: boolean;
}

/**
 * Makes a change exactly once, whatever the network does. A write whose answer is lost is never repeated blindly: the PBX
 * is asked, and only if the change is not there is it sent again, once. From then on it is `failed` only after
 * the PBX has said so once more, for the first write may take effect late. What cannot be known is `unknown`.
 *
 * A cancel ends the tries, but not the question what became of the last one.
 */
export async function writeOnce(write: Write, backoff: Backoff, signal?: AbortSignal): Promise<WriteResult> {
  const { trunkname, done } = write;
  let applyDue = false;
  let uncertain = false;
  let unreachable = 0;
  let busy = 0;
  let lost = 0;

  for (;;) {
    let error: PbxError;
    try {
      await write.send();
      return { outcome: { trunkname, outcome: done }, obstacle: undefined, applyDue };
    } catch (thrown) {
      error = asPbxError(thrown);
    }
    const unreached = error.kind === 'connection' && !error.mayHaveArrived;
    if (unreached && unreachable < maxRetries) {
      unreachable += 1;
      await wait(backoff(unreachable), signal);
      if (!signal?.aborted) continue;
    }

    const isBusy = isRefusal(error, busyErrno, applyTooOftenErrno);
    applyDue ||= isRefusal(error, applyTooOftenErrno);
    // The tables do not say whether a write is kept when one of these comes back.
    uncertain ||= error.mayHaveArrived || isBusy || isRefusal(error, serverErrno);
    const happened = uncertain && (await hasHappened(write, backoff, error.kind === 'timeout', signal));
    if (happened === true) return { outcome: { trunkname, outcome: done }, obstacle: undefined, applyDue };

    if (isBusy) busy += 1;
    if (error.mayHaveArrived) lost += 1;
    // 20010 says that nothing was done; 10025 does not.
    const again = isBusy
      ? busy <= maxRetries && (happened === false || isRefusal(error, busyErrno))
      : error.mayHaveArrived && lost === 1 && happened === false;
    if (again && isBusy) await wait(backoff(busy), signal);
    if (again && !signal?.aborted) continue;
    return {
      outcome: outcomeOf(write, error, happened, lost, signal),
      obstacle: obstacleOf(error, happened),
      applyDue,
    };
  }
}

function outcomeOf(
  { trunkname, done }: Write,
  error: PbxError,
  happened: false | PbxError,
  lost: number,
  signal: AbortSignal | undefined,
): WriteResult['outcome'] {
  const errno = error.errno === undefined ? {} : { errno: error.errno };
  if (happened !== false) {
    const message = l10n.t(
      '{0} Asking for the trunk failed too: {1} Look at the PBX before you try again.',
      error.message,
      happened.message,
    );
    return { trunkname, outcome: 'unknown', ...errno, message };
  }
  if (signal?.aborted) {
    const message = l10n.t('Cancelled, and not done: {0}', error.message);
    return { trunkname, outcome: 'skipped', ...errno, message };
  }
  const message = lost > 1 ? sentences(error.message, afterTwoTries(done)) : error.message;
  return { trunkname, outcome: 'failed', ...errno, message };
}

function afterTwoTries(done: Write['done']): string {
  switch (done) {
    case 'added':
      return l10n.t('The trunk is not there, after two tries.');
    case 'updated':
    case 'restored':
      return l10n.t('The trunk still has its earlier settings, after two tries.');
    case 'deleted':
      return l10n.t('The trunk is still there, after two tries.');
  }
}

function obstacleOf(error: PbxError, happened: false | PbxError): WriteResult['obstacle'] {
  const last = happened === false ? error : happened;
  switch (last.kind) {
    case 'signedOut':
    case 'storage':
      return 'signedOut';
    case 'tls':
      return 'unreachable';
    case 'connection':
      return last.mayHaveArrived ? 'unanswered' : 'unreachable';
    case 'timeout':
    case 'status':
    case 'answer':
      return 'unanswered';
    case 'refused':
    case 'cancelled':
      return undefined;
  }
}

/** How often a PBX that did not answer in time must say that a change is not there: it may still be working on it. */
const asksAfterTimeout = 3;

/**
 * Asks a PBX whether a change took effect. One that is restarting or busy gets some time.
 * @returns the answer, or the error for which there is none.
 */
async function hasHappened(
  { happened }: Pick<Write, 'happened'>,
  backoff: Backoff,
  afterTimeout: boolean,
  signal: AbortSignal | undefined,
): Promise<boolean | PbxError> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (await happened()) return true;
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
