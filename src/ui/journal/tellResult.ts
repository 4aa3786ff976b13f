import * as vscode from 'vscode';
import { countWords } from '../../core/outcome.ts';
import type { EndedPart } from '../../fleet/journal/recordRun.ts';
import type { ReportDocuments } from './reportDocuments.ts';
import type { JournalServices } from './services.ts';
import { notify } from '../base/notify.ts';
import { stoppedShort } from '../../fleet/journal/storedRun.ts';

type ReportServices = Pick<JournalServices, 'log' | 'reports'>;

/** The closing notification of a run: the sum, the one problem if there is only one, and what can be done now. */
export function tellResult({ log, reports }: ReportServices, { run, index, part }: EndedPart): void {
  const { outcomes, cancelled, action } = part;
  const counts = countWords(outcomes);
  const bad = outcomes.filter(({ outcome }) => outcome === 'failed' || outcome === 'unknown');
  const [only] = bad.length === 1 ? bad : [];
  const words = [
    cancelled
      ? vscode.l10n.t('Cancelled: {0}.', counts)
      : action === 'undo'
        ? vscode.l10n.t('Undone: {0}.', counts)
        : `${counts}.`,
    ...(only ? [`${only.pbx} · ${only.trunkname}: ${only.message ?? ''}`] : []),
  ];
  const skipped = outcomes.some(({ outcome }) => outcome === 'skipped');
  log.info(words[0] ?? '');
  notify(
    log,
    bad.length > 0 ? 'error' : skipped ? 'warning' : 'info',
    words.join(' '),
    actions(reports, { run, index, part }),
  );
}

function actions(reports: ReportDocuments, { run, index, part }: EndedPart): Record<string, () => unknown> {
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
