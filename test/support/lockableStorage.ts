import type { RawSecrets } from '../../src/pbx/signIn/keyring.ts';
import { plantedPassword } from './pbxClient.ts';

/** SecretStorage on a keyring that can be locked for each kind of use. */
export class LockableStorage implements RawSecrets {
  readonly entries = new Map<string, string>();
  readonly locked = new Set<keyof RawSecrets>();
  readonly calls: (keyof RawSecrets)[] = [];

  keys = () => this.#use('keys', () => [...this.entries.keys()]);
  get = (key: string) => this.#use('get', () => this.entries.get(key));
  store = (key: string, value: string) => this.#use('store', () => void this.entries.set(key, value));
  delete = (key: string) => this.#use('delete', () => void this.entries.delete(key));

  async #use<T>(call: keyof RawSecrets, use: () => T): Promise<T> {
    await Promise.resolve();
    this.calls.push(call);
    if (this.locked.has(call)) throw new Error(`Cannot unlock the keyring of ${plantedPassword}`);
    return use();
  }
}
