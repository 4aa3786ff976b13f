import * as vscode from 'vscode';
import { isTrunkFileName } from '../../core/trunkYaml/trunkFileName.ts';

/** Whether a trunk file is open, or in one of the folders. */
export async function hasTrunkFile(): Promise<boolean> {
  if (vscode.workspace.textDocuments.some(({ uri }) => isTrunkFileName(uri.path))) return true;
  const pattern = '**/{trunk,trunks,*.trunk,*.trunks}.{yaml,yml}';
  return (await vscode.workspace.findFiles(pattern, '**/node_modules/**', 1)).length > 0;
}
