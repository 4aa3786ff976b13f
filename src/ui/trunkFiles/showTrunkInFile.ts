import * as vscode from 'vscode';
import type { PbxGroups } from '../../core/pbxGroups.ts';
import { trunkInOutline } from '../../core/trunkYaml/outline.ts';
import type { TrunkKey } from '../../core/trunkKey.ts';
import type { BackgroundReader } from './backgroundReader.ts';
import { toRange } from './trunkFileDocument.ts';

/**
 * Opens the file that has a trunk, at its name. A name that the file has only by a placeholder is not found: the first file is
 * opened then.
 */
export async function showTrunkInFile(
  reader: Pick<BackgroundReader, 'outline'>,
  uris: readonly vscode.Uri[],
  trunk: TrunkKey,
  groups: PbxGroups,
): Promise<void> {
  let first: vscode.TextDocument | undefined;
  for (const uri of uris) {
    const document = await vscode.workspace.openTextDocument(uri);
    first ??= document;
    const found = trunkInOutline(await reader.outline(document.getText()), trunk, groups);
    if (!found) continue;
    await vscode.window.showTextDocument(document, { selection: toRange(found.nameRange) });
    return;
  }
  if (first) await vscode.window.showTextDocument(first);
}
