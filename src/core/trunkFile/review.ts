import { openPlaceholders, unknownPbxes } from './knownNames.ts';
import type { KnownNames } from './knownNames.ts';
import type { Range } from './position.ts';
import type { Problem } from './problem.ts';
import { readTrunkFile } from './readTrunkFile.ts';
import { maxShown, moreProblems, mostImportant } from './shownProblems.ts';

/** So many documents of one file are told apart in the editor. */
const maxDocuments = 500;

/** What the editor shows of a trunk file: small plain data, however large the file is. */
export interface Review {
  problems: Problem[];
  /** The documents by their index in the file as it is read. */
  documents: { range: Range; trunks: number }[];
}

/** Reads a trunk file for the editor, and checks it against the names that exist outside of it. */
export function reviewTrunkFile(text: string, known: KnownNames): Review {
  const file = readTrunkFile(text);
  const open = openPlaceholders(file, known, maxShown + 1);
  const problems = [...file.problems, ...unknownPbxes(file, known.pbxNames), ...open.problems];
  return {
    problems: mostImportant(problems, moreProblems, open.more),
    documents: file.documents
      .slice(0, maxDocuments)
      .map(({ range, trunks }) => ({ range, trunks: trunks.length })),
  };
}
