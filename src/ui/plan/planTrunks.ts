import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { signInWhereNeeded } from '../connections/askToSignIn.ts';
import { notify } from '../base/notify.ts';
import { comparePbxes, planOf, type Plan } from './makePlan.ts';
import { planWords } from './planWords.ts';
import { askWithProgress } from '../base/progress.ts';
import { knownPbxes, prepareAsking, prepareSilently } from '../provision/prepare.ts';
import { readRequest } from '../provision/request.ts';

/** *PBX: Plan Trunks*: shows what provisioning would change and changes nothing. With `{ show: false }` it only returns it. */
export async function run(app: App, ...args: unknown[]): Promise<Plan | undefined> {
  const request = readRequest(args);
  if (request.silent) {
    const prepared = await prepareSilently(app, request, knownPbxes(app));
    if ('failed' in prepared) {
      const problems = prepared.failed.map(({ pbx, message = '' }) => ({ pbx, message }));
      return { steps: [], problems };
    }
    return planOf(prepared.work, await comparePbxes(app, prepared.work, new AbortController().signal));
  }

  const prepared = await prepareAsking(app, request, vscode.l10n.t('Plan Trunks'));
  if (!prepared) return undefined;
  const { work } = prepared;
  if (!(await signInWhereNeeded(app, [...new Set(work.map(({ pbx }) => pbx))]))) return undefined;
  const compared = await askWithProgress((signal) => comparePbxes(app, work, signal));
  if (!compared) return undefined;
  const plan = planOf(work, compared);
  const changes = plan.steps.some(({ action }) => action !== 'none');
  app.planDiagnostics.show(work, compared);
  if (changes) await app.planDocuments.show(compared.comparisons);
  // From the palette there is no argument, and the plan is in front now, not the file.
  const [first = request.uris, ...rest] = args;
  const provision = () => vscode.commands.executeCommand('pbx.provisionTrunks', first, ...rest);
  notify(
    app.log,
    plan.problems ? 'warning' : 'info',
    planWords(plan),
    changes ? { [vscode.l10n.t('Provision…')]: provision } : {},
  );
  return plan;
}
