import * as vscode from 'vscode';
import type { ExplorerNode, PbxNode } from './nodes.ts';

/** How long the tree waits for a PBX before it goes on without it, in milliseconds. */
const timeout = 1000;

/**
 * Keeps a PBX that takes its time from holding up the others: VS Code draws a tree that was refreshed as a whole only
 * when it has the children of every node that is open.
 */
export class LoadTimeout {
  readonly #changed: (node: PbxNode) => void;
  readonly #awaited = new WeakSet<Promise<ExplorerNode[]>>();

  /** `changed` is told of a node whose children came late. */
  constructor(changed: (node: PbxNode) => void) {
    this.#changed = changed;
  }

  /** The children of a PBX, or a node that says that they are on their way. */
  async childrenOf(parent: PbxNode, loading: Promise<ExplorerNode[]>): Promise<ExplorerNode[]> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, timeout, undefined);
    });
    const nodes = await Promise.race([loading, late]).finally(() => {
      clearTimeout(timer);
    });
    if (nodes) return nodes;
    this.#tellWhenThere(parent, loading);
    return [{ kind: 'message', parent, tone: 'waiting', label: vscode.l10n.t('Loading…'), detail: [] }];
  }

  #tellWhenThere(parent: PbxNode, loading: Promise<ExplorerNode[]>): void {
    if (this.#awaited.has(loading)) return;
    this.#awaited.add(loading);
    loading.then(
      () => {
        this.#changed(parent);
      },
      // A defect; whoever loads has logged it. Drawing the node again would only repeat it.
      () => undefined,
    );
  }
}
