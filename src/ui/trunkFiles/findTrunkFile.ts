import * as vscode from 'vscode';
import { isTrunkFileName, trunkFilePattern } from '../../core/trunkYaml/trunkFileName.ts';
import { passedOver } from '../base/namedPlaces.ts';

/** Whether a trunk file is open, or in one of the folders. */
export async function hasTrunkFile(): Promise<boolean> {
  if (vscode.workspace.textDocuments.some(({ uri }) => isTrunkFileName(uri.path))) return true;
  return await isTrunkFileIn(undefined);
}

/** Whether a trunk file is in a folder, or in any of them. */
export async function isTrunkFileIn(folder: vscode.WorkspaceFolder | undefined): Promise<boolean> {
  const pattern = folder ? new vscode.RelativePattern(folder, trunkFilePattern) : trunkFilePattern;
  return (await vscode.workspace.findFiles(pattern, passedOver, 1)).length > 0;
}
