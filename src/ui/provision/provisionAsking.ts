import * as vscode from 'vscode';
import type { ProvisionReport } from '../../core/outcome.ts';
import type { App } from '../app.ts';
import { movedAwayWords } from '../../fleet/movedWords.ts';
import { signInWhereNeeded } from '../connections/askToSignIn.ts';
import { movedWords } from '../journal/lastRun.ts';
import type { StoredRun } from '../../fleet/journal/storedRun.ts';
import { tellResult } from '../journal/tellResult.ts';
import { notify } from '../base/notify.ts';
import { comparePbxes, planOf } from '../plan/makePlan.ts';
import { planWords } from '../plan/planWords.ts';
import { askWithProgress, runWithProgress } from '../base/progress.ts';
import { confirmProvision } from './confirm.ts';
import { prepareAsking } from './prepare.ts';
import { recordProvision } from './recordProvision.ts';
import type { ProvisionRequest } from './request.ts';

/**
 * Provisions with everything that is asked and shown: what is missing, the plan, the progress, the result.
 * @param title of the questions.
 * @param continued the run that this goes on with.
 * @returns undefined when the user left, or when there was nothing to do.
 */
export async function provisionAsking(
  app: App,
  request: ProvisionRequest,
  title: string,
  continued?: StoredRun,
): Promise<ProvisionReport | undefined> {
  const prepared = await prepareAsking(app, request, title);
  if (!prepared) return undefined;
  const { work } = prepared;
  const pbxNames = [...new Set(work.map(({ pbx }) => pbx))];
  const moved = continued && pbxNames.flatMap((pbx) => movedWords(app, continued, pbx) ?? []);
  if (moved?.[0] !== undefined) {
    notify(app.log, 'error', moved[0]);
    return undefined;
  }
  if (!(await signInWhereNeeded(app, pbxNames))) return undefined;
  const addresses = new Map(pbxNames.map((pbx) => [pbx, app.pbxes.addressOf(pbx)]));
  const compared = await askWithProgress((signal) => comparePbxes(app, work, signal));
  if (!compared) return undefined;
  const plan = planOf(work, compared);
  app.planDiagnostics.show(work, compared);
  if (plan.steps.every(({ action }) => action === 'none')) {
    notify(app.log, plan.problems ? 'error' : 'info', planWords(plan));
    return undefined;
  }
  const choice = await confirmProvision(app, plan, compared);
  if (!choice) return undefined;
  // The plan may have been looked at for long, and it is about these boxes.
  const other = pbxNames.find((pbx) => app.pbxes.addressOf(pbx) !== addresses.get(pbx));
  if (other !== undefined) {
    notify(app.log, 'error', movedAwayWords(other));
    return undefined;
  }

  const { report, ended } = await runWithProgress(
    app.log,
    vscode.l10n.t('Provisioning trunks'),
    work.length,
    (signal, say) =>
      recordProvision(app, request, prepared, { signal, update: choice.update, say }, continued),
  );
  tellResult(app, ended);
  return report;
}
