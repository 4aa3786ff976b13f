import type * as vscode from 'vscode';
import * as z from 'zod';
import type { Sending, SentValues } from '../../fleet/ports.ts';

const storedAs = 'pbx.sentValues';
const names = z.array(z.string());
/** By origin; names only, never a value. */
const schema = z.record(z.string(), z.object({ secret: names, env: names }));
type Sent = z.infer<typeof schema>;

/** Which addresses got which secrets and environment variables, in all windows and from one start to the next. */
export class SentValuesMemory implements SentValues {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  has({ kind, name, origin }: Sending): boolean {
    const all = this.#all();
    return Object.hasOwn(all, origin) && all[origin]?.[kind].includes(name) === true;
  }

  async remember(sendings: readonly Sending[]): Promise<void> {
    const all = this.#all();
    for (const { kind, name, origin } of sendings) {
      const own = (Object.hasOwn(all, origin) ? all[origin] : undefined) ?? { secret: [], env: [] };
      own[kind] = [...new Set([...own[kind], name])];
      all[origin] = own;
    }
    await this.#state.update(storedAs, all);
  }

  /** A secret is gone; another one of its name went nowhere yet. */
  async forgetSecret(name: string): Promise<void> {
    const left = Object.entries(this.#all()).map(([origin, own]) => [
      origin,
      { ...own, secret: own.secret.filter((one) => one !== name) },
    ]);
    await this.#state.update(storedAs, Object.fromEntries(left));
  }

  /** Read each time: another window may have added some since. */
  #all(): Sent {
    return structuredClone(schema.safeParse(this.#state.get(storedAs)).data ?? {});
  }
}
