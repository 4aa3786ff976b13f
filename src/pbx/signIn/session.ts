import { createHash } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { outsideText } from '../../core/outsideText.ts';
import type { Redactor } from '../../core/redaction/redact.ts';
import type { PbxApi } from '../api.ts';
import { harmlessLoginErrnos, isUnexplained, tokenErrnos, unsupportedErrno } from '../errno.ts';
import { asPbxError, cancelled, isRefusal, PbxError } from '../errors.ts';
import { withWayOut } from './heldBack.ts';
import type { LoginGuard, SendLogin } from './loginGuard.ts';

/** What is kept of a sign-in, as JSON in SecretStorage under the credential key. */
export const credentialSchema = z.object({
  /** The MD5 of the API password, 32 lower-case hex digits: what `login` sends. */
  md5: z.optional(z.string()),
  token: z.optional(z.string()),
  /** Set when the PBX refused this very password: nothing but the user may try it again. */
  refusal: z.optional(z.object({ errno: z.optional(z.string()), message: z.string() })),
});
export type Credential = z.infer<typeof credentialSchema>;

/** How a session stands: `refused` when the PBX said no to what is kept, and only the user may try again. */
export type SessionState = 'signedIn' | 'signedOut' | 'refused';

/** What a kept credential says of the session, without asking the PBX. */
export function sessionState(credential: Credential | undefined): SessionState {
  if (credential?.refusal) return 'refused';
  return credential?.token !== undefined || credential?.md5 !== undefined ? 'signedIn' : 'signedOut';
}

/** Where credentials are kept. */
export interface CredentialStore {
  read(key: string): Promise<Credential | undefined>;
  /** What is there at this moment, where {@link read} may be a moment behind what another window has kept. */
  readAnew?(key: string): Promise<Credential | undefined>;
  write(key: string, credential: Credential): Promise<void>;
  remove(key: string): Promise<void>;
}

export interface SessionOptions {
  /** The PBX's display name, for words. */
  name: string;
  /** Where the PBX is. */
  url: string;
  username: string;
  /** Lets logins be sent. */
  logins: LoginGuard;
  /** The credential key: origin and user name. */
  key: string;
  store: CredentialStore;
  redactor: Redactor;
}

/**
 * The session on one PBX: signs in when it is needed, keeps the token until the PBX refuses it, and never repeats a login
 * that was refused, for five wrong ones lock the site out for ten minutes.
 */
export class Session {
  readonly #api: PbxApi;
  readonly #options: SessionOptions;
  /** The login under way, and the refused token for which it was begun. */
  #renewal: { failed: string | undefined; token: Promise<string> } | undefined;

  constructor(api: PbxApi, options: SessionOptions) {
    this.#api = api;
    this.#options = { ...options, name: outsideText(options.name) };
  }

  /** Whether there is a token or a password to get one with, and whether the PBX refused that. */
  async state(): Promise<SessionState> {
    return sessionState(await this.#read());
  }

  /**
   * Runs a call with the token. When the PBX refuses the token (20004, 20005, 20006), signs in once — all waiting calls
   * share that login — and repeats the call once: a refused call was certainly not done.
   * `signal` ends the waiting for a login; the call itself is given it by `run`.
   * @throws PbxError of the call, of the login, or of kind signedOut.
   */
  async call<T>(run: (token: string) => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (signal?.aborted) throw cancelled();
    const token = (await this.#read()).token ?? (await this.#renew(undefined, signal));
    try {
      return await run(token);
    } catch (error) {
      if (!isRefusal(error, ...tokenErrnos)) throw error;
    }
    const renewed = await this.#renew(token, signal);
    try {
      return await run(renewed);
    } catch (error) {
      if (!isRefusal(error, ...tokenErrnos)) throw error;
      const { name } = this.#options;
      throw new PbxError(
        'signedOut',
        l10n.t('{0} does not accept the token that it has just given. Sign in again in a moment.', name),
        { errno: error.errno },
      );
    }
  }

  /**
   * Signs in with the API password and keeps its MD5 and the token. An earlier credential stays when this one is refused.
   * @param anyway true to send it though the last ones had no yes: a person who was told of that wants it.
   * @throws PbxError, with {@link heldBackCode} or {@link lastLoginCode} where nothing was sent.
   */
  async signIn(password: string, signal?: AbortSignal, anyway = false): Promise<void> {
    this.#options.redactor.add(password);
    const md5 = createHash('md5').update(password, 'utf8').digest('hex');
    this.#options.redactor.add(md5);
    const { logins, username } = this.#options;
    await logins.inTurn(this.#options, { signal, anyway }, async (send) => {
      const token = await send(() => this.#api.login(username, md5, signal));
      await this.#keep({ md5, token });
    });
  }

  /**
   * Signs in with a token that was got elsewhere, after a read has shown that the PBX knows it.
   * @throws PbxError
   */
  async signInWithToken(token: string, signal?: AbortSignal): Promise<void> {
    const trimmed = token.trim();
    this.#options.redactor.add(trimmed);
    try {
      await this.#api.deviceInfo(trimmed, signal);
    } catch (error) {
      // A firmware without that request is asked for something else. Any other refusal may mean the token: OpenVox has no table.
      if (!isRefusal(error, unsupportedErrno)) throw error;
      await this.#api.statuses(trimmed, signal);
    }
    await this.#keep({ token: trimmed });
  }

  /**
   * Shows that an API answers at this address, without signing in: a harmless read without a token is refused, and that
   * refusal is the proof.
   * @throws PbxError when there is no such answer.
   */
  async probe(signal?: AbortSignal): Promise<void> {
    try {
      await this.#api.deviceInfo('', signal).catch((error: unknown) => {
        // A firmware without that request, as in signInWithToken.
        if (!isRefusal(error, unsupportedErrno)) throw error;
        return this.#api.statuses('', signal);
      });
    } catch (error) {
      const { errno } = asPbxError(error);
      if (!isRefusal(error, ...tokenErrnos) && !(isRefusal(error) && isUnexplained(errno))) throw error;
    }
  }

