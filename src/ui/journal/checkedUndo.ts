import { PbxError } from '../../pbx/errors.ts';
import { standardBackoff } from '../../pbx/provision/backoff.ts';
import { checkUndo, type CheckedStep } from '../../pbx/provision/checkUndo.ts';
import type { App } from '../app.ts';
import { onEachPbx } from '../provision/byPbx.ts';
import { movedWords } from './lastRun.ts';
import type { StoredRun } from '../../fleet/journal/storedRun.ts';
import { groupSteps, type PbxUndoStep } from '../../fleet/undo/undoSteps.ts';

/** What an undo would do on each PBX, and the PBXes that could not be asked. */
export interface CheckedUndo {
  checked: Map<string, CheckedStep[]>;
  problems: { pbx: string; message: string }[];
}

/** Asks every PBX of an undo what it has now, by one query each. Changes nothing. */
export async function checkUndoEverywhere(
  app: App,
  run: StoredRun,
  steps: readonly PbxUndoStep[],
  signal: AbortSignal,
): Promise<CheckedUndo> {
  const groups = groupSteps(steps);
  const result: CheckedUndo = { checked: new Map(), problems: [] };
  await onEachPbx(groups.keys(), async (name) => {
    const moved = movedWords(app, run, name);
    const opened = moved === undefined ? await app.pbxes.open(name) : { problem: moved };
    if (!opened.pbx) {
      result.problems.push({ pbx: name, message: opened.problem });
      return;
    }
    try {
      const checked = await checkUndo(opened.pbx, groups.get(name) ?? [], standardBackoff, signal);
      result.checked.set(name, checked);
    } catch (error) {
      if (!(error instanceof PbxError)) throw error;
      result.problems.push({ pbx: name, message: error.message });
    }
  });
  // In the order of the steps, whichever PBX answered first.
  const ordered = [...groups.keys()].flatMap((name) => {
    const checked = result.checked.get(name);
    return checked ? [[name, checked] as const] : [];
  });
  return { ...result, checked: new Map(ordered) };
}

/** How many trunks an undo deletes, restores, refuses and need not touch. */
export function countVerdicts({ checked }: CheckedUndo): Record<CheckedStep['verdict'], number> {
  const counts = { delete: 0, restore: 0, refuse: 0, none: 0 };
  for (const { verdict } of [...checked.values()].flat()) counts[verdict] += 1;
  return counts;
}
