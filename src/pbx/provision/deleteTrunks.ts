import type { ExistingTrunk } from '../../core/compare.ts';
import type { TrunkOutcome } from '../../core/outcome.ts';
import type { Pbx } from '../pbx.ts';
import { applyAtLast } from './applyAtLast.ts';
import { standardBackoff } from './backoff.ts';
import { checkDeletion } from './checkDeletion.ts';
import { skippedByCancel, whyStop } from './provisionPbx.ts';
import type { UndoOptions } from './undoPbx.ts';
import { writeOnce } from './writeOnce.ts';
import { deletion } from './writes.ts';

type Result = Omit<TrunkOutcome, 'pbx'>;

export interface DeleteOptions extends UndoOptions {
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
  const { signal, backoff = standardBackoff, onStart, onOutcome, onFound } = options;
  const outcomes: TrunkOutcome[] = [];
  const report = (result: Result) => {
    const outcome = { pbx: pbx.name, ...result };
    outcomes.push(outcome);
    onOutcome?.(outcome);
  };
  let applyDue = false;
  let silences = 0;
  let reasonToStop: string | undefined;
  // A name that is given twice is one trunk.
  for (const checked of await checkDeletion(pbx, [...new Set(trunknames)], options)) {
    const { trunkname } = checked;
    if ('instead' in checked) report(checked.instead);
    else if (signal?.aborted) report(skippedByCancel(trunkname));
    else if (reasonToStop !== undefined) report({ trunkname, outcome: 'failed', message: reasonToStop });
    else {
      onFound?.(checked.found);
      onStart?.(pbx.name, trunkname);
      const result = await writeOnce(pbx, deletion(pbx, trunkname), backoff, signal);
      applyDue ||= result.applyDue;
      silences = result.trouble === 'silent' ? silences + 1 : 0;
      reasonToStop = whyStop(pbx.name, result.trouble, silences);
      report(result.outcome);
    }
  }
  if (applyDue && pbx.connection.apiVersion === 'v1.1.0') await applyAtLast(pbx, outcomes, backoff);
  return outcomes;
}
