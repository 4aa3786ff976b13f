import type { PbxGroups } from '../pbxGroups.ts';
import type { ExportedTrunk, ExportProblem } from './exportTrunk.ts';

/** What a PBX has: the trunks that a file can hold, and the names of the others. */
export interface PbxTrunks {
  pbx: string;
  trunks: readonly ExportedTrunk[];
  leftOut: ReadonlySet<string>;
  /** A document that names a group of this PBX is for several. */
  groups: PbxGroups;
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
   * The new text, which is the old one where nothing has changed, in pieces: a number stands for the name of the secret
   * of that index. {@link updatedText} puts them together.
   */
  pieces: (string | number)[];
}

/**
 * The new text of a file.
 * @param names under which the secrets of the update are kept, in their order.
 */
export function updatedText({ pieces }: FileUpdate, names: readonly string[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : (names[piece] ?? ''))).join('');
}
