import * as l10n from '@vscode/l10n';
import { outsideText } from '../../core/outsideText.ts';
import type { ProvisionReport } from '../../core/outcome.ts';
import type { PbxDirectory } from '../ports.ts';
import { anotherRunSince, type Journal } from './journal.ts';
import { urlsOf, type StoredRun } from './storedRun.ts';

/**
 * The last run, or why there is none to go on with.
 * @param id the run that is meant, where a report of it calls; undefined for the last one, whichever it is.
 */
export async function findLastRun(journal: Journal, id: string | undefined): Promise<StoredRun | string> {
  if (journal.busy) {
    return l10n.t('A run is still under way in this window. Wait for its end, or cancel it.');
  }
  const run = await journal.last();
  if (!run) return l10n.t('There is no last run yet. Provision a trunk YAML first.');
  if (id !== undefined && id !== run.id) return anotherRunSince();
  if (await journal.isUnderWayElsewhere(run)) {
    return l10n.t('The last run is still under way in another window. Wait for its end, or cancel it there.');
  }
  return run;
}

/** Why a PBX of a run is not the same box any more: another folder or a new setting may use its name for another one. */
export function movedSince(
  pbxes: Pick<PbxDirectory, 'addressOf'>,
  run: StoredRun,
  pbx: string,
): string | undefined {
  const before = urlsOf(run).get(pbx);
  const now = pbxes.addressOf(pbx);
  return before === undefined || now === undefined || now === before
    ? undefined
    : l10n.t(
        '{0} was {1} in the last run and is {2} now, so nothing was sent.',
        outsideText(pbx),
        before,
        now,
      );
}

/** A report for a call that came to nothing. */
export function failedReport(message: string): ProvisionReport {
  return { outcomes: [{ pbx: '', trunkname: '', outcome: 'failed', message }], cancelled: false };
}
