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
}

/** What stands below each PBX: loaded when somebody first looks, and kept until it is dropped. */
export class LoadedNodes {
  readonly #load: (node: PbxNode, signal: AbortSignal) => Promise<ExplorerNode[]>;
  readonly #log: Log;
  readonly #loading = new Map<string, Loading>();
  /** What to say above the trunks of a PBX that no longer answers. */
  readonly #unreachable = new Map<string, MessageNode>();
  readonly #timeout: LoadTimeout;
  readonly #trunks = new Map<string, ReadonlyMap<string, TrunkNode>>();

  /** @param changed is told of a PBX whose nodes came late. */
  constructor(
    load: (node: PbxNode, signal: AbortSignal) => Promise<ExplorerNode[]>,
    changed: (node: PbxNode) => void,
    log: Log,
  ) {
    this.#load = load;
    this.#log = log;
    this.#timeout = new LoadTimeout(changed);
  }

  /** The PBXes that somebody has looked at. */
  get names(): string[] {
    return [...this.#loading.keys()];
  }

  async below(node: PbxNode): Promise<ExplorerNode[]> {
    const loading = this.#loading.get(node.name) ?? this.#start(node);
    const nodes = await this.#timeout.childrenOf(node, loading.nodes);
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
    const nodes = this.#load(node, abort.signal).catch((error: unknown) => {
      if (this.#loading.get(node.name)?.abort === abort) this.#loading.delete(node.name);
      this.#log.error(error);
      throw error;
    });
    const loading = { nodes, abort };
    this.#loading.set(node.name, loading);
    return loading;
  }
}
