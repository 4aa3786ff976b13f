import { placeholdersFor, placeholderValues } from '../core/trunkYaml/placeholders.ts';
import { plainPasswords } from '../core/trunkYaml/plainPasswords.ts';
import { readTrunkFile } from '../core/trunkYaml/readTrunkFile.ts';
import { reviewTrunkFile } from '../core/trunkYaml/review.ts';
import { updateTrunkFile } from '../core/trunkYaml/updateTrunkFile.ts';
import type { TrunkFileReader } from './trunkFileReader.ts';

/** Reads in the thread that asks, for a program that has nothing else to do meanwhile. */
export const localReader: TrunkFileReader = {
  read: (text, groups) => Promise.resolve(readTrunkFile(text, groups)),
  review: (text, known) => Promise.resolve(reviewTrunkFile(readTrunkFile(text, known.groups), known)),
  plainPasswords: (text) => Promise.resolve(plainPasswords(text)),
  update: async (text, trunks, source) => {
    const values = await placeholderValues(
      placeholdersFor(trunks.pbx, readTrunkFile(text, trunks.groups)),
      source,
    );
    return updateTrunkFile(text, trunks, values);
  },
};
