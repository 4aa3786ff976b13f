import * as vscode from 'vscode';
import type { OutlinedDocument, OutlinedTrunk } from '../../core/trunkYaml/outline.ts';
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
): Promise<void> {
  let first: vscode.TextDocument | undefined;
  for (const uri of uris) {
    const document = await vscode.workspace.openTextDocument(uri);
    first ??= document;
    const found = placeIn(await reader.outline(document.getText()), trunk);
    if (!found) continue;
    await vscode.window.showTextDocument(document, { selection: toRange(found.nameRange) });
    return;
  }
  if (first) await vscode.window.showTextDocument(first);
}

/** Where a file has the trunk: where it names the PBX, or else in a document for other PBXes, which may have been chosen instead. */
function placeIn(
  documents: readonly OutlinedDocument[],
  { pbx, trunkname }: TrunkKey,
): OutlinedTrunk | undefined {
  const own = documents.filter(({ pbxNames }) => pbxNames.includes(pbx));
  return [...own, ...documents]
    .flatMap(({ trunks }) => trunks)
    .find((one) => one.trunkname.trim() === trunkname);
}
