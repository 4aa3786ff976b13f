import type * as vscode from 'vscode';
import type { TrunkStatus } from '../../pbx/answers.ts';
import { PbxError } from '../../pbx/errors.ts';
import { refreshInterval } from '../connections/settings.ts';
import type { TrunkNode } from './nodes.ts';
import { registrationOf } from '../../pbx/registration.ts';

/** New trunks usually settle within seconds: so often, and so many times, a followed PBX is asked. */
const followEvery = 1500;
const followTimes = 20;

/** What the polling needs from the tree. */
export interface PolledTree {
  /** The trunks that the tree has loaded, by PBX. */
  loaded(): ReadonlyMap<string, TrunkNode[]>;
  statuses(name: string): Promise<TrunkStatus[] | undefined>;
  changed(node: TrunkNode): void;
  /** Trunks came or went: the whole PBX has to be loaded again. */
  reload(name: string): void;
}

/** Keeps the status of the loaded trunks true while the view is visible: one trunklist/query per PBX and interval. */
export class StatusPolling implements vscode.Disposable {
  readonly #view: vscode.TreeView<unknown>;
  readonly #tree: PolledTree;
  readonly #following = new Map<string, number>();
  readonly #asking = new Set<string>();
  readonly #listener: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;
  #lastRound = Date.now();

  constructor(view: vscode.TreeView<unknown>, tree: PolledTree) {
    this.#view = view;
    this.#tree = tree;
    this.#listener = view.onDidChangeVisibility(() => {
      this.#schedule();
    });
    this.#schedule();
  }

  /** Asks this PBX more often for a while, until none of its trunks is registering any more. */
  follow(name: string): void {
    this.#following.set(name, followTimes);
    this.#schedule();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#listener.dispose();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#view.visible) return;
    const interval = refreshInterval();
    const due = interval === undefined ? undefined : Math.max(0, this.#lastRound + interval - Date.now());
    const delay = this.#following.size > 0 ? Math.min(followEvery, due ?? followEvery) : (due ?? undefined);
    if (delay === undefined) return;
    this.#timer = setTimeout(() => {
      const everything = interval !== undefined && Date.now() - this.#lastRound >= interval;
      this.#round(everything);
      this.#schedule();
    }, delay);
  }

  #round(everything: boolean): void {
    if (everything) this.#lastRound = Date.now();
    const loaded = this.#tree.loaded();
    for (const [name, left] of this.#following) {
      if (left <= 1) this.#following.delete(name);
      else this.#following.set(name, left - 1);
    }
    for (const [name, trunks] of loaded) {
      // A PBX that has not answered yet is not asked again, and holds up no other.
      if (!this.#asking.has(name) && (everything || this.#following.has(name))) void this.#ask(name, trunks);
    }
  }

  async #ask(name: string, trunks: TrunkNode[]): Promise<void> {
    this.#asking.add(name);
    try {
      const statuses = await this.#tree.statuses(name);
      if (!statuses) return;
      const byName = new Map(statuses.map((status) => [status.trunkname, status.status]));
      const shown = new Set(trunks.map(({ trunkname }) => trunkname));
      const gone = trunks.some(({ trunkname, status }) => status !== undefined && !byName.has(trunkname));
      if (gone || [...byName.keys()].some((trunkname) => !shown.has(trunkname))) {
        this.#tree.reload(name);
        return;
      }
      for (const node of trunks) {
        const status = byName.get(node.trunkname);
        if (status === node.status) continue;
        node.status = status;
        this.#tree.changed(node);
      }
      if (trunks.every(({ status }) => registrationOf(status) !== 'registering'))
        this.#following.delete(name);
    } catch (error) {
      if (!(error instanceof PbxError)) throw error;
      this.#tree.reload(name);
    } finally {
      this.#asking.delete(name);
    }
  }
}
