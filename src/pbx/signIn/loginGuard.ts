import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { timeOfDay } from '../../core/localTime.ts';
import { outsideText } from '../../core/outsideText.ts';
import { BoxLock, type Turn } from '../locks/boxLock.ts';
import type { LookUp } from '../locks/boxKeys.ts';
import { cancelled, PbxError } from '../errors.ts';
import { heldBackCode, lastLoginCode } from './heldBack.ts';
import { LoginCount, mostLogins } from './loginCount.ts';
import { MachineLock } from '../locks/machineLock.ts';

/** The box that somebody signs in to: its display name, for words, and its URL. */
export interface Box {
  name: string;
  url: string;
}

export interface LoginOptions {
  /** Ends the waiting for other logins to the box. */
  signal?: AbortSignal | undefined;
  /** Sends it though the last ones had no yes, since a person who was told of that wants it; but never the fifth. */
  anyway?: boolean | undefined;
}

/** Sends a login when it may be sent. */
export type SendLogin = <T>(send: () => Promise<T>) => Promise<T>;

/** What tests bring of their own. */
interface Surroundings {
  now?: () => number;
  lookUp?: LookUp;
  lock?: MachineLock;
}

/**
 * Keeps the user's windows, all of them together, from locking this computer out of a box: it lets logins to a box be sent
 * one after another, counts each before it is sent, whoever the user of the API is, and sends none while three of the last ten
 * minutes had no yes, or a fourth that a person wanted: the fifth wrong one would lock the site out. One whose answer was lost may have been a wrong one, so it counts.
 */
export class LoginGuard {
  readonly #folder: string;
  readonly #lock: BoxLock;
  readonly #now: () => number;

  /** @param folder the state folder that all windows of the user share. */
  constructor(folder: string, { now = Date.now, lookUp, lock }: Surroundings = {}) {
    this.#folder = join(folder, 'logins');
    this.#lock = new BoxLock(lock ?? new MachineLock(this.#folder), lookUp);
    this.#now = now;
  }

  /**
   * Waits until no other window signs in to the box, then does the work, which may sign in.
   * @throws PbxError of kind cancelled, and what the work throws. Sending throws one of kind signedOut, with
   * {@link heldBackCode}, where nothing may be sent.
   */
  inTurn<T>(
    box: Box,
    { signal, anyway = false }: LoginOptions,
    work: (send: SendLogin) => Promise<T>,
  ): Promise<T> {
    return this.#lock.run(
      box.url,
      (turn) => {
        if (signal?.aborted) throw cancelled();
        return work((send) => this.#send(box, turn, anyway, send));
      },
      signal,
    );
  }

  async #send<T>(box: Box, { keys, isLocked }: Turn, anyway: boolean, send: () => Promise<T>): Promise<T> {
    const counts = keys.map((key) => new LoginCount(this.#folder, key, this.#now));
    const id = randomUUID();
    const takeBack = () => Promise.allSettled(counts.map((count) => count.takeBack(id)));
    let until: number | undefined;
    let isLast = false;
    let isCounted = isLocked;
    try {
      const times = await Promise.all(counts.map((count) => count.heldUntil()));
      until = times.reduce(
        (latest, one) => (latest === undefined || (one ?? 0) > latest ? one : latest),
        undefined,
      );
      const fuller = await Promise.all(counts.map((count) => count.heldUntil(mostLogins + 1)));
      isLast = fuller.some((time) => time !== undefined);
      if (until === undefined || (anyway && !isLast)) await Promise.all(counts.map((count) => count.add(id)));
    } catch {
      isCounted = false;
    }
    if (isLast && until !== undefined) throw keptBack(box, until);
    if (!anyway && until !== undefined) throw heldBack(box, until);
    if (!anyway && !isCounted) {
      await takeBack();
      throw notCounted(box, this.#folder);
    }
    try {
      const result = await send();
      await takeBack();
      return result;
    } catch (error) {
      if (neverLeft(error)) await takeBack();
      throw error;
    }
  }
}

/** True when the box certainly saw nothing of a login, so that it cannot have counted it either. */
function neverLeft(error: unknown): boolean {
  return (
    error instanceof PbxError &&
    !error.mayHaveArrived &&
    ['connection', 'tls', 'timeout', 'cancelled'].includes(error.kind)
  );
}

function heldBack({ name, url }: Box, until: number): PbxError {
  return new PbxError(
    'signedOut',
    l10n.t(
      'Nothing was sent. The last {0} sign-ins to {1} ({2}) failed or had no answer, and after five it lets nobody from this computer in for ten minutes. Wait until {3}, or check the user name and the password and try once anyway.',
      mostLogins,
      outsideText(name),
      new URL(url).host,
      timeOfDay(until),
    ),
    { code: heldBackCode },
  );
}

function keptBack({ name, url }: Box, until: number): PbxError {
  return new PbxError(
    'signedOut',
    l10n.t(
      'Nothing was sent. The last {0} sign-ins to {1} ({2}) failed or had no answer, and the next wrong one would lock this computer out. Wait until {3}, and check the user name and the password meanwhile.',
      mostLogins + 1,
      outsideText(name),
      new URL(url).host,
      timeOfDay(until),
    ),
    { code: lastLoginCode },
  );
}

function notCounted({ name, url }: Box, folder: string): PbxError {
  return new PbxError(
    'signedOut',
    l10n.t(
      'Nothing was sent to {0} ({1}): sign-ins are counted, so that wrong ones do not lock this computer out, and the count cannot be written to {2}. Make that folder writable, or try once anyway.',
      outsideText(name),
      new URL(url).host,
      folder,
    ),
    { code: heldBackCode },
  );
}
