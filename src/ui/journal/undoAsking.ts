import * as vscode from 'vscode';
import type { ProvisionReport } from '../../core/outcome.ts';
import type { App } from '../app.ts';
import { signInWhereNeeded } from '../connections/askToSignIn.ts';
import { notify } from '../base/notify.ts';
import { askWithProgress, runWithProgress } from '../base/progress.ts';
import { checkUndoEverywhere, countVerdicts, type CheckedUndo } from './checkedUndo.ts';
import { confirmUndo } from './confirmUndo.ts';
import { movedWords } from './lastRun.ts';
import { runUndo } from './runUndo.ts';
import type { StoredRun } from '../../fleet/journal/storedRun.ts';
import { tellResult } from './tellResult.ts';
import type { PbxUndoStep } from '../../fleet/undo/undoSteps.ts';

/** Takes a run back with everything that is asked and shown. Undefined when the user left, or nothing could be undone. */
export async function undoAsking(
  app: App,
  run: StoredRun,
  steps: readonly PbxUndoStep[],
): Promise<ProvisionReport | undefined> {
  const reachable = [...new Set(steps.map(({ pbx }) => pbx))].filter(
    (pbx) => app.pbxes.find(pbx) && movedWords(app, run, pbx) === undefined,
  );
  if (!(await signInWhereNeeded(app, reachable))) return undefined;
  const checked = await askWithProgress((signal) => checkUndoEverywhere(app, run, steps, signal));
  if (!checked) return undefined;
  const counts = countVerdicts(checked);
  if (counts.delete + counts.restore === 0) {
    const refused = counts.refuse > 0 || checked.problems.length > 0;
    notify(app.log, refused ? 'warning' : 'info', nothingWords(checked));
    return undefined;
  }
  if (!(await confirmUndo(app, checked))) return undefined;
  const { report, ended } = await runWithProgress(
    app.log,
    vscode.l10n.t('Undoing the last run'),
    steps.length,
    (signal, say) => runUndo(app, run, steps, { signal, say }),
  );
  tellResult(app, ended);
  return report;
}

function nothingWords({ checked, problems }: CheckedUndo): string {
  const refused = [...checked].flatMap(([pbx, steps]) =>
    steps.flatMap((step) =>
      step.verdict === 'refuse' ? [`${pbx} · ${step.trunkname}: ${step.message}`] : [],
    ),
  );
  const more = refused.length > 1 ? vscode.l10n.t('({0} more like this.)', refused.length - 1) : '';
  return [
    vscode.l10n.t('Nothing to undo.'),
    ...refused.slice(0, 1),
    more,
    ...problems.map((one) => one.message),
  ]
    .filter((part) => part !== '')
    .join(' ');
}
