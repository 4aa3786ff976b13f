import * as vscode from 'vscode';

/** The facts that menus, buttons and the walkthrough in package.json ask for. */
export type ContextKey =
  | 'pbx.hasPbx'
  | 'pbx.hasIgnoredPbxes'
  | 'pbx.hasTrunkFile'
  | 'pbx.canUndo'
  | 'pbx.canContinue'
  | 'pbx.demoRunning';

/** Says whether a fact is true by now. */
export async function setContextKey(key: ContextKey, value: boolean): Promise<void> {
  await vscode.commands.executeCommand('setContext', key, value);
}
