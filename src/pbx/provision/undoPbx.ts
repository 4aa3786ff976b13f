import type { TrunkOutcome } from '../../core/outcome.ts';
import type { Pbx } from '../pbx.ts';
import { askFirst, WritesInTurn, type TurnOptions } from './writesInTurn.ts';
import { standardBackoff } from '../backoff.ts';
import type { UnlistedTrunks } from './compareTrunks.ts';
import { checkUndo, type UndoStep } from './checkUndo.ts';
import { restoration } from './restoration.ts';
import { deletion } from './writes.ts';

export interface UndoOptions extends TurnOptions {
  /** What the PBX took, but did not list under its name. */
  unlisted?: UnlistedTrunks;
}

/**
 * Takes back what a run did on one PBX, in the given order: one query to see what has changed since, which is left alone,
 * then one write at a time.
 * @returns one outcome for each step, in their order; never throws for what a PBX does.
 */
export function undoPbx(
  pbx: Pbx,
  steps: readonly UndoStep[],
  options: UndoOptions = {},
): Promise<TrunkOutcome[]> {
  return pbx.writes.run(() => undo(pbx, steps, options), options.signal);
}

async function undo(pbx: Pbx, steps: readonly UndoStep[], options: UndoOptions): Promise<TrunkOutcome[]> {
  const { signal, backoff = standardBackoff, unlisted = new Map<string, string>() } = options;
  const turns = new WritesInTurn(pbx, options);
  const asked = await askFirst(pbx, () => checkUndo(pbx, steps, unlisted, backoff, signal), options);
  if ('instead' in asked) {
    for (const { trunkname } of steps) turns.report({ trunkname, ...asked.instead });
    return turns.outcomes;
  }
  for (const step of asked.answer) {
    const { trunkname } = step;
    if (step.verdict === 'none') {
      turns.report({ trunkname, outcome: 'unchanged', message: step.message });
    } else if (step.verdict === 'refuse') {
      turns.report({ trunkname, outcome: 'skipped', message: step.message });
    } else {
      const write = () =>
        step.verdict === 'delete' ? deletion(pbx, trunkname) : restoration(pbx, step.id, step.earlier);
      turns.report(turns.reasonAgainst(trunkname) ?? (await turns.send(write())));
    }
  }
  return await turns.end();
}
