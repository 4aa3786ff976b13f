import * as vscode from 'vscode';
import type { ProvisionReport } from '../../core/outcome.ts';
import { failedReport, findLastRun } from '../../fleet/journal/lastRun.ts';
import { requestOfRun } from '../../fleet/journal/storedRun.ts';
import { continueRun, nothingToContinue } from '../../fleet/provision/provisionFiles.ts';
import { notify } from '../base/notify.ts';
import { readLastRunCall } from '../journal/lastRunCall.ts';
import { provisionAsking } from './provisionTrunks.ts';
import type { ProvisionServices } from './services.ts';

/**
 * *PBX: Continue Last Run*: the same request once more, from a fresh plan, so that what was done is left alone. With
 * `{ confirm: false }` it asks and shows nothing and returns the report.
 */
export async function run(
  services: ProvisionServices,
  ...args: unknown[]
): Promise<ProvisionReport | undefined> {
  const { silent, id, problem } = readLastRunCall(services, 'pbx.continueLastRun', args);
  if (problem !== undefined) return failedReport(problem);
  if (silent) return await continueRun(services, vscode.workspace.isTrusted, id);
  const last = await findLastRun(await services.journal(), id);
  const request = typeof last === 'string' ? undefined : requestOfRun(last);
  if (typeof last === 'string' || !request) {
    notify(services.log, 'warning', typeof last === 'string' ? last : nothingToContinue());
    return undefined;
  }
  return await provisionAsking(services, request, vscode.l10n.t('Continue Last Run'), last);
}
