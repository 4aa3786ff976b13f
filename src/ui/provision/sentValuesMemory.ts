import type * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Sending, SentValues } from '../../fleet/ports.ts';

const storedAs = 'pbx.sentValues';
const names = z.array(z.string());
/** By origin; names only, never a value. */
const schema = z.record(z.string(), z.object({ secret: names, env: names }));
type Sent = Map<string, Record<Sending['kind'], Set<string>>>;

/** Which addresses got which secrets and environment variables, in all windows and from one start to the next. */
export class SentValuesMemory implements SentValues {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  unsent(sendings: readonly Sending[]): Sending[] {
    const all = this.#all();
    return sendings.filter(({ kind, name, origin }) => all.get(origin)?.[kind].has(name) !== true);
  }

  async remember(sendings: readonly Sending[]): Promise<void> {
    const all = this.#all();
    for (const { kind, name, origin } of sendings) {
      const own = all.get(origin) ?? { secret: new Set(), env: new Set() };
      own[kind].add(name);
      all.set(origin, own);
    }
    await this.#keep(all);
  }

  /** A secret is gone; another one of its name went nowhere yet. */
  async forgetSecret(name: string): Promise<void> {
    const all = this.#all();
    for (const { secret } of all.values()) secret.delete(name);
    await this.#keep(all);
  }

  /** Read each time: another window may have added some since. */
  #all(): Sent {
    const kept = schema.safeParse(this.#state.get(storedAs)).data ?? {};
    return new Map(
      Object.entries(kept).map(([origin, { secret, env }]) => [
        origin,
        { secret: new Set(secret), env: new Set(env) },
      ]),
    );
  }

  async #keep(all: Sent): Promise<void> {
    const kept = [...all].map(([origin, { secret, env }]) => [
      origin,
      { secret: [...secret], env: [...env] },
    ]);
    await this.#state.update(storedAs, Object.fromEntries(kept));
  }
}
