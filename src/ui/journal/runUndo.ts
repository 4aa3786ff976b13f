import type { ProvisionReport, TrunkOutcome } from '../../core/outcome.ts';
import type { RunObserver } from '../../pbx/provision/provisionPbx.ts';
import { undoPbx } from '../../pbx/provision/undoPbx.ts';
import type { UndoStep } from '../../pbx/provision/undoStep.ts';
import type { App } from '../app.ts';
import { onEachPbx } from '../provision/byPbx.ts';
import { logOutcome, progressOf, type RunOptions } from '../provision/runProvision.ts';
import { movedWords } from './lastRun.ts';
import { recordRun } from './recordRun.ts';
import type { StoredRun } from '../../fleet/journal/storedRun.ts';
import type { EndedPart } from './tellResult.ts';
import { groupSteps, undoSteps, type PbxUndoStep } from '../../fleet/undo/undoSteps.ts';

/** What is left of a run to take back. The passwords that come with it are known to the redactor from here on. */
export async function stepsOf(app: App, run: StoredRun): Promise<PbxUndoStep[]> {
  const journal = await app.journal();
  const names = new Set(run.parts.flatMap(({ pbxes }) => pbxes.map(({ name }) => name)));
  const kept = new Map(
    await Promise.all([...names].map(async (pbx) => [pbx, await journal.kept(run, pbx)] as const)),
  );
  for (const { sent, before } of [...kept.values()].flat(2)) {
    if ('password' in sent) app.redactor.add(sent.password);
    app.redactor.add(before?.password);
  }
  return undoSteps(run, kept);
}

/**
 * Takes back what is left of a run, several PBXes at a time, and keeps a journal and a report of it.
 * @returns the outcomes in the order of the steps.
 */
export function runUndo(
  app: App,
  run: StoredRun,
  steps: readonly PbxUndoStep[],
  options: Pick<RunOptions, 'signal' | 'say'>,
): Promise<{ report: ProvisionReport; ended: EndedPart }> {
  const groups = groupSteps(steps);
  const start = {
    action: 'undo' as const,
    files: run.parts.at(-1)?.files ?? [],
    trunks: steps.length,
    pbxNames: groups.keys(),
  };
  return recordRun(app, start, run, async (recording) => {
    const progress = progressOf(steps.length, options.say ?? (() => undefined));
    const observer: RunObserver = {
      onStart: (pbx, trunkname) => {
        progress.onStart?.(pbx, trunkname);
        recording.onStart?.(pbx, trunkname);
      },
      onOutcome: (outcome) => {
        logOutcome(app, outcome);
        progress.onOutcome?.(outcome);
        recording.onOutcome?.(outcome);
      },
    };
    const done = new Map<string, TrunkOutcome[]>();
    await onEachPbx(groups.keys(), async (name) => {
      done.set(name, await undoOne(app, run, name, groups.get(name) ?? [], options.signal, observer));
      app.pbxes.trunksChanged(name);
    });
    const outcomes = steps.flatMap(({ pbx }) => done.get(pbx)?.shift() ?? []);
    return {
      outcomes,
      cancelled: options.signal.aborted && outcomes.some(({ outcome }) => outcome === 'skipped'),
    };
  });
}

async function undoOne(
  app: App,
  run: StoredRun,
  name: string,
  steps: readonly UndoStep[],
  signal: AbortSignal,
  observer: RunObserver,
): Promise<TrunkOutcome[]> {
  const moved = movedWords(app, run, name);
  const opened = moved === undefined ? await app.pbxes.open(name) : { problem: moved };
  if (opened.pbx) return await undoPbx(opened.pbx, steps, { ...observer, signal });
  return steps.map(({ trunkname }) => {
    const outcome: TrunkOutcome = {
      pbx: name,
      trunkname,
      outcome: moved === undefined ? 'failed' : 'skipped',
      message: opened.problem,
    };
    observer.onOutcome?.(outcome);
    return outcome;
  });
}
