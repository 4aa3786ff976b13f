import * as l10n from '@vscode/l10n';
import { systemClock, type Clock } from '../clock.ts';
import { asPbxError } from '../errors.ts';
import { unreadable, type Keyring } from './keyring.ts';
import { credentialSchema, type Credential, type CredentialStore } from './session.ts';

/** How long a storage that took nothing is left alone, in milliseconds: each try may ask the user for a password. */
const leaveAloneFor = 60_000;
/** How long a storage is waited for that may be asking the user to unlock it, in milliseconds: other windows wait meanwhile. */
const waitFor = 10_000;

/**
 * The credentials of the PBXes in the secret storage, with a copy in memory, since a run of 500 trunks asks 500 times. What the
 * storage does not take is kept in memory alone, for a token that is lost is one more login.
 */
export class KeptCredentials implements CredentialStore {
  readonly #keyring: Keyring;
  readonly #onUnwritten: (words: string) => void;
  readonly #clock: Clock;
  readonly #known = new Map<string, Promise<Credential | undefined>>();
  /** What the storage did not take, and when it was tried last. */
  readonly #unwritten = new Map<string, { credential: Credential; triedAt: number }>();

  /** @param onUnwritten told what to do when a credential is in memory only. */
  constructor(keyring: Keyring, onUnwritten: (words: string) => void, clock: Clock = systemClock) {
    this.#keyring = keyring;
    this.#onUnwritten = onUnwritten;
    this.#clock = clock;
  }

  async read(key: string): Promise<Credential | undefined> {
    const own = this.#unwritten.get(key);
    if (own) {
      if (this.#clock.now() - own.triedAt >= leaveAloneFor) await this.write(key, own.credential);
      return own.credential;
    }
    let known = this.#known.get(key);
    if (!known) {
      known = this.#load(key);
      this.#known.set(key, known);
    }
    try {
      return await known;
    } catch (error) {
      // The keyring may be unlocked by the next time.
      if (this.#known.get(key) === known) this.#known.delete(key);
      throw error;
    }
  }

  /** @throws PbxError of kind storage also when the storage does not answer soon: a login that waits keeps other windows waiting. */
  async readAnew(key: string): Promise<Credential | undefined> {
    const before = this.#known.get(key);
    this.#known.delete(key);
    try {
      const read = await this.#soon(this.read(key).then((credential) => ({ credential })));
      if (!read) throw unreadable();
      return read.credential;
    } catch (error) {
      // What was read before is good enough while the keyring is locked; without it, the next call asks once more.
      if (before) this.#known.set(key, before);
      else this.#known.delete(key);
      if (!before) throw error;
      return await before;
    }
  }

  /** Keeps a credential, in memory at the least. A storage that does not answer soon is left to go on by itself. */
  async write(key: string, credential: Credential): Promise<void> {
    const checked = credentialSchema.parse(credential);
    this.#unwritten.set(key, { credential: checked, triedAt: this.#clock.now() });
    if ((await this.#soon(this.#store(key, checked))) !== true) {
      this.#onUnwritten(
        l10n.t(
          'You are signed in until this window closes, but VS Code’s secret storage did not keep that. Unlock the keyring of this computer, or install one; it is tried again by itself.',
        ),
      );
    }
  }

  /** @returns whether the storage took it. */
  async #store(key: string, credential: Credential): Promise<boolean> {
    try {
      await this.#keyring.store(key, JSON.stringify(credential));
    } catch (error) {
      asPbxError(error);
      return false;
    }
    // Another one may have come meanwhile.
    if (this.#unwritten.get(key)?.credential === credential) {
      this.#unwritten.delete(key);
      this.#known.set(key, Promise.resolve(credential));
    }
    return true;
  }

  /** What the work comes to, or undefined where it takes too long. */
  async #soon<T>(work: Promise<T>): Promise<T | undefined> {
    let timer: unknown;
    const late = new Promise<undefined>((resolve) => {
      timer = this.#clock.setTimeout(() => {
        resolve(undefined);
      }, waitFor);
    });
    return await Promise.race([work, late]).finally(() => {
      this.#clock.clearTimeout(timer);
    });
  }

  /** @throws PbxError of kind storage when it may still be there. */
  async remove(key: string): Promise<void> {
    this.#unwritten.delete(key);
    await this.#keyring.delete(key);
    this.#known.delete(key);
  }

  /** What is in the storage under this key has changed, maybe by another window, and counts from now on. */
  forget(key: string): void {
    this.#unwritten.delete(key);
    this.#known.delete(key);
  }

  async #load(key: string): Promise<Credential | undefined> {
    const text = await this.#keyring.get(key);
    if (text === undefined) return undefined;
    try {
      return credentialSchema.parse(JSON.parse(text));
    } catch {
      // Not ours, or of another time: signing in again writes it anew.
      return undefined;
    }
  }
}
