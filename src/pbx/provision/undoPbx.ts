import type { TrunkOutcome } from '../../core/outcome.ts';
import { asPbxError } from '../errors.ts';
import type { Pbx } from '../pbx.ts';
import { applyAtLast } from './applyAtLast.ts';
import { standardBackoff, type Backoff } from './backoff.ts';
import { checkUndo, type CheckedStep } from './checkUndo.ts';
import { skippedByCancel, whyStop, type RunObserver } from './provisionPbx.ts';
import { restoration } from './restoration.ts';
import type { UndoStep } from './undoStep.ts';
import { writeOnce } from './writeOnce.ts';
import { deletion } from './writes.ts';

export interface UndoOptions extends Pick<RunObserver, 'onStart' | 'onOutcome'> {
  /** Stops before the next request; the one under way is waited for. */
  signal?: AbortSignal;
  backoff?: Backoff;
}

type Report = (outcome: Omit<TrunkOutcome, 'pbx'>) => void;

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
  const { signal, backoff = standardBackoff, onStart } = options;
  const outcomes: TrunkOutcome[] = [];
  const report: Report = (outcome) => {
    const full = { pbx: pbx.name, ...outcome };
    outcomes.push(full);
    options.onOutcome?.(full);
  };

  let applyDue = false;
  let silences = 0;
  let reasonToStop: string | undefined;
  for (const step of (await check(pbx, steps, options, report)) ?? []) {
    const { trunkname } = step;
    if (step.verdict === 'none') {
      report({ trunkname, outcome: 'unchanged', message: step.message });
    } else if (step.verdict === 'refuse') {
      report({ trunkname, outcome: 'skipped', message: step.message });
    } else if (signal?.aborted) {
      report(skippedByCancel(trunkname));
    } else if (reasonToStop !== undefined) {
      report({ trunkname, outcome: 'failed', message: reasonToStop });
    } else {
      onStart?.(pbx.name, trunkname);
      const write =
        step.verdict === 'delete' ? deletion(pbx, trunkname) : restoration(pbx, step.id, step.earlier);
      const result = await writeOnce(pbx, write, backoff, signal);
      applyDue ||= result.applyDue;
      silences = result.trouble === 'silent' ? silences + 1 : 0;
      reasonToStop = whyStop(pbx.name, result.trouble, silences);
      report(result.outcome);
    }
  }
  if (applyDue && pbx.connection.apiVersion === 'v1.1.0') await applyAtLast(pbx, outcomes, backoff);
  return outcomes;
}

/** Asks the PBX what it has now. When that fails, every trunk is reported, and there is nothing to go on with. */
async function check(
  pbx: Pbx,
  steps: readonly UndoStep[],
  { signal, backoff = standardBackoff, onStart }: UndoOptions,
  report: Report,
): Promise<CheckedStep[] | undefined> {
  try {
    if (!signal?.aborted) {
      onStart?.(pbx.name, undefined);
      return await checkUndo(pbx, steps, backoff, signal);
    }
  } catch (thrown) {
    const { kind, message, errno } = asPbxError(thrown);
    if (kind !== 'cancelled') {
      for (const { trunkname } of steps) {
        report({ trunkname, outcome: 'failed', message, ...(errno !== undefined && { errno }) });
      }
      return undefined;
    }
  }
  for (const { trunkname } of steps) report(skippedByCancel(trunkname));
  return undefined;
}
