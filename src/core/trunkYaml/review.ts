import { openPlaceholders, unknownPbxes } from './knownNames.ts';
import type { KnownNames } from './knownNames.ts';
import type { Range } from './position.ts';
import type { Problem } from './problem.ts';
import { maxShown, moreProblems, mostImportant } from './shownProblems.ts';
import type { TrunkFile } from './trunkFile.ts';
import { unsentDodNumbers } from './unsentDodNumbers.ts';

/** How many documents of one file get buttons of their own in the editor. */
const maxDocuments = 500;

/** What the editor shows of a trunk file: small plain data, however large the file is. */
export interface Review {
  problems: Problem[];
  /** The documents by their index in the file as it is read. */
  documents: { range: Range; trunks: number }[];
}

/** Checks a trunk file that was read against the names that exist outside of it, for the editor. */
export function reviewTrunkFile(file: TrunkFile, known: KnownNames): Review {
  const open = openPlaceholders(file, known, maxShown + 1);
  const problems = [
    ...file.problems,
    ...unknownPbxes(file, known),
    ...unsentDodNumbers(
      file,
      known.pbxesWithoutDod ?? [],
      ({ pbxNames }) => pbxNames?.map(({ name }) => name) ?? [],
    ),
    ...open.problems,
  ];
  return {
    problems: mostImportant(problems, moreProblems, open.more),
    documents: file.documents
      .slice(0, maxDocuments)
      .map(({ range, trunks }) => ({ range, trunks: trunks.length })),
  };
}
