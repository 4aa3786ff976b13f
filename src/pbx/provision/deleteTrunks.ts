import * as l10n from '@vscode/l10n';
import type { ExistingTrunk } from '../../core/compare.ts';
import type { TrunkOutcome } from '../../core/outcome.ts';
import { shortList } from '../../core/shortList.ts';
import { lostByDeletion } from '../../core/undocumented.ts';
import type { Pbx } from '../pbx.ts';
import { checkDeletion } from './checkDeletion.ts';
import { deletion } from './writes.ts';
import { WritesInTurn, type TurnOptions } from './writesInTurn.ts';

export interface DeleteOptions extends TurnOptions {
  /** Before a trunk is deleted: its settings, its password included, as this deletion's own query saw them. */
  onFound?: (found: ExistingTrunk) => void;
}

/**
 * Deletes trunks of one PBX by their exact names: one query to see that they are there, then one request a trunk.
 * @returns one outcome for each different name, in their order; never throws for what a PBX does.
 */
export function deleteTrunks(
  pbx: Pbx,
  trunknames: readonly string[],
  options: DeleteOptions = {},
): Promise<TrunkOutcome[]> {
  return pbx.writes.run(() => deleteInTurn(pbx, trunknames, options), options.signal);
}

async function deleteInTurn(
  pbx: Pbx,
  trunknames: readonly string[],
  options: DeleteOptions,
): Promise<TrunkOutcome[]> {
  const turns = new WritesInTurn(pbx, options);
  // A name that is given twice is one trunk.
  for (const checked of await checkDeletion(pbx, [...new Set(trunknames)], options)) {
    const { trunkname } = checked;
    const instead = 'instead' in checked ? checked.instead : turns.reasonAgainst(trunkname);
    if (instead) turns.report(instead);
    else if ('found' in checked) {
      options.onFound?.(checked.found);
      turns.report(withLost(checked.found, await turns.send(deletion(pbx, trunkname))));
    }
  }
  return await turns.end();
}

/** Says what an undo cannot bring back. */
function withLost(found: ExistingTrunk, outcome: Omit<TrunkOutcome, 'pbx'>): Omit<TrunkOutcome, 'pbx'> {
  const lost = lostByDeletion(found);
  if (outcome.outcome !== 'deleted' || lost.length === 0) return outcome;
  const message = l10n.t(
    'Deleted. An undo cannot bring back {0}, which the API does not document.',
    shortList(lost),
  );
  return { ...outcome, message };
}
