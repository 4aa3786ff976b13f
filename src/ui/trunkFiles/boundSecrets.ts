import type * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { SecretBindings } from '../../fleet/ports.ts';

const storedAs = 'pbx.secretBindings';
const schema = z.record(z.string(), z.array(z.string()).check(z.minLength(1)));

/** Which PBXes a secret may go to, by its name; for all windows. A folder's settings cannot change it. */
export class BoundSecrets implements SecretBindings {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** Read each time: another window may have changed it since. */
  all(): ReadonlyMap<string, readonly string[]> {
    return new Map(Object.entries(schema.safeParse(this.#state.get(storedAs)).data ?? {}));
  }

  of(name: string): readonly string[] | undefined {
    return this.all().get(name);
  }

  /** @param urls the base URLs of the PBXes; none lets the secret go to all. */
  async bind(name: string, urls: readonly string[]): Promise<void> {
    const others = [...this.all()].filter(([one]) => one !== name);
    const all = urls.length > 0 ? [...others, [name, urls] as const] : others;
    await this.#state.update(storedAs, Object.fromEntries(all));
  }
}
