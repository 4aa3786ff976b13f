import * as vscode from 'vscode';
import { setContextKey } from './base/contextKey.ts';
import { connectionEntries } from './connections/connectionEntries.ts';
import { hasIgnoredPbxes } from './connections/ignoredPbxes.ts';
import { runFolder, tellLastRun } from './journal/lastRunContext.ts';
import { hasTrunkFile } from './trunkFiles/findTrunkFile.ts';

/** Keeps the menus true from the start of the window on, also while nothing else of the extension is in use. */
export async function keepMenusTrue(
  context: Pick<vscode.ExtensionContext, 'globalStorageUri' | 'subscriptions'>,
): Promise<void> {
  const tellPbxes = async () => {
    const hasPbx = connectionEntries().size > 0;
    await setContextKey('pbx.hasPbx', hasPbx);
    await setContextKey('pbx.hasIgnoredPbxes', await hasIgnoredPbxes());
    // With a PBX it makes no difference, and a search through the folders costs something.
    if (!hasPbx && (await hasTrunkFile())) await setContextKey('pbx.hasTrunkFile', true);
  };
  const tellRun = () => tellLastRun(runFolder(context));
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('pbx.connections')) void tellPbxes();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void tellPbxes()),
    vscode.workspace.onDidChangeWorkspaceFolders(() => void tellPbxes()),
    // Another window may have run something meanwhile.
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) void tellRun();
    }),
  );
  await Promise.all([tellPbxes(), tellRun()]);
}
