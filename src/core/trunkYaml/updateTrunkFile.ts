import * as l10n from '@vscode/l10n';
import { FileComparison } from './fileComparison.ts';
import { fileDocuments } from './fileEntries.ts';
import type { FileUpdate, PbxTrunks } from './fileUpdate.ts';
import type { PlaceholderValues } from './placeholders.ts';

/**
 * Works out how a trunk file has to change so that a plan of it against the PBX is empty. What another PBX gets from the
 * file never changes: documents for others and for several stay as they are.
 * @param values of the placeholders that the file has for the PBX.
 * @returns the update, or why the file is better left alone.
 */
export function updateTrunkFile(
  text: string,
  { pbx, trunks, leftOut, groups }: PbxTrunks,
  values: PlaceholderValues,
): FileUpdate | { refused: string } {
  const documents = fileDocuments(text, groups);
  if (!Array.isArray(documents)) {
    return { refused: l10n.t('it has a problem in line {0}: {1}', documents.line, documents.message) };
  }
  if (documents.some(({ pbxNames, trunks: list }) => pbxNames === undefined && list.length > 0)) {
    return {
      refused: l10n.t('it does not say which PBX its trunks are for. Write {0} above them.', `pbx: ${pbx}`),
    };
  }
  return new FileComparison(pbx, trunks, leftOut, values).update(text, documents, groups);
}
