import type { ProvisionReport, TrunkOutcome } from '../../core/outcome.ts';
import type { App } from '../app.ts';
import { movedWords } from '../journal/lastRun.ts';
import type { StoredRun } from '../../fleet/journal/storedRun.ts';
import { knownPbxes, prepareSilently } from './prepare.ts';
import { recordProvision } from './recordProvision.ts';
import type { ProvisionRequest } from './request.ts';
import { logOutcome } from './runProvision.ts';

/**
 * Provisions, and asks and shows nothing: what is missing is an outcome `failed`.
 * @param continued the run that this goes on with.
 */
export async function provisionSilently(
  app: App,
  request: ProvisionRequest,
  continued?: StoredRun,
): Promise<ProvisionReport> {
  const prepared = await prepareSilently(app, request, knownPbxes(app));
  if ('failed' in prepared) return refuse(app, prepared.failed);
  const { work } = prepared;
  if (continued) {
    const reasons = work.map(({ pbx }) => movedWords(app, continued, pbx));
    const first = reasons.find((reason) => reason !== undefined);
    if (first !== undefined) {
      return refuse(
        app,
        work.map(({ pbx, trunk: { trunkname } }, index) => ({
          pbx,
          trunkname,
          outcome: 'failed',
          message: reasons[index] ?? first,
        })),
      );
    }
  }
  const { signal } = new AbortController();
  const options = { signal, update: request.update };
  return (await recordProvision(app, request, prepared, options, continued)).report;
}

function refuse(app: App, outcomes: TrunkOutcome[]): ProvisionReport {
  for (const outcome of outcomes) logOutcome(app, outcome);
  return { outcomes, cancelled: false };
}
