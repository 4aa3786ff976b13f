import * as l10n from '@vscode/l10n';
import type { ProvisionReport, TrunkOutcome } from '../../core/outcome.ts';
import { asPbxError } from '../../pbx/errors.ts';
import type { RunObserver } from '../../pbx/provision/provisionPbx.ts';
import type { RunRequest } from '../journal/journalEvents.ts';
import { failedReport, findLastRun, movedSince } from '../journal/lastRun.ts';
import { recordRun, type EndedPart } from '../journal/recordRun.ts';
import { requestOfRun, type StoredRun } from '../journal/storedRun.ts';
import type { Fleet } from '../ports.ts';
import { logOutcome } from '../run.ts';
import { rememberingSendings } from './firstSendings.ts';
import { prepareFiles, type FileServices, type PreparedFiles } from './prepareFiles.ts';
import { provision, type ProvisionOptions, type ProvisionServices } from './provision.ts';

export type ProvisionFilesServices = ProvisionServices & FileServices & Pick<Fleet, 'journal' | 'sentValues'>;

/**
 * Provisions trunk files and asks nothing: what is missing is an outcome `failed`.
 * @param trusted whether the user trusts the folder.
 * @param continued the run that this goes on with.
 */
export async function provisionFiles(
  services: ProvisionFilesServices,
  request: RunRequest,
  trusted: boolean,
  continued?: StoredRun,
): Promise<ProvisionReport> {
  const prepared = await prepareFiles(services, request, trusted);
  const failed = 'failed' in prepared ? prepared.failed : movedOutcomes(services, prepared, continued);
  if ('failed' in prepared || failed) {
    for (const outcome of failed ?? []) logOutcome(services.log, outcome);
    return { outcomes: failed ?? [], cancelled: false };
  }
  const { signal } = new AbortController();
  const options = { signal, update: request.update };
  try {
    return (await recordProvision(services, request, prepared, options, continued)).report;
  } catch (error) {
    return failedReport(asPbxError(error).message);
  }
}

/** Continues the last run from a fresh plan, so that what was done is left alone. Asks nothing. */
export async function continueRun(
  services: ProvisionFilesServices,
  trusted: boolean,
  id?: string,
): Promise<ProvisionReport> {
  const last = await findLastRun(await services.journal(), id);
  if (typeof last === 'string') return failedReport(last);
  const request = requestOfRun(last);
  return request ? await provisionFiles(services, request, trusted, last) : failedReport(nothingToContinue());
}

export function nothingToContinue(): string {
  return l10n.t('There is nothing to continue.');
}

/** Provisions what was prepared, and keeps a journal of it. Who else follows the run is told what the journal is told. */
export function recordProvision(
  services: ProvisionFilesServices,
  { uris, pbx, document, only }: RunRequest,
  { work, targets }: PreparedFiles,
  options: Omit<ProvisionOptions, 'observer'> & { observer?: Omit<RunObserver, 'onCompared'> },
  continued: StoredRun | undefined,
): Promise<{ report: ProvisionReport; ended: EndedPart }> {
  const start = {
    action: continued ? ('continue' as const) : ('provision' as const),
    files: uris.map((uri) => services.files.pathOf(uri)),
    trunks: work.map(({ pbx: name, trunk }) => ({ pbx: name, trunkname: trunk.trunkname })),
    request: {
      uris,
      update: options.update ?? false,
      ...(document !== undefined && { document }),
      ...(only !== undefined && { only }),
      ...(pbx && { pbx }),
      ...(targets && !pbx && { targets }),
    },
  };
  return recordRun(services, start, options, continued, (recording) => {
    const { update = false, observer: another } = options;
    const both: RunObserver = {
      ...recording,
      onStart: (...start) => {
        recording.onStart?.(...start);
        another?.onStart?.(...start);
      },
      onOutcome: (outcome) => {
        recording.onOutcome?.(outcome);
        another?.onOutcome?.(outcome);
      },
    };
    const observer = rememberingSendings(services, work, update, both);
    return provision(services, work, { ...options, action: start.action, observer });
  });
}

/** What becomes of every trunk when a PBX of a continued run is another box now. */
function movedOutcomes(
  { pbxes }: ProvisionFilesServices,
  { work }: PreparedFiles,
  continued: StoredRun | undefined,
): TrunkOutcome[] | undefined {
  if (!continued) return undefined;
  const reasons = work.map(({ pbx }) => movedSince(pbxes, continued, pbx));
  const first = reasons.find((reason) => reason !== undefined);
  if (first === undefined) return undefined;
  return work.map(({ pbx, trunk: { trunkname } }, index) => ({
    pbx,
    trunkname,
    outcome: 'failed',
    message: reasons[index] ?? first,
  }));
}
