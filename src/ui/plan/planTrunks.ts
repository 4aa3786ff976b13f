import * as vscode from 'vscode';
import { pbxGroups } from '../../core/pbxGroups.ts';
import { comparePbxes, planOf, type Plan, planWords } from '../../fleet/plan/plan.ts';
import { planFiles } from '../../fleet/plan/planFiles.ts';
import { notify } from '../base/notify.ts';
import { isObjectCall } from '../base/objectCalls.ts';
import { askWithProgress } from '../base/progress.ts';
import { refuseCall } from '../base/readObjectCall.ts';
import { signInWhereNeeded } from '../connections/askToSignIn.ts';
import { prepareAsking } from './prepare.ts';
import { readFilesCall } from './request.ts';
import type { PlanServices } from './services.ts';

/** *PBX: Plan Trunks*: shows what provisioning would change and changes nothing. With `{ show: false }` it only returns it. */
export async function run(services: PlanServices, ...args: unknown[]): Promise<Plan | undefined> {
  const { request, silent, problem } = await readFilesCall(
    'pbx.planTrunks',
    args,
    pbxGroups(services.pbxes.list()),
  );
  if (problem !== undefined) {
    refuseCall(services.log, 'pbx.planTrunks', problem, silent);
    return { steps: [], problems: [{ pbx: '', message: problem }] };
  }
  if (silent) return await planFiles(services, request, vscode.workspace.isTrusted);

  const prepared = await prepareAsking(services, request, vscode.l10n.t('Plan Trunks'));
  if (!prepared) return undefined;
  const { work } = prepared;
  if (!(await signInWhereNeeded(services, [...new Set(work.map(({ pbx }) => pbx))]))) return undefined;
  const asked = await askWithProgress((signal) => comparePbxes(services, work, signal));
  if (!asked) return undefined;
  const plan = planOf(work, asked);
  const changes = plan.steps.some(({ action }) => action !== 'none');
  services.planDiagnostics.show(work, asked);
  if (changes) await services.planDocuments.show(asked.answers);
  const uris = request.uris.map((uri) => vscode.Uri.parse(uri));
  // From the palette there is no argument, and the plan is in front now, not the file.
  const [first = uris, ...rest] = args;
  const again = isObjectCall(first)
    ? [{ files: uris, ...(request.pbx && { pbx: request.pbx }) }]
    : [first, ...rest];
  const provision = () => vscode.commands.executeCommand('pbx.provisionTrunks', ...again);
  notify(
    services.log,
    plan.problems ? 'warning' : 'info',
    planWords(plan),
    changes ? { [vscode.l10n.t('Provision…')]: provision } : {},
  );
  return plan;
}
