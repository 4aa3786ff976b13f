import * as l10n from '@vscode/l10n';
import type { ExportedTrunk, ExportProblem } from './exportTrunk.ts';
import { FileComparison } from './fileComparison.ts';
import { fileDocuments } from './fileEntries.ts';
import type { Lookups } from './resolveTrunk.ts';

/** What a PBX has: the trunks that a file can hold, and the names of the others. */
export interface PbxTrunks {
  pbx: string;
  trunks: readonly ExportedTrunk[];
  leftOut: ReadonlySet<string>;
}

/** A secret that the new text needs. */
export type NeededSecret = { value: string } & ({ suggestedName: string } | { name: string });

/** How a file comes to say what the PBX says. */
export interface FileUpdate {
  added: number;
  changed: number;
  removed: number;
  /** Secrets to keep before the text is written: under exactly that name, or under a free one that is suggested. */
  secrets: NeededSecret[];
  problems: ExportProblem[];
  /**
   * The new text, which is the old one where nothing has changed.
   * @param names of the secrets, in their order.
   */
  text(names: readonly string[]): string;
}

/**
 * Works out how a trunk file has to change so that a plan of it against the PBX is empty. What another PBX gets from the
 * file never changes: documents for others and for several stay as they are.
 * @returns the update, or why the file is better left alone.
 */
export async function updateTrunkFile(
  text: string,
  { pbx, trunks, leftOut }: PbxTrunks,
  lookups: Lookups,
): Promise<FileUpdate | { refused: string }> {
  const documents = fileDocuments(text);
  if (!Array.isArray(documents)) {
    return { refused: l10n.t('it has a problem in line {0}: {1}', documents.line, documents.message) };
  }
  if (documents.some(({ pbxNames, trunks: list }) => pbxNames === undefined && list.length > 0)) {
    return {
      refused: l10n.t('it does not say which PBX its trunks are for. Write {0} above them.', `pbx: ${pbx}`),
    };
  }
  return new FileComparison(pbx, trunks, leftOut, lookups).update(text, documents);
}
