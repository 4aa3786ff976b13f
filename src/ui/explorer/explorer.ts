import * as vscode from 'vscode';
import { PbxError } from '../../pbx/errors.ts';
import type { Pbxes, PbxState } from '../connections/pbxes.ts';
import type { Log } from '../log.ts';
import { loadTrunks } from './loadTrunks.ts';
import type { ExplorerNode, PbxNode, TrunkNode } from './nodes.ts';
import { Patience } from './patience.ts';
import { StatusPolling } from './statusPolling.ts';
import { messageItem, pbxItem, pbxTooltip, trunkItem } from './treeItems.ts';

/** The sidebar: the configured PBXes, and below each its trunks. Every PBX loads by itself and holds up no other. */
export class Explorer implements vscode.Disposable {
  readonly #pbxes: Pbxes;
  readonly #log: Log;
  readonly #view: vscode.TreeView<ExplorerNode>;
  readonly #changes: vscode.EventEmitter<ExplorerNode | undefined>;
  readonly #nodes = new Map<string, PbxNode>();
  readonly #loaded = new Map<string, Promise<ExplorerNode[]>>();
  /** What the tree shows of each PBX, for the polling. */
  readonly #trunks = new Map<string, TrunkNode[]>();
  readonly #polling: StatusPolling;
  readonly #patience: Patience;
  /** How the nodes show the sessions. */
  readonly #shown = new Map<string, PbxState>();
  readonly #listeners: vscode.Disposable[];

  constructor(
    pbxes: Pbxes,
    log: Log,
    view: vscode.TreeView<ExplorerNode>,
    changes: vscode.EventEmitter<ExplorerNode | undefined>,
  ) {
    this.#pbxes = pbxes;
    this.#log = log;
    this.#view = view;
    this.#changes = changes;
    this.#patience = new Patience((node) => {
      changes.fire(node);
    });
    this.#polling = new StatusPolling(view, {
      loaded: () => this.#trunks,
      statuses: async (name) => (await pbxes.open(name)).pbx?.statuses(),
      changed: (node) => {
        changes.fire(node);
      },
      reload: (name) => {
        this.refresh(name);
      },
    });
    this.#listeners = [
      pbxes.onDidChangeConnections(() => {
        this.refresh();
      }),
      pbxes.onDidChangeSession((name) => void this.#sessionChanged(name)),
    ];
  }

  /** Loads one PBX anew, or all of them. */
  refresh(name?: string): void {
    if (name === undefined) {
      this.#loaded.clear();
      this.#trunks.clear();
      this.#changes.fire(undefined);
      return;
    }
    this.#loaded.delete(name);
    this.#trunks.delete(name);
    const node = this.#nodes.get(name);
    if (node) this.#changes.fire(node);
  }

  /** Loads a PBX anew and follows its trunks for a while, since new ones are about to register. */
  follow(name: string): void {
    this.refresh(name);
    this.#polling.follow(name);
  }

  /** Shows a PBX opened, and the sidebar with it. */
  async reveal(name: string): Promise<void> {
    await vscode.commands.executeCommand('pbx.explorer.focus');
    await this.#view.reveal(this.#node(name), { expand: true, select: true, focus: false });
  }

  /** The rows that are selected. */
  get selection(): readonly ExplorerNode[] {
    return this.#view.selection;
  }

  async children(node?: ExplorerNode): Promise<ExplorerNode[]> {
    if (!node) return this.#pbxes.list().map(({ name }) => this.#node(name));
    if (node.kind !== 'pbx') return [];
    let loading = this.#loaded.get(node.name);
    if (!loading) {
      loading = this.#load(node).catch((error: unknown) => {
        this.#loaded.delete(node.name);
        this.#log.error(error);
        throw error;
      });
      this.#loaded.set(node.name, loading);
    }
    return await this.#patience.with(node, loading);
  }

  async treeItem(node: ExplorerNode): Promise<vscode.TreeItem> {
    switch (node.kind) {
      case 'pbx':
        return pbxItem(node, this.#pbxes.find(node.name), await this.#stateOf(node.name));
      case 'trunk':
        return trunkItem(node);
      case 'message':
        return messageItem(node);
    }
  }

  parent(node: ExplorerNode): ExplorerNode | undefined {
    return node.kind === 'pbx' ? undefined : node.parent;
  }

  /** The tooltip of a PBX asks it for its model and firmware, only when somebody points at it. */
  async resolve(item: vscode.TreeItem, node: ExplorerNode): Promise<vscode.TreeItem> {
    if (node.kind !== 'pbx') return item;
    const configured = this.#pbxes.find(node.name);
    if (!configured) return item;
    let device;
    const { pbx } =
      (await this.#pbxes.state(node.name)) === 'signedIn' ? await this.#pbxes.open(node.name) : {};
    if (pbx) {
      device = await pbx.deviceInfo().catch((error: unknown) => {
        if (error instanceof PbxError) return error.message;
        throw error;
      });
    }
    item.tooltip = pbxTooltip(configured, device);
    return item;
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#polling.dispose();
  }

  async #stateOf(name: string): Promise<PbxState> {
    const state = await this.#pbxes.state(name);
    this.#shown.set(name, state);
    return state;
  }

  /** A new token is nothing to see; signing in or out is. */
  async #sessionChanged(name: string): Promise<void> {
    if (this.#shown.get(name) !== (await this.#pbxes.state(name))) this.refresh(name);
  }

  #node(name: string): PbxNode {
    const node = this.#nodes.get(name) ?? { kind: 'pbx', name };
    this.#nodes.set(name, node);
    return node;
  }

  async #load(node: PbxNode): Promise<ExplorerNode[]> {
    const nodes = await loadTrunks(node, await this.#pbxes.open(node.name));
    this.#trunks.set(
      node.name,
      nodes.filter((one) => one.kind === 'trunk'),
    );
    return nodes;
  }
}
