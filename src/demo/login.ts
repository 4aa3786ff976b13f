import { createHash, randomBytes } from 'node:crypto';
import { Refusal } from './errno.ts';

const MINUTE = 60_000;
/** login: "five wrong passwords in a row lock the caller's IP address for 10 minutes". */
const WRONG_LOGINS_ALLOWED = 5;
const LOCKED_FOR = 10 * MINUTE;
/** login and heartbeat: a token lives for 30 minutes after the last call made with it. */
const TOKEN_LIVES_FOR = 30 * MINUTE;

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

interface Caller {
  wrongInARow: number;
  lockedUntil: number;
}

/**
 * Who may call. Several tokens live side by side: whether a second login kills the first one is not
 * documented, and letting both live is the Demo's choice.
 */
export class Logins {
  readonly #username: string;
  readonly #passwordMd5: string;
  readonly #now: () => number;
  readonly #callers = new Map<string, Caller>();
  readonly #lastUsed = new Map<string, number>();

  constructor(credentials: Credentials, now: () => number) {
    this.#username = credentials.username;
    this.#passwordMd5 = createHash('md5').update(credentials.password).digest('hex');
    this.#now = now;
  }

  /** The password travels as its MD5 in 32 lower-case hex digits (OpenVox, login); answers with a token of the same shape. */
  login(address: string, username: string, passwordMd5: string): string {
    const caller = this.#callers.get(address) ?? { wrongInARow: 0, lockedUntil: 0 };
    if (this.#now() < caller.lockedUntil) {
      throw new Refusal('lockedOut');
    }
    if (username !== this.#username || passwordMd5 !== this.#passwordMd5) {
      caller.wrongInARow += 1;
      if (caller.wrongInARow === WRONG_LOGINS_ALLOWED) {
        caller.wrongInARow = 0;
        caller.lockedUntil = this.#now() + LOCKED_FOR;
      }
      this.#callers.set(address, caller);
      throw new Refusal('wrongPassword');
    }
    this.#callers.delete(address);
    const token = randomBytes(16).toString('hex');
    this.#lastUsed.set(token, this.#now());
    return token;
  }

  /** Lets a token pass and prolongs it: any API call counts as activity (Yeastar, heartbeat). */
  use(token: string): void {
    if (token === '') {
      throw new Refusal('blankToken');
    }
    const lastUsed = this.#lastUsed.get(token);
    if (lastUsed === undefined) {
      throw new Refusal('noSuchToken');
    }
    if (this.#now() - lastUsed >= TOKEN_LIVES_FOR) {
      throw new Refusal('tokenTimedOut');
    }
    this.#lastUsed.set(token, this.#now());
  }

  logout(token: string): void {
    this.#lastUsed.delete(token);
  }
}
