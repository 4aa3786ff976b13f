import { outcomeLine } from '../run.ts';
import type { RefusedFiles } from '../provision/prepareFiles.ts';
import { beginOf, tellPlaced, type TellLine } from './taskLines.ts';

/**
 * Tells of each trunk why nothing was done with it.
 * @param told whether errors of the files were told before, so that these lines are no more of them.
 */
export function tellRefused(tell: TellLine, { failed, places }: RefusedFiles, told: boolean): void {
  for (const [index, outcome] of failed.entries()) {
    const words = outcome.trunkname === '' ? (outcome.message ?? '') : outcomeLine(outcome);
    const names = [outcome.pbx, outcome.trunkname];
    tellPlaced(tell, words, names, beginOf(places[index]), told ? undefined : 'error');
  }
}
