import * as l10n from '@vscode/l10n';
import { PbxError } from '../errors.ts';

/** What VS Code's SecretStorage offers. */
export interface RawSecrets {
  keys(): PromiseLike<string[]>;
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

/**
 * The secret storage, which stands on the keyring of the computer: that may be locked, or missing. Nothing of a failure is
 * remembered, so the next call tries again. Every method throws PbxError of kind storage, which says what to do.
 */
export class Keyring implements RawSecrets {
  readonly #raw: RawSecrets;
  readonly #onFault: (error: unknown) => void;

  /** @param onFault told of the storage's own error, for the log. */
  constructor(raw: RawSecrets, onFault: (error: unknown) => void) {
    this.#raw = raw;
    this.#onFault = onFault;
  }

  keys(): Promise<string[]> {
    return this.#try(() => this.#raw.keys(), unreadable);
  }

  get(key: string): Promise<string | undefined> {
    return this.#try(() => this.#raw.get(key), unreadable);
  }

  store(key: string, value: string): Promise<void> {
    return this.#try(
      () => this.#raw.store(key, value),
      () =>
        new PbxError(
          'storage',
          l10n.t(
            'Nothing could be kept in VS Code’s secret storage. Unlock the keyring of this computer, or install one, then try again.',
          ),
        ),
    );
  }

  delete(key: string): Promise<void> {
    return this.#try(
      () => this.#raw.delete(key),
      () =>
        new PbxError(
          'storage',
          l10n.t(
            'VS Code’s secret storage did not delete what it keeps, so it may still be there. Unlock the keyring of this computer, or install one, then try again.',
          ),
        ),
    );
  }

  async #try<T>(call: () => PromiseLike<T>, failed: () => PbxError): Promise<T> {
    try {
      return await call();
    } catch (error) {
      this.#onFault(error);
      throw failed();
    }
  }
}

/** The storage does not say what it keeps. */
export function unreadable(): PbxError {
  return new PbxError(
    'storage',
    l10n.t(
      'VS Code’s secret storage cannot be read, so nobody can sign in with what it keeps. Unlock the keyring of this computer, or install one, then try again.',
    ),
  );
}
