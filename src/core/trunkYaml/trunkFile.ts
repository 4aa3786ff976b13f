import type { TrunkField } from '../trunk.ts';
import type { Range } from './position.ts';
import type { Problem } from './problem.ts';

/** A trunk YAML as read. It is plain data, which another thread can send as JSON. */
export interface TrunkFile {
  /** The documents that are not empty, in the order of the file. */
  documents: TrunkDocument[];
  /** Everything wrong with it, in the order of the file. With an error among them nothing of it may be sent. */
  problems: Problem[];
}

/** One document of a trunk YAML: trunks, and the PBXes that they are for. */
export interface TrunkDocument {
  /** The PBXes after `pbx:`, each once; absent when the file leaves that to be asked. */
  pbxNames?: NamedPbx[];
  trunks: TrunkEntry[];
  range: Range;
}

/** A PBX that a document is for. */
export interface NamedPbx {
  name: string;
  /** What stands there for it and for others, such as `@north`; absent where its own name stands there. */
  group?: string;
  range: Range;
}

/** A {@link Range} in little room, since a file may have hundreds of thousands: line and character of its start, then of its end. */
export type Place = readonly [line: number, character: number, endLine: number, endCharacter: number];

/** One trunk of a trunk YAML. */
export interface TrunkEntry {
  /** The name as written, placeholders and all; `''` when there is none. */
  trunkname: string;
  /** The known fields that the file gives, as written, placeholders and all. */
  values: Partial<Record<TrunkField, string>>;
  /** True when the values are right and no placeholder is left to fill in: they are the trunk itself. */
  isComplete: boolean;
  range: Range;
  /** The character at which the first line of the trunk ends. */
  firstLineEnd: number;
  /** Where the fields stand that the file gives; ask {@link rangeOf}. */
  places: Partial<Record<TrunkField, Place>>;
  /** The names in its `${secret:NAME}`, each once. */
  secrets: readonly string[];
  /** The names in its `${env:NAME}`, each once. */
  env: readonly string[];
  /** Where its password is written, if that is the password itself. */
  plainPassword?: Range;
}

/** Where a field stands, or the first line of the trunk for a field that is not written. */
export function rangeOf({ places, range, firstLineEnd }: TrunkEntry, field: string): Range {
  const place = Object.hasOwn(places, field) ? places[field as TrunkField] : undefined;
  if (!place) return { start: range.start, end: { line: range.start.line, character: firstLineEnd } };
  const [line, character, endLine, endCharacter] = place;
  return { start: { line, character }, end: { line: endLine, character: endCharacter } };
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
