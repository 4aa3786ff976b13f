import type { Trunk, TrunkField } from '../trunk.ts';
import type { Range } from './position.ts';
import type { Problem } from './problem.ts';

/** A trunk YAML as read. */
export interface TrunkFile {
  /** The documents that are not empty, in the order of the file. */
  documents: TrunkDocument[];
  /** Everything wrong with it, in the order of the file. With an error among them nothing of it may be sent. */
  problems: Problem[];
}

/** One document of a trunk YAML: trunks, and the PBXes that they are for. */
export interface TrunkDocument {
  /** The names after `pbx:`, each once; absent when the file leaves that to be asked. */
  pbxNames?: { name: string; range: Range }[];
  trunks: TrunkEntry[];
  range: Range;
}

/** One trunk of a trunk YAML. Where its parts stand is worked out when somebody asks: most are never asked for. */
export interface TrunkEntry {
  /** The name as written, placeholders and all; `''` when there is none. */
  readonly trunkname: string;
  /** The known fields that the file gives, as written, placeholders and all. */
  readonly values: Readonly<Partial<Record<TrunkField, string>>>;
  /** The trunk itself, where its values are right and no placeholder is left to fill in. */
  readonly trunk: Trunk | undefined;
  readonly range: Range;
  /** The names in its `${secret:NAME}`, each once. */
  readonly secrets: readonly string[];
  /** The names in its `${env:NAME}`, each once. */
  readonly env: readonly string[];
  /** Where its password is written, if that is the password itself. */
  readonly plainPassword: Range | undefined;
  /** Where a field stands, or the first line of the trunk for a field that is not written. */
  readonly rangeOf: (field: string) => Range;
}

/** The names of all secrets that the file needs, each once, in the order of the file. */
export function secretNames(file: TrunkFile): string[] {
  const names = file.documents.flatMap(({ trunks }) => trunks.flatMap(({ secrets }) => secrets));
  return [...new Set(names)];
}

/** The documents of a file that name a PBX, as if they named no other. */
export function documentsFor(pbx: string, { documents }: TrunkFile): TrunkDocument[] {
  return documents.flatMap((document) => {
    const pbxNames = document.pbxNames?.filter(({ name }) => name === pbx) ?? [];
    return pbxNames.length > 0 ? [{ ...document, pbxNames }] : [];
  });
}
