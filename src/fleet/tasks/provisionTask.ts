import * as l10n from '@vscode/l10n';
import { outsideText } from '../../core/outsideText.ts';
import { countWords, type Outcome, type TrunkOutcome } from '../../core/outcome.ts';
import { keyOf } from '../../core/trunkKey.ts';
import type { RunRequest } from '../journal/journalEvents.ts';
import { prepareFiles } from '../provision/prepareFiles.ts';
import { recordProvision, type ProvisionFilesServices } from '../provision/provisionFiles.ts';
import { logOutcome, outcomeLine } from '../run.ts';
import { tellRefused } from './refusedLines.ts';
import { beginOf, exitCodes, filesTelling, tellPlaced, type ExitCode, type TellLine } from './taskLines.ts';

const severities: Partial<Record<Outcome, 'error' | 'warning'>> = {
  failed: 'error',
  unknown: 'error',
  skipped: 'warning',
};

/** Provisions trunk files and says line by line what becomes of each trunk. Asks nobody but the PBXes. */
export async function provisionTask(
  services: ProvisionFilesServices,
  request: RunRequest,
  trusted: boolean,
  signal: AbortSignal,
  tell: TellLine,
): Promise<ExitCode> {
  const { files, errors } = filesTelling(services.files, tell);
  const telling = { ...services, files };
  const prepared = await prepareFiles(telling, request, trusted);
  if ('failed' in prepared) {
    for (const outcome of prepared.failed) logOutcome(services.log, outcome);
    tellRefused(tell, prepared, errors() > 0);
    return exitCodes.trouble;
  }
  const places = new Map(
    prepared.work.map(({ pbx, trunk: { trunkname }, place }) => [keyOf({ pbx, trunkname }), place]),
  );
  const told = new Map<string, string>();
  const tellOutcome = (outcome: TrunkOutcome) => {
    const line = outcomeLine(outcome);
    const key = keyOf(outcome);
    // What is known after the trunk's own turn, such as its registration, is a line of its own.
    if (told.get(key) === line) return;
    told.set(key, line);
    const names = [outcome.pbx, outcome.trunkname];
    tellPlaced(tell, line, names, beginOf(places.get(key)), severities[outcome.outcome]);
  };
  const onStart = (pbx: string, trunkname: string | undefined) => {
    if (trunkname === undefined) tell(l10n.t('{0}: asking what is there', outsideText(pbx)), [pbx]);
  };
  const { report } = await recordProvision(
    telling,
    request,
    prepared,
    { signal, update: request.update, tellWait: tell, observer: { onStart, onOutcome: tellOutcome } },
    undefined,
  );
  for (const outcome of report.outcomes) tellOutcome(outcome);
  const counts = countWords(report.outcomes);
  tell(report.cancelled ? l10n.t('Cancelled: {0}.', counts) : l10n.t('{0}.', counts));
  const kinds = new Set(report.outcomes.map(({ outcome }) => outcome));
  if ([...kinds].some((kind) => severities[kind] !== undefined)) return exitCodes.trouble;
  return kinds.has('added') || kinds.has('updated') ? exitCodes.done : exitCodes.nothingToDo;
}
