import * as vscode from 'vscode';
import type { ProvisionReport, TrunkOutcome } from '../../core/outcome.ts';
import { keyOf } from '../../core/trunkKey.ts';
import type { App } from '../app.ts';
import { failedReport, findLastRun, readLastRunRequest } from './lastRun.ts';
import { runUndo, stepsOf } from './runUndo.ts';
import type { StoredRun } from '../../fleet/journal/storedRun.ts';
import { undoAsking } from './undoAsking.ts';
import type { PbxUndoStep } from '../../fleet/undo/undoSteps.ts';
import { notify } from '../base/notify.ts';
import { notifyUntrusted } from '../base/trust.ts';

/**
 * *PBX: Undo Last Run*: deletes what the last run added and restores what it updated, and leaves whatever has changed since.
 * With `{ confirm: false }` it asks and shows nothing and returns the report.
 */
export async function run(app: App, ...args: unknown[]): Promise<ProvisionReport | undefined> {
  const asked = readLastRunRequest(app, args);
  const last = await findLastRun(app, asked);
  if (typeof last === 'string') {
    if (asked.silent) return failedReport(last);
    notify(app.log, 'warning', last);
    return undefined;
  }
  const steps = await stepsOf(app, last);
  if (!vscode.workspace.isTrusted) {
    const message = vscode.l10n.t('This folder is not trusted, so nothing was undone.');
    if (asked.silent) return { outcomes: outcomesFor(steps, 'failed', message), cancelled: false };
    notifyUntrusted(app.log, message);
    return undefined;
  }
  if (steps.length === 0) {
    const message = vscode.l10n.t('The last run changed nothing, or it is undone already.');
    if (asked.silent) return { outcomes: unchangedFor(last, message), cancelled: false };
    notify(app.log, 'info', message);
    return undefined;
  }
  if (!asked.silent) return await undoAsking(app, last, steps);
  const { signal } = new AbortController();
  return (await runUndo(app, last, steps, { signal })).report;
}

function outcomesFor(
  steps: readonly PbxUndoStep[],
  outcome: TrunkOutcome['outcome'],
  message: string,
): TrunkOutcome[] {
  return steps.map(({ pbx, step: { trunkname } }) => ({ pbx, trunkname, outcome, message }));
}

/** One outcome for each trunk that an earlier undo dealt with. */
function unchangedFor({ parts }: StoredRun, message: string): TrunkOutcome[] {
  const undone = new Map(
    parts
      .filter(({ action }) => action === 'undo')
      .flatMap(({ outcomes }) => outcomes)
      .map(({ pbx, trunkname }) => [keyOf({ pbx, trunkname }), { pbx, trunkname }]),
  );
  return [...undone.values()].map((one) => ({ ...one, outcome: 'unchanged', message }));
}
