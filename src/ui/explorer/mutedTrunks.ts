import type * as vscode from 'vscode';
import * as z from 'zod/mini';
import { keyOf, type TrunkKey } from '../../core/trunkKey.ts';

const storedAs = 'pbx.mutedTrunks';
const schema = z.array(z.object({ pbx: z.string(), trunkname: z.string() }));

/** The trunks of whose outages no notification tells, in all windows and from one start to the next. */
export class MutedTrunks {
  readonly #state: vscode.Memento;
  #keys: Set<string>;

  constructor(state: vscode.Memento) {
    this.#state = state;
    this.#keys = new Set(this.#kept().map(keyOf));
  }

  has(trunk: TrunkKey): boolean {
    return this.#keys.has(keyOf(trunk));
  }

  async set(trunks: readonly TrunkKey[], muted: boolean): Promise<void> {
    // Another window may have muted some since.
    const others = this.#kept().filter((other) => !trunks.some((trunk) => keyOf(trunk) === keyOf(other)));
    await this.#keep(muted ? [...others, ...trunks] : others);
  }

  /** A PBX has another name. */
  async rename(pbx: string, next: string): Promise<void> {
    await this.#keep(this.#kept().map((one) => (one.pbx === pbx ? { ...one, pbx: next } : one)));
  }

  #kept(): TrunkKey[] {
    return schema.safeParse(this.#state.get(storedAs)).data ?? [];
  }

  async #keep(all: readonly TrunkKey[]): Promise<void> {
    this.#keys = new Set(all.map(keyOf));
    await this.#state.update(storedAs, all);
  }
}