  /** Forgets token and password here, and ends the session on the PBX if it can be reached. */
  async signOut(signal?: AbortSignal): Promise<void> {
    const { token } = await this.#read();
    await this.#options.store.remove(this.#options.key);
    if (token === undefined) return;
    try {
      await this.#api.logout(token, signal);
    } catch (error) {
      // The token dies by itself after 30 idle minutes; what matters is that it is no longer kept.
      if (!(error instanceof PbxError)) throw error;
    }
  }

  /** One login for all who wait. A waiter that gives up does not end it for the others. */
  async #renew(failed: string | undefined, signal: AbortSignal | undefined): Promise<string> {
    this.#renewal ??= {
      failed,
      token: this.#login(failed).finally(() => {
        this.#renewal = undefined;
      }),
    };
    const { failed: before, token: renewed } = this.#renewal;
    const token = await abortable(renewed, signal);
    // A login for another token may have been asked for before this one was refused. One for this very token may give it
    // again: whether a box makes a new one each time is documented nowhere, and to ask once more would never end.
    return token === failed && before !== failed ? await this.#renew(failed, signal) : token;
  }

  async #login(failed: string | undefined): Promise<string> {
    const known = await this.#tokenOrPassword(failed, await this.#read());
    if ('token' in known) return known.token;
    return await this.#options.logins.inTurn(this.#options, {}, async (send) => {
      // While it waited for its turn, another window may have been quicker, or the PBX may have refused the password to it.
      const now = await this.#read({ anew: true });
      const found = await this.#tokenOrPassword(failed, now);
      return 'token' in found ? found.token : await this.#renewWith(now, found.md5, send);
    });
  }

  /**
   * The token that another call or another window has got in the meantime, or else the password to get one with.
   * @throws PbxError of kind signedOut where there is neither.
   */
  async #tokenOrPassword(
    failed: string | undefined,
    credential: Credential,
  ): Promise<{ token: string } | { md5: string }> {
    const { name } = this.#options;
    if (credential.token !== undefined && credential.token !== failed) return { token: credential.token };
    if (credential.refusal) {
      throw new PbxError(
        'signedOut',
        l10n.t(
          '{0} refused the last sign-in, so it is not repeated. Sign in again. ({1})',
          name,
          credential.refusal.message,
        ),
        { errno: credential.refusal.errno },
      );
    }
    if (credential.md5 !== undefined) return { md5: credential.md5 };
    if (credential.token !== undefined) await this.#replace(credential, undefined);
    const message =
      credential.token === undefined
        ? l10n.t('You are not signed in to {0}. Sign in and try again.', name)
        : l10n.t('The token for {0} is no longer valid. Sign in again.', name);
    throw new PbxError('signedOut', message);
  }

  async #renewWith(credential: Credential, md5: string, send: SendLogin): Promise<string> {
    const { name, username } = this.#options;
    try {
      const token = await send(() => this.#api.login(username, md5));
      await this.#replace(credential, { md5, token });
      return token;
    } catch (error) {
      const refusal = refusalOf(name, error);
      if (!refusal) throw callNotSent(error);
      if (!harmlessLoginErrnos.includes(refusal.errno ?? '')) {
        await this.#replace(credential, { md5, refusal });
      }
      throw new PbxError('signedOut', refusal.message, refusal);
    }
  }

  /** Keeps what became of a credential, unless the user has signed in anew or out in the meantime. */
  async #replace(used: Credential, next: Credential | undefined): Promise<void> {
    const { md5, token } = await this.#read();
    if (md5 !== used.md5 || (md5 === undefined && token !== used.token)) return;
    if (next) await this.#keep(next);
    else await this.#options.store.remove(this.#options.key);
  }

  async #keep(credential: Credential): Promise<void> {
    this.#options.redactor.add(credential.token);
    await this.#options.store.write(this.#options.key, credential);
  }

  async #read({ anew = false } = {}): Promise<Credential> {
    const { store, key, redactor } = this.#options;
    const credential = (await (anew && store.readAnew ? store.readAnew(key) : store.read(key))) ?? {};
    redactor.add(credential.md5);
    redactor.add(credential.token);
    return credential;
  }
}

/** How a PBX said no to a login, in its own way or by an HTTP status: who sends it again may lock the site out. */
function refusalOf(pbx: string, error: unknown): Credential['refusal'] {
  if (!(error instanceof PbxError)) return undefined;
  const { message, errno, status } = error;
  if (isRefusal(error)) return { message, ...(errno !== undefined && { errno }) };
  if (status !== 401 && status !== 403) return undefined;
  return {
    message: l10n.t(
      '{0} refused to sign in (HTTP {1}). Check the API user name and password, and the port and path of its URL.',
      pbx,
      status,
    ),
  };
}

/** The error of a login, for a call that waited for it: whatever became of the login, the call was not done. */
function callNotSent(error: unknown): unknown {
  if (!(error instanceof PbxError)) return error;
  const { kind, errno, status, code } = error;
  return new PbxError(kind, withWayOut(error), { errno, status, code });
}

function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const stop = () => {
      reject(cancelled());
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}
