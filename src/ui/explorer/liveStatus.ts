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
  /** These trunks of one PBX, which stand in the tree, have another status now. */
  changed(name: string, trunks: TrunkNode[]): void;
  /** Trunks came or went, or the session ended: the whole PBX has to be loaded again. */
  reload(name: string): void;
  /** A PBX stopped answering with that error, or with undefined answers again. */
  connectionChanged(name: string, error: PbxError | undefined): void;
  /** A PBX answered: so many trunks it has, and those with the status Failure by name. */
  answered(name: string, trunks: number, failing: readonly string[]): void;
  /** These trunks went from Registered to Failure. */
  failed(trunks: TrunkKey[]): void;
  defect(error: unknown): void;
}

interface Watched {
  /** The rows of the tree; undefined while nobody has opened the PBX there. */
  rows: TrunkNode[] | undefined;
  unreachable: boolean;
  asking?: AbortController;
}

/** Keeps the status of trunks true: one trunklist/query per PBX and interval, be the PBX open in the tree or not. */
export class LiveStatus {
  readonly schedule: PollSchedule;
  readonly since: StatusSince;
  readonly #tree: LiveTree;
  readonly #outages: Outages;
  readonly #watched = new Map<string, Watched>();

  constructor(tree: LiveTree, clock: StatusClock) {
    this.#tree = tree;
    this.since = new StatusSince(() => clock.now());
    this.schedule = new PollSchedule((name) => this.#ask(name), clock);
    this.#outages = new Outages((trunks) => {
      tree.failed(trunks);
    }, clock);
  }

  /** A PBX was loaded, or was to be. One that was unreachable is tried again, ever less often. */
  loaded(name: string, trunks: TrunkNode[], how: 'answered' | 'unreachable' | 'failed'): void {
    this.#watched.get(name)?.asking?.abort();
    const watched: Watched = { rows: trunks, unreachable: how === 'unreachable' };
    this.#watched.set(name, watched);
    if (how === 'answered') this.#observe(name, trunks);
    this.schedule.keep(name, watched.unreachable);
  }

  /** Asks a PBX that nobody has opened in the tree, from soon on. */
  watch(name: string): void {
    if (this.#watched.has(name)) return;
    this.#watched.set(name, { rows: undefined, unreachable: false });
    this.schedule.begin(name);
  }

  /** What is shown of a PBX counts no more; an answer to what was asked before is dropped. */
  drop(name: string): void {
    this.#watched.get(name)?.asking?.abort();
    this.#watched.delete(name);
    this.schedule.drop(name);
  }

  /** Forgets what was registered, since a name may stand for another PBX now. */
  forget(): void {
    for (const name of [...this.#watched.keys()]) this.drop(name);
    this.#outages.forget();
    this.since.forget();
  }

  dispose(): void {
    for (const { asking } of this.#watched.values()) asking?.abort();
    this.schedule.dispose();
    this.#outages.dispose();
  }

  async #ask(name: string): Promise<PollResult> {
    const watched = this.#watched.get(name);
    if (!watched) return 'settled';
    const asking = new AbortController();
    watched.asking = asking;
    try {
      const statuses = await this.#tree.statuses(name, asking.signal);
      if (asking.signal.aborted || !statuses) return 'settled';
      return this.#take(name, watched, statuses);
    } catch (error) {
      if (asking.signal.aborted) return 'settled';
      if (!(error instanceof PbxError)) {
        this.#tree.defect(error);
        return 'unreachable';
      }
      if (error.kind === 'signedOut' && watched.rows) {
        this.#tree.reload(name);
        return 'settled';
      }
      watched.unreachable = true;
      this.#tree.connectionChanged(name, error);
      return 'unreachable';
    } finally {
      if (watched.asking === asking) delete watched.asking;
    }
  }

  #take(name: string, watched: Watched, statuses: TrunkStatus[]): PollResult {
    const { rows, unreachable } = watched;
    const byName = new Map(statuses.map((status) => [status.trunkname, status.status]));
    if (rows && !areSameTrunks(rows, byName, unreachable)) {
      this.#tree.reload(name);
      return 'settled';
    }
    if (unreachable) {
      watched.unreachable = false;
      this.#tree.connectionChanged(name, undefined);
    }
    const changed = (rows ?? []).filter(({ trunkname, status }) => byName.get(trunkname) !== status);
    for (const node of changed) node.status = byName.get(node.trunkname);
    this.#observe(name, rows ?? statuses);
    if (changed.length > 0) this.#tree.changed(name, changed);
    const isRegistering = (rows ?? statuses).some(({ status }) => registrationOf(status) === 'registering');
    return isRegistering ? 'registering' : 'settled';
  }

  #observe(name: string, trunks: readonly StatusOfTrunk[]): void {
    const failing = trunks
      .filter(({ status }) => registrationOf(status) === 'failure')
      .map(({ trunkname }) => trunkname);
    this.since.observe(name, trunks);
    this.#outages.observe(name, trunks, this.schedule.follows(name));
    this.#tree.answered(name, trunks.length, failing);
  }
}

interface StatusOfTrunk {
  trunkname: string;
  status: string | undefined;
}

/** Whether the rows are those of an answer. Where a PBX was silent when they were loaded, no rows are nothing to go by. */
function areSameTrunks(
  rows: readonly TrunkNode[],
  byName: ReadonlyMap<string, unknown>,
  unreachable: boolean,
): boolean {
  if (unreachable && rows.length === 0) return false;
  const known = new Set(rows.map(({ trunkname }) => trunkname));
  const gone = rows.some(({ trunkname, status }) => status !== undefined && !byName.has(trunkname));
  return !gone && [...byName.keys()].every((name) => known.has(name));
}
