import * as vscode from 'vscode';
import { countWords } from '../../core/outcome.ts';
import { sentences } from '../../core/sentences.ts';
import { outcomeWithPlace } from '../../fleet/deletion/outcomeWords.ts';
import type { EndedPart } from '../../fleet/journal/recordRun.ts';
import type { Reports } from './reports.ts';
import type { JournalServices } from './services.ts';
import { unlistedAmong } from './unlistedAmong.ts';
import { notify } from '../base/notify.ts';
import { stoppedShort } from '../../fleet/journal/storedRun.ts';

type ReportServices = Pick<JournalServices, 'log' | 'reports' | 'pbxes' | 'unlistedTrunks'>;

/** The closing notification of a run: the sum, the one problem if there is only one, and what can be done now. */
export function tellResult(services: ReportServices, { run, index, part }: EndedPart): void {
  const { log, reports } = services;
  const { outcomes, cancelled, action } = part;
  const counts = countWords(outcomes);
  const bad = outcomes.filter(({ outcome }) => outcome === 'failed' || outcome === 'unknown');
  const unlisted = unlistedAmong(services, outcomes);
  const [only] = bad.length === 1 ? bad : bad.length === 0 && unlisted.length === 1 ? unlisted : [];
  const words = [
    cancelled
      ? vscode.l10n.t('Cancelled: {0}.', counts)
      : action === 'undo'
        ? vscode.l10n.t('Undone: {0}.', counts)
        : vscode.l10n.t('{0}.', counts),
    ...(only ? [outcomeWithPlace(only)] : []),
    ...(unlisted.length > 0 && only !== unlisted[0]
      ? [vscode.l10n.t('{0} of them are not listed under their names: look at the report.', unlisted.length)]
      : []),
  ];
  const skipped = outcomes.some(({ outcome }) => outcome === 'skipped');
  log.info(words[0] ?? '');
  notify(
    log,
    bad.length > 0 ? 'error' : skipped || unlisted.length > 0 ? 'warning' : 'info',
    sentences(...words),
    actions(reports, { run, index, part }),
    only ? [only.trunkname] : [],
  );
}

function actions(reports: Reports, { run, index, part }: EndedPart): Record<string, () => unknown> {
  const uri = reports.keep(run, index, part);
  const undo = () => vscode.commands.executeCommand('pbx.undoLastRun', { run });
  const { cancelled } = part;
  const failed = part.outcomes.some(({ outcome }) => outcome === 'failed' || outcome === 'unknown');
  const wrote = part.outcomes.some(({ outcome }) => outcome === 'added' || outcome === 'updated');
  return {
    ...(part.action === 'undo'
      ? (cancelled || failed) && { [vscode.l10n.t('Try Again')]: undo }
      : {
          ...(stoppedShort(part) && {
            [vscode.l10n.t('Continue')]: () => vscode.commands.executeCommand('pbx.continueLastRun', { run }),
          }),
          ...(wrote && { [vscode.l10n.t('Undo')]: undo }),
        }),
    [vscode.l10n.t('Open Report')]: () => reports.open(uri),
  };
}
