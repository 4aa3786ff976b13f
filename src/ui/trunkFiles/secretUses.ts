import * as vscode from 'vscode';
import { secretNames } from '../../core/trunkYaml/trunkFile.ts';
import { isTrunkFileName } from '../../core/trunkYaml/trunkFileName.ts';
import type { TrunkFileReader } from '../../fleet/trunkFileReader.ts';

/** Which open trunk files use which secrets, by the secret's name. */
export async function filesUsingSecrets(
  reader: TrunkFileReader,
): Promise<Map<string, vscode.TextDocument[]>> {
  const uses = new Map<string, vscode.TextDocument[]>();
  for (const document of vscode.workspace.textDocuments) {
    if (!isTrunkFileName(document.uri.path)) continue;
    for (const name of secretNames(await reader.read(document.getText(), new Map()))) {
      uses.set(name, [...(uses.get(name) ?? []), document]);
    }
  }
  return uses;
}
