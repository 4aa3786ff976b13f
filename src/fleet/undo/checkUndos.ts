import { standardBackoff } from '../../pbx/backoff.ts';
import { checkUndo, type CheckedStep } from '../../pbx/provision/checkUndo.ts';
import { askEachPbx, type Answers } from '../eachPbx.ts';
import { movedSince } from '../journal/lastRun.ts';
import type { StoredRun } from '../journal/storedRun.ts';
import type { Fleet } from '../ports.ts';
import { groupByPbx } from '../run.ts';
import type { PbxUndoStep } from './undoSteps.ts';

/** What an undo would do on each PBX, and the PBXes that could not be asked. */
export type CheckedUndo = Answers<CheckedStep[]>;

/** Asks every PBX of an undo what it has now, by one query each. Changes nothing. */
export function checkUndos(
  fleet: Pick<Fleet, 'pbxes' | 'settings' | 'unlistedTrunks'>,
  run: StoredRun,
  steps: readonly PbxUndoStep[],
  signal: AbortSignal,
): Promise<CheckedUndo> {
  const groups = groupByPbx(steps);
  return askEachPbx(
    fleet,
    groups.keys(),
    (pbx) => {
      const own = (groups.get(pbx.name) ?? []).map(({ step }) => step);
      const unlisted = fleet.unlistedTrunks.of(pbx.connection.url);
      return checkUndo(pbx, own, unlisted, standardBackoff, signal);
    },
    (name) => movedSince(fleet.pbxes, run, name),
  );
}

/** How many trunks an undo deletes, restores, refuses and need not touch. */
export function countVerdicts({ answers }: CheckedUndo): Record<CheckedStep['verdict'], number> {
  const counts = { delete: 0, restore: 0, refuse: 0, none: 0 };
  for (const { verdict } of [...answers.values()].flat()) counts[verdict] += 1;
  return counts;
}
