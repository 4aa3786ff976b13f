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

/** Replaces `${secret:NAME}` by another name in open files, and leaves saving them to the user. */
export async function renameInFiles(
  files: readonly vscode.TextDocument[],
  name: string,
  next: string,
): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  for (const document of files) {
    const text = document.getText();
    for (const match of text.matchAll(/(?<!\$)\$\{secret:\s*([^{}]*?)\s*\}/g)) {
      if (match[1] !== name) continue;
      const range = new vscode.Range(
        document.positionAt(match.index),
        document.positionAt(match.index + match[0].length),
      );
      edit.replace(document.uri, range, `\${secret:${next}}`);
    }
  }
  await vscode.workspace.applyEdit(edit);
}
