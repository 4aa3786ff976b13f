import * as vscode from 'vscode';
import type { ProvisionReport } from '../../core/outcome.ts';
import { pbxGroups } from '../../core/pbxGroups.ts';
import type { RunRequest } from '../../fleet/journal/journalEvents.ts';
import type { Answers } from '../../fleet/eachPbx.ts';
import { failedReport, movedSince } from '../../fleet/journal/lastRun.ts';
import type { StoredRun } from '../../fleet/journal/storedRun.ts';
import { movedAwayWords } from '../../fleet/movedWords.ts';
import { comparedWork, comparePbxes, doubtsOf, planOf, planWords } from '../../fleet/plan/plan.ts';
import { firstSendings, firstSendingWords } from '../../fleet/provision/firstSendings.ts';
import type { ProvisionWork } from '../../fleet/provision/provision.ts';
import { provisionFiles, recordProvision } from '../../fleet/provision/provisionFiles.ts';
import type { Comparison } from '../../pbx/provision/compareTrunks.ts';
import { notify } from '../base/notify.ts';
import { askWithProgress, runWithProgress } from '../base/progress.ts';
import { refuseCall } from '../base/readObjectCall.ts';
import { signInWhereNeeded } from '../connections/askToSignIn.ts';
import { tellResult } from '../journal/tellResult.ts';
import { prepareAsking } from '../plan/prepare.ts';
import { readFilesCall } from '../plan/request.ts';
import { askToAddAgain, type AddedBefore } from './askToAddAgain.ts';
import { confirmProvision } from './confirm.ts';
import type { ProvisionServices } from './services.ts';

/** *PBX: Provision Trunks*. With `{ confirm: false }` it asks and shows nothing and returns the report. */
export async function run(
  services: ProvisionServices,
  ...args: unknown[]
): Promise<ProvisionReport | undefined> {
  const { request, silent, problem } = await readFilesCall(
    'pbx.provisionTrunks',
    args,
    pbxGroups(services.pbxes.list()),
  );
  if (problem !== undefined) {
    refuseCall(services.log, 'pbx.provisionTrunks', problem, silent);
    return failedReport(problem);
  }
  return silent
    ? await provisionFiles(services, request, vscode.workspace.isTrusted)
    : await provisionAsking(services, request, vscode.l10n.t('Provision Trunks'));
}

/**
 * Provisions with everything that is asked and shown: what is missing, the plan, the progress, the result.
 * @param title of the questions.
 * @param continued the run that this goes on with.
 * @returns undefined when the user left, or when there was nothing to do.
 */
export async function provisionAsking(
  services: ProvisionServices,
  request: RunRequest,
  title: string,
  continued?: StoredRun,
): Promise<ProvisionReport | undefined> {
  const { log, pbxes } = services;
  const prepared = await prepareAsking(services, request, title);
  if (!prepared) return undefined;
  const { work } = prepared;
  const pbxNames = [...new Set(work.map(({ pbx }) => pbx))];
  const moved = continued && pbxNames.flatMap((pbx) => movedSince(pbxes, continued, pbx) ?? []);
  if (moved?.[0] !== undefined) {
    notify(log, 'error', moved[0]);
    return undefined;
  }
  if (!(await signInWhereNeeded(services, pbxNames))) return undefined;
  const addresses = new Map(pbxNames.map((pbx) => [pbx, pbxes.addressOf(pbx)]));
  const compare = () => askWithProgress((signal) => comparePbxes(services, work, signal));
  let asked = await compare();
  if (!asked) return undefined;
  const before = addedBefore(work, asked);
  const again = before.length > 0 && (await askToAddAgain(services, before));
  if (again) asked = await compare();
  if (!asked || again === undefined) return undefined;
  const plan = planOf(work, asked);
  services.planDiagnostics.show(work, asked);
  if (plan.steps.every(({ action }) => action === 'none')) {
    const kind = plan.problems ? 'error' : doubtsOf(plan).length > 0 ? 'warning' : 'info';
    notify(log, kind, planWords(plan));
    return undefined;
  }
  const toSend = comparedWork(work, asked).filter(({ compared }) => compared.action !== 'none');
  const choice = await confirmProvision(
    services.planDocuments,
    (pbx) => addresses.get(pbx),
    plan,
    asked.answers,
    firstSendingWords(firstSendings(services, toSend)),
  );
  if (!choice) return undefined;
  // The plan may have been looked at for long, and it is about these boxes.
  const other = pbxNames.find((pbx) => pbxes.addressOf(pbx) !== addresses.get(pbx));
  if (other !== undefined) {
    notify(log, 'error', movedAwayWords(other));
    return undefined;
  }

  const { update } = choice;
  const { report, ended } = await runWithProgress(
    log,
    vscode.l10n.t('Provisioning trunks'),
    work.length,
    (signal, tellProgress, cancel) =>
      recordProvision(services, request, prepared, { signal, update, tellProgress, cancel }, continued),
  );
  tellResult(services, ended);
  return report;
}

function addedBefore(work: readonly ProvisionWork[], asked: Answers<Comparison>): AddedBefore[] {
  return comparedWork(work, asked).flatMap(({ pbx, trunk: { trunkname }, compared: { doubt } }) =>
    doubt?.kind === 'addedBefore' ? [{ pbx, trunkname, listedAs: doubt.listedAs }] : [],
  );
}
