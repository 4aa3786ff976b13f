import { isDeepStrictEqual } from 'node:util';
import type { TrunkKey } from '../../core/trunkKey.ts';
import { yieldToOthers } from '../../pbx/yieldToOthers.ts';
import type { Log } from '../base/log.ts';
import { LoadTimeout } from './loadTimeout.ts';
import type { ExplorerNode, MessageNode, PbxNode, TrunkNode } from './nodes.ts';

/** How many trunks are drawn at once, and each by itself when it changes; more of them only together with their PBX. */
export const fewTrunks = 20;

interface Loading {
  nodes: Promise<ExplorerNode[]>;
  abort: AbortController;
  /** The rows, once they are there. */
  rows?: ExplorerNode[];
  /** What is shown until then, in place of nothing. */
  former?: ExplorerNode[] | undefined;
}

/** What stands below each PBX: loaded when somebody first looks, and kept until it is dropped. */
export class LoadedNodes {
  readonly #load: (node: PbxNode, signal: AbortSignal) => Promise<ExplorerNode[]>;
  readonly #changed: (node: ExplorerNode) => void;
  readonly #log: Log;
  readonly #loading = new Map<string, Loading>();
  /** What to say above the trunks of a PBX that no longer answers. */
  readonly #unreachable = new Map<string, MessageNode>();
  readonly #timeout: LoadTimeout;
  readonly #trunks = new Map<string, ReadonlyMap<string, TrunkNode>>();

  /** @param changed is told of a PBX whose nodes came late or are others now, or of each trunk that is not as it was. */
  constructor(
    load: (node: PbxNode, signal: AbortSignal) => Promise<ExplorerNode[]>,
    changed: (node: ExplorerNode) => void,
    log: Log,
  ) {
    this.#load = load;
    this.#changed = changed;
    this.#log = log;
    this.#timeout = new LoadTimeout(changed);
  }

  /** The PBXes that somebody has looked at. */
  get names(): string[] {
    return [...this.#loading.keys()];
  }

  async below(node: PbxNode): Promise<ExplorerNode[]> {
    const loading = this.#loading.get(node.name) ?? this.#start(node);
    const nodes = loading.former ?? (await this.#timeout.childrenOf(node, loading.nodes));
    if (nodes.length > fewTrunks) await yieldToOthers();
    // Refreshed meanwhile: only the newer answer counts.
    if (loading.abort.signal.aborted) return await this.below(node);
    const unreachable = this.#unreachable.get(node.name);
    return unreachable ? [unreachable, ...nodes] : nodes;
  }

  /** The node of a trunk, if its PBX was looked at and has it. */
  async find({ pbx, trunkname }: TrunkKey): Promise<ExplorerNode | undefined> {
    const nodes = await this.#loading.get(pbx)?.nodes;
    return nodes?.find((node) => node.kind === 'trunk' && node.trunkname === trunkname);
  }

  /**
   * A new answer in the objects of the one before: VS Code refreshes a row by its object, and of two answers that cross it may
   * have kept the earlier one.
   */
  sameRows(pbx: string, nodes: readonly ExplorerNode[]): ExplorerNode[] {
    const known = this.#trunks.get(pbx);
    const rows = nodes.map((node) => {
      const row = node.kind === 'trunk' ? known?.get(node.trunkname) : undefined;
      if (!row) return node;
      delete row.settings;
      return Object.assign(row, node);
    });
    const trunks = rows.filter((row) => row.kind === 'trunk');
    if (trunks.length > 0) this.#trunks.set(pbx, new Map(trunks.map((row) => [row.trunkname, row])));
    return rows;
  }

  /** Whether somebody waits for what stands below a PBX. */
  isLoading(name: string): boolean {
    const loading = this.#loading.get(name);
    return loading !== undefined && loading.rows === undefined && loading.former === undefined;
  }

  /** Whether trunks stand below a PBX, so that {@link reload} has something to keep. */
  hasTrunks(name: string): boolean {
    const { rows, former } = this.#loading.get(name) ?? {};
    return (rows ?? former)?.some(({ kind }) => kind === 'trunk') === true;
  }

  /**
   * Loads what stands below a PBX anew. The rows stay until the new ones are there, and only what differs is drawn: VS Code
   * forgets the rows of a PBX that it asks again, and a menu that is open on one of them then acts on nothing.
   */
  async reload(node: PbxNode): Promise<void> {
    const before = this.#loading.get(node.name);
    const former = before?.rows ?? before?.former;
    // The objects of the rows are filled with the new answer.
    const drawn = former?.map((row) => ({ ...row }));
    const loading = this.#start(node);
    loading.former = former;
    before?.abort.abort();
    const rows = await loading.nodes.finally(() => {
      delete loading.former;
    });
    if (loading.abort.signal.aborted) return;
    const wasUnreachable = this.#unreachable.delete(node.name);
    const changed = wasUnreachable ? undefined : changedRows(drawn ?? [], rows);
    // VS Code compares each row that it is to refresh with each other one.
    if (!changed || changed.length > fewTrunks) this.#changed(node);
    else for (const row of changed) this.#changed(row);
  }

  /** Forgets what stands below a PBX; an answer under way counts no more. */
  drop(name: string): void {
    this.#loading.get(name)?.abort.abort();
    this.#loading.delete(name);
    this.#unreachable.delete(name);
  }

  isUnreachable(name: string): boolean {
    return this.#unreachable.has(name);
  }

  /** Says something above the trunks of a PBX, which stay, or nothing any more. */
  setUnreachable(name: string, message: MessageNode | undefined): void {
    if (message) this.#unreachable.set(name, message);
    else this.#unreachable.delete(name);
  }

  dispose(): void {
    for (const { abort } of this.#loading.values()) abort.abort();
  }

  #start(node: PbxNode): Loading {
    const abort = new AbortController();
    const nodes = this.#load(node, abort.signal).then(
      (rows) => (loading.rows = rows),
      (error: unknown) => {
        if (this.#loading.get(node.name) === loading) this.#loading.delete(node.name);
        this.#log.error(error);
        throw error;
      },
    );
    const loading: Loading = { nodes, abort };
    this.#loading.set(node.name, loading);
    return loading;
  }
}

/** The rows that differ from what is drawn of them; undefined when other rows stand there now. */
function changedRows(
  drawn: readonly ExplorerNode[],
  rows: readonly ExplorerNode[],
): ExplorerNode[] | undefined {
  const areSame = rows.length === drawn.length && rows.every((row, index) => isSameRow(row, drawn[index]));
  return areSame ? rows.filter((row, index) => !isDeepStrictEqual({ ...row }, drawn[index])) : undefined;
}

function isSameRow(row: ExplorerNode, drawn: ExplorerNode | undefined): boolean {
  return row.kind === 'trunk' && drawn?.kind === 'trunk' && row.trunkname === drawn.trunkname;
}
