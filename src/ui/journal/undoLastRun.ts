import * as vscode from 'vscode';
import type { ProvisionReport } from '../../core/outcome.ts';
import { sentences } from '../../core/sentences.ts';
import { failedReport, findLastRun, movedSince } from '../../fleet/journal/lastRun.ts';
import { outsideText } from '../../core/outsideText.ts';
import { checkUndos, countVerdicts, type CheckedUndo } from '../../fleet/undo/checkUndos.ts';
import { nothingToUndo, stepsOf, undoLastRun, undoRun, untrustedUndo } from '../../fleet/undo/undoRun.ts';
import { urlsOf } from '../../fleet/journal/storedRun.ts';
import { notify } from '../base/notify.ts';
import { askWithProgress, runWithProgress } from '../base/progress.ts';
import { notifyUntrusted } from '../base/trust.ts';
import { signInWhereNeeded } from '../connections/askToSignIn.ts';
import { confirmUndo } from './confirmUndo.ts';
import { readLastRunCall } from './lastRunCall.ts';
import type { JournalServices } from './services.ts';
import { tellResult } from './tellResult.ts';

/**
 * *PBX: Undo Last Run*: deletes what the last run added and restores what it updated, and leaves whatever has changed since.
 * With `{ confirm: false }` it asks and shows nothing and returns the report.
 */
export async function run(
  services: JournalServices,
  ...args: unknown[]
): Promise<ProvisionReport | undefined> {
  const { silent, id, problem } = readLastRunCall(services, 'pbx.undoLastRun', args);
  if (problem !== undefined) return failedReport(problem);
  const trusted = vscode.workspace.isTrusted;
  return silent ? await undoLastRun(services, trusted, id) : await undoAsking(services, trusted, id);
}

/** Takes a run back with everything that is asked and shown. Undefined when the user left, or nothing could be undone. */
async function undoAsking(
  services: JournalServices,
  trusted: boolean,
  id: string | undefined,
): Promise<ProvisionReport | undefined> {
  const { log, pbxes } = services;
  const last = await findLastRun(await services.journal(), id);
  if (typeof last === 'string') {
    notify(log, 'warning', last);
    return undefined;
  }
  if (!trusted) {
    notifyUntrusted(log, untrustedUndo());
    return undefined;
  }
  const steps = await stepsOf(services, last);
  if (steps.length === 0) {
    notify(log, 'info', nothingToUndo());
    return undefined;
  }
  const reachable = [...new Set(steps.map(({ pbx }) => pbx))].filter(
    (pbx) => pbxes.find(pbx) && movedSince(pbxes, last, pbx) === undefined,
  );
  if (!(await signInWhereNeeded(services, reachable))) return undefined;
  const checked = await askWithProgress((signal) => checkUndos(services, last, steps, signal));
  if (!checked) return undefined;
  const counts = countVerdicts(checked);
  if (counts.delete + counts.restore === 0) {
    const refused = counts.refuse > 0 || checked.problems.length > 0;
    notify(log, refused ? 'warning' : 'info', nothingWords(checked));
    return undefined;
  }
  // The boxes of the run: the undo leaves a PBX alone whose name stands for another one.
  const urls = urlsOf(last);
  if (!(await confirmUndo(services.planDocuments, (pbx) => urls.get(pbx), checked))) return undefined;
  const title = vscode.l10n.t('Undoing the last run');
  const { report, ended } = await runWithProgress(log, title, steps.length, (signal, tellProgress, cancel) =>
    undoRun(services, last, steps, { signal, tellProgress, cancel }),
  );
  tellResult(services, ended);
  return report;
}

function nothingWords({ answers, problems }: CheckedUndo): string {
  const refused = [...answers].flatMap(([pbx, steps]) =>
    steps.flatMap((step) =>
      step.verdict === 'refuse'
        ? [`${outsideText(pbx)} · ${outsideText(step.trunkname)}: ${step.message}`]
        : [],
    ),
  );
  const more = refused.length > 1 ? vscode.l10n.t('({0} more like this.)', refused.length - 1) : '';
  return sentences(
    vscode.l10n.t('Nothing to undo.'),
    ...refused.slice(0, 1),
    more,
    ...problems.map((one) => one.message),
  );
}
