import type { TrunkStatus } from '../../pbx/answers/answers.ts';
import { PbxError } from '../../pbx/errors.ts';
import { registrationOf } from '../../pbx/registration.ts';
import type { StatusClock } from './clock.ts';
import { Outages } from './outages.ts';
import type { TrunkKey } from '../../core/trunkKey.ts';
import type { TrunkNode } from './nodes.ts';
import { StatusSince } from './statusSince.ts';
import { PollSchedule, type PollResult } from './pollSchedule.ts';

/** What the live status needs from the tree. */
export interface LiveTree {
  /** Undefined when there is nothing to ask: no such PBX, or nobody is signed in. */
  statuses(name: string, signal: AbortSignal): Promise<TrunkStatus[] | undefined>;
  /** These trunks of one PBX have another status now. */
  changed(name: string, trunks: TrunkNode[]): void;
  /** Trunks came or went, or the session ended: the whole PBX has to be loaded again. */
  reload(name: string): void;
  /** A PBX stopped answering with that error, or with undefined answers again. */
  connectionChanged(name: string, error: PbxError | undefined): void;
  /** How many of the loaded trunks are failing. */
  failing(count: number): void;
  /** These trunks went from Registered to Failure. */
  failed(trunks: TrunkKey[]): void;
  defect(error: unknown): void;
}

interface Loaded {
  trunks: TrunkNode[];
  unreachable: boolean;
  /** Counted once: everything shown is summed up with each answer, and 10,000 trunks are too many for that. */
  failing: number;
  asking?: AbortController;
}

/** Keeps the status of the loaded trunks true while somebody looks: one trunklist/query per PBX and interval. */
export class LiveStatus {
  readonly schedule: PollSchedule;
  readonly since: StatusSince;
  readonly #tree: LiveTree;
  readonly #outages: Outages;
  readonly #loaded = new Map<string, Loaded>();

  constructor(tree: LiveTree, clock: StatusClock) {
    this.#tree = tree;
    this.since = new StatusSince(() => clock.now());
    this.schedule = new PollSchedule((name) => this.#ask(name), clock);
    this.#outages = new Outages((trunks) => {
      tree.failed(trunks);
    }, clock);
  }

  /** A PBX was loaded. `unreachable` when it gave no answer; then it is tried again, ever less often. */
  loaded(name: string, trunks: TrunkNode[], unreachable: boolean): void {
    this.#loaded.get(name)?.asking?.abort();
    this.#loaded.set(name, { trunks, unreachable, failing: failingOf(trunks) });
    if (!unreachable) {
      this.since.observe(name, trunks);
      this.#outages.observe(name, trunks, this.schedule.follows(name));
    }
    this.schedule.keep(name, unreachable);
    this.#count();
  }

  /** What is shown of a PBX counts no more; an answer to what was asked before is dropped. */
  drop(name: string): void {
    this.#loaded.get(name)?.asking?.abort();
    this.#loaded.delete(name);
    this.schedule.drop(name);
    this.#count();
  }

  /** Forgets what was registered, since a name may stand for another PBX now. */
  forget(): void {
    for (const name of [...this.#loaded.keys()]) this.drop(name);
    this.#outages.forget();
    this.since.forget();
  }

  dispose(): void {
    for (const { asking } of this.#loaded.values()) asking?.abort();
    this.schedule.dispose();
    this.#outages.dispose();
  }

  async #ask(name: string): Promise<PollResult> {
    const loaded = this.#loaded.get(name);
    if (!loaded) return 'settled';
    const asking = new AbortController();
    loaded.asking = asking;
    try {
      const statuses = await this.#tree.statuses(name, asking.signal);
      if (asking.signal.aborted || !statuses) return 'settled';
      return this.#take(name, loaded, statuses);
    } catch (error) {
      if (asking.signal.aborted) return 'settled';
      if (!(error instanceof PbxError)) {
        this.#tree.defect(error);
        return 'unreachable';
      }
      if (error.kind === 'signedOut') {
        this.#tree.reload(name);
        return 'settled';
      }
      loaded.unreachable = true;
      this.#tree.connectionChanged(name, error);
      return 'unreachable';
    } finally {
      if (loaded.asking === asking) delete loaded.asking;
    }
  }

  #take(name: string, loaded: Loaded, statuses: TrunkStatus[]): PollResult {
    const { trunks } = loaded;
    const byName = new Map(statuses.map((status) => [status.trunkname, status.status]));
    const known = new Set(trunks.map(({ trunkname }) => trunkname));
    const gone = trunks.some(({ trunkname, status }) => status !== undefined && !byName.has(trunkname));
    if (
      gone ||
      (loaded.unreachable && trunks.length === 0) ||
      [...byName.keys()].some((one) => !known.has(one))
    ) {
      this.#tree.reload(name);
      return 'settled';
    }
    if (loaded.unreachable) {
      loaded.unreachable = false;
      this.#tree.connectionChanged(name, undefined);
    }
    const changed = trunks.filter(({ trunkname, status }) => byName.get(trunkname) !== status);
    for (const node of changed) node.status = byName.get(node.trunkname);
    if (changed.length > 0) {
      this.since.observe(name, trunks);
      this.#tree.changed(name, changed);
    }
    loaded.failing = failingOf(trunks);
    this.#outages.observe(name, trunks, this.schedule.follows(name));
    this.#count();
    return trunks.some(({ status }) => registrationOf(status) === 'registering') ? 'registering' : 'settled';
  }

  #count(): void {
    let failing = 0;
    for (const loaded of this.#loaded.values()) failing += loaded.failing;
    this.#tree.failing(failing);
  }
}

function failingOf(trunks: readonly TrunkNode[]): number {
  return trunks.filter(({ status }) => registrationOf(status) === 'failure').length;
}
