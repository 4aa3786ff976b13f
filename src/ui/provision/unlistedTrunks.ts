import type * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { UnlistedTrunkStore } from '../../fleet/ports.ts';
import type { UnlistedTrunks } from '../../pbx/provision/compareTrunks.ts';

const storedAs = 'pbx.unlistedTrunks';
const schema = z.array(
  z.object({ url: z.string(), trunkname: z.string(), listedAs: z.optional(z.string()) }),
);
type Unlisted = z.infer<typeof schema>[number];

/** The trunks that boxes took but did not list under their names, in all windows and from one start to the next. */
export class UnlistedTrunksMemory implements UnlistedTrunkStore {
  readonly #state: vscode.Memento;
  readonly #onFault: (error: unknown) => void;

  constructor(state: vscode.Memento, onFault: (error: unknown) => void) {
    this.#state = state;
    this.#onFault = onFault;
  }

  of(url: string): UnlistedTrunks {
    const own = this.#all().filter((one) => one.url === url);
    return new Map(own.map(({ trunkname, listedAs }) => [trunkname, listedAs]));
  }

  remember(url: string, trunkname: string, listedAs: string | undefined): void {
    const others = this.#all().filter((one) => one.url !== url || one.trunkname !== trunkname);
    this.#keep([...others, { url, trunkname, ...(listedAs !== undefined && { listedAs }) }]);
  }

  forget(url: string, trunkname: string): void {
    this.#forget((one) => one.url === url && one.trunkname === trunkname);
  }

  forgetDeleted(url: string, trunkname: string): void {
    this.#forget((one) => one.url === url && [one.trunkname, one.listedAs].includes(trunkname));
  }

  /** Read each time: another window may have added some since. */
  #all(): Unlisted[] {
    return schema.safeParse(this.#state.get(storedAs)).data ?? [];
  }

  #forget(isMeant: (one: Unlisted) => boolean): void {
    const all = this.#all();
    const left = all.filter((one) => !isMeant(one));
    if (left.length < all.length) this.#keep(left);
  }

  #keep(all: readonly Unlisted[]): void {
    void this.#state.update(storedAs, all).then(undefined, this.#onFault);
  }
}
