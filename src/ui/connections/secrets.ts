import * as vscode from 'vscode';
import { byName } from '../../core/byName.ts';
import type { Redactor } from '../../core/redaction/redact.ts';
import type { NamedSecrets } from '../../fleet/ports.ts';
import { Keyring } from '../../pbx/signIn/keyring.ts';
import { KeptCredentials } from '../../pbx/signIn/keptCredentials.ts';
import type { Credential, CredentialStore } from '../../pbx/signIn/session.ts';
import type { Log } from '../base/log.ts';
import { notify } from '../base/notify.ts';

const namePrefix = 'secret:';

/**
 * Everything secret, in VS Code's SecretStorage: the credentials of the PBXes under origin, path prefix and user name, and the values
 * that trunk files refer to as `${secret:NAME}`. Where the storage fails, every method but `write` throws PbxError of kind storage.
 */
export class Secrets implements CredentialStore, NamedSecrets, vscode.Disposable {
  /** The storage, with words for what fails. */
  readonly keyring: Keyring;
  readonly #redactor: Redactor;
  readonly #credentials: KeptCredentials;
  readonly #changed = new vscode.EventEmitter<string>();
  readonly #namesChanged = new vscode.EventEmitter<undefined>();
  readonly #listener: vscode.Disposable;
  #keeping: Promise<unknown> = Promise.resolve();

  /** Told of the credential key that changed, in this window or another. */
  readonly onDidChangeCredential = this.#changed.event;
  /** Fires when a value behind `${secret:NAME}` was kept or removed, in this window or another. */
  readonly onDidChangeNames = this.#namesChanged.event;

  constructor(storage: vscode.SecretStorage, redactor: Redactor, log: Log) {
    this.keyring = new Keyring(storage, (error) => {
      log.error(error);
    });
    this.#credentials = new KeptCredentials(this.keyring, (words) => {
      notify(log, 'warning', words);
    });
    this.#redactor = redactor;
    this.#listener = storage.onDidChange(({ key }) => {
      if (key.startsWith(namePrefix)) {
        this.#namesChanged.fire(undefined);
        return;
      }
      this.#credentials.forget(key);
      this.#changed.fire(key);
    });
  }

  async read(key: string): Promise<Credential | undefined> {
    return this.#known(await this.#credentials.read(key));
  }

  async readAnew(key: string): Promise<Credential | undefined> {
    return this.#known(await this.#credentials.readAnew(key));
  }

  /** Keeps a credential, in memory where the storage does not take it. */
  write(key: string, credential: Credential): Promise<void> {
    return this.#credentials.write(key, credential);
  }

  remove(key: string): Promise<void> {
    return this.#credentials.remove(key);
  }

  /** The value of `${secret:NAME}`. */
  async named(name: string): Promise<string | undefined> {
    const value = await this.keyring.get(namePrefix + name);
    this.#redactor.add(value);
    return value;
  }

  async keepNamed(name: string, value: string): Promise<void> {
    this.#redactor.add(value);
    await this.keyring.store(namePrefix + name, value);
  }

  /** The names behind `${secret:NAME}`, in their order. */
  async names(): Promise<string[]> {
    const keys = await this.keyring.keys();
    return keys
      .filter((key) => key.startsWith(namePrefix))
      .map((key) => key.slice(namePrefix.length))
      .sort(byName);
  }

  async removeNamed(name: string): Promise<void> {
    await this.keyring.delete(namePrefix + name);
  }

  /** Keeps a value under the suggested name, or that name with a number if it already means something else. */
  keepUnderFreeName(suggested: string, value: string): Promise<string> {
    return this.#inTurn(() => this.#keepFree(suggested, value, (name) => this.named(name)));
  }

  /** The name under which {@link keepUnderFreeName} would keep a value, or has kept it. Keeps nothing. */
  async nameFor(suggested: string, value: string): Promise<string> {
    return (await this.#freeName(suggested, value, (name) => this.named(name))).name;
  }

  /**
   * {@link keepUnderFreeName} for many values, one after another, without asking the storage for names that it does not have.
   * @param kept is told of each one.
   * @returns the names of those that were kept before the signal was aborted.
   */
  keepAllUnderFreeNames(
    values: readonly { suggested: string; value: string }[],
    signal: AbortSignal,
    kept: () => void,
  ): Promise<string[]> {
    return this.#inTurn(async () => {
      const names = new Set(await this.names());
      const done: string[] = [];
      for (const { suggested, value } of values) {
        if (signal.aborted) break;
        const name = await this.#keepFree(suggested, value, async (one) =>
          names.has(one) ? await this.named(one) : undefined,
        );
        names.add(name);
        done.push(name);
        kept();
      }
      return done;
    });
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
    this.#namesChanged.dispose();
  }

  /** One after another: two at once could both find the same name free. */
  #inTurn<T>(keep: () => Promise<T>): Promise<T> {
    const kept = this.#keeping.then(keep);
    this.#keeping = kept.catch(() => undefined);
    return kept;
  }

  async #keepFree(
    suggested: string,
    value: string,
    known: (name: string) => Promise<string | undefined>,
  ): Promise<string> {
    const { name, isKept } = await this.#freeName(suggested, value, known);
    if (!isKept) await this.keepNamed(name, value);
    return name;
  }

  async #freeName(
    suggested: string,
    value: string,
    known: (name: string) => Promise<string | undefined>,
  ): Promise<{ name: string; isKept: boolean }> {
    const base = suggested.replaceAll(/[{}\s]+/g, '-');
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? base : `${base}-${count.toString()}`;
      const there = await known(name);
      if (there === undefined || there === value) return { name, isKept: there !== undefined };
    }
  }

  #known(credential: Credential | undefined): Credential | undefined {
    this.#redactor.add(credential?.md5);
    this.#redactor.add(credential?.token);
    return credential;
  }
}
