import type * as vscode from 'vscode';
import type { Log } from '../base/log.ts';
import type { ExplorerNode } from './nodes.ts';

/** While the tree is filled anew, VS Code may not find a row: then once more. What was done does not fail because of that. */
export async function showRow(
  view: Pick<vscode.TreeView<ExplorerNode>, 'reveal'>,
  log: Pick<Log, 'debug'>,
  node: ExplorerNode,
  options: Parameters<vscode.TreeView<ExplorerNode>['reveal']>[1],
): Promise<void> {
  try {
    await view.reveal(node, options);
  } catch {
    await view.reveal(node, options).then(undefined, (error: unknown) => {
      log.debug(String(error));
    });
  }
}
