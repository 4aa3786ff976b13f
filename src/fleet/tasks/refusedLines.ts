import { outcomeLine } from '../run.ts';
import type { RefusedFiles } from '../provision/prepareFiles.ts';
import { pathOf, placedLine, type TellLine } from './taskLines.ts';

/**
 * Tells of each trunk why nothing was done with it.
 * @param told whether errors of the files were told before, so that these lines are no more of them.
 */
export function tellRefused(tell: TellLine, { failed, places }: RefusedFiles, told: boolean): void {
  for (const [index, outcome] of failed.entries()) {
    const place = places[index];
    const at = place && { uri: place.uri, start: place.range.start };
    const words = outcome.trunkname === '' ? (outcome.message ?? '') : outcomeLine(outcome);
    tell(placedLine(words, at, told ? undefined : 'error'), [
      outcome.pbx,
      outcome.trunkname,
      ...(at ? [pathOf(at.uri)] : []),
    ]);
  }
}
