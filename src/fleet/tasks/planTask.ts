import * as l10n from '@vscode/l10n';
import { outsideText } from '../../core/outsideText.ts';
import { shortOutsideList } from '../../core/shortList.ts';
import { doubtWords } from '../../pbx/provision/compareTrunks.ts';
import type { RunRequest } from '../journal/journalEvents.ts';
import { comparedWork, comparePbxes, planOf, planWords } from '../plan/plan.ts';
import type { Fleet } from '../ports.ts';
import { prepareFiles, type FileServices } from '../provision/prepareFiles.ts';
import { tellRefused } from './refusedLines.ts';
import { beginOf, exitCodes, filesTelling, tellPlaced, type ExitCode, type TellLine } from './taskLines.ts';

/** Says line by line what provisioning trunk files would change, and changes nothing. Asks nobody but the PBXes. */
export async function planTask(
  services: FileServices & Pick<Fleet, 'settings' | 'unlistedTrunks'>,
  request: RunRequest,
  trusted: boolean,
  signal: AbortSignal,
  tell: TellLine,
): Promise<ExitCode> {
  const { files, errors } = filesTelling(services.files, tell);
  const prepared = await prepareFiles({ ...services, files }, request, trusted);
  if ('failed' in prepared) {
    tellRefused(tell, prepared, errors() > 0);
    return exitCodes.trouble;
  }
  const { work } = prepared;
  tell(l10n.t('Asking {0} what is there.', shortOutsideList([...new Set(work.map(({ pbx }) => pbx))])));
  const asked = await comparePbxes(services, work, signal);
  for (const { pbx, place, compared } of comparedWork(work, asked)) {
    const { action, fields, doubt, trunk } = compared;
    const what = action === 'update' ? `${action} (${fields.join(', ')})` : action;
    const doubts = doubt ? ` — ${doubtWords(pbx, doubt)}` : '';
    const line = `${outsideText(pbx)} · ${outsideText(trunk.trunkname)}: ${what}${doubts}`;
    tellPlaced(tell, line, [pbx, trunk.trunkname], beginOf(place), doubt && 'warning');
  }
  for (const { pbx, message } of asked.problems) {
    tellPlaced(tell, `${outsideText(pbx)}: ${message}`, [pbx], undefined, 'error');
  }
  const { steps } = planOf(work, asked);
  tell(planWords({ steps }));
  const doubtful = steps.some(({ message }) => message !== undefined);
  if (asked.problems.length > 0 || doubtful) return exitCodes.trouble;
  return steps.some(({ action }) => action !== 'none') ? exitCodes.done : exitCodes.nothingToDo;
}
