import * as vscode from 'vscode';
import type { TrunkOutcome } from '../../core/outcome.ts';
import { outsideText } from '../../core/outsideText.ts';
import { addAgain, stillThere } from '../../fleet/deletion/addAgain.ts';
import type { DeletedTrunk, Deletion } from '../../fleet/deletion/deleteTrunks.ts';
import { outcomeSummary, outcomeWithPlace, severityOf } from '../../fleet/deletion/outcomeWords.ts';
import { notify } from '../base/notify.ts';
import { runWithProgress } from '../base/progress.ts';
import { signInWhereNeeded } from '../connections/askToSignIn.ts';
import { pbxWords } from './confirmDeletion.ts';
import type { DeletionServices } from './services.ts';

/** The closing notification of a deletion, with *Undo* where something can be brought back. */
export function tellDeletion(services: DeletionServices, { outcomes, deleted }: Deletion): void {
  notify(
    services.log,
    severityOf(outcomes),
    deletionWords(outcomes),
    deleted.length > 0 ? { [vscode.l10n.t('Undo')]: () => undoDeletion(services, deleted) } : {},
    outcomes.map(({ trunkname }) => trunkname),
  );
}

function deletionWords(outcomes: readonly TrunkOutcome[]): string {
  const [first] = outcomes;
  const done = outcomes.every(({ outcome, message }) => outcome === 'deleted' && message === undefined);
  if (!first || (outcomes.length > 1 && !done)) return outcomeSummary(outcomes);
  if (outcomes.length > 1) {
    return vscode.l10n.t('{0} trunks were deleted from {1}.', outcomes.length, pbxWords(outcomes));
  }
  return done
    ? vscode.l10n.t('{0} was deleted from {1}.', outsideText(first.trunkname), outsideText(first.pbx))
    : outcomeWithPlace(first);
}

/** Adds deleted trunks again, and offers it once more for those that are not back: their settings are nowhere else. */
async function undoDeletion(services: DeletionServices, deleted: readonly DeletedTrunk[]): Promise<void> {
  const { log } = services;
  const names = [...new Set(stillThere(services, deleted).map(({ pbx }) => pbx))];
  const again = (left: readonly DeletedTrunk[]): Record<string, () => unknown> =>
    left.length > 0 ? { [vscode.l10n.t('Try Again')]: () => undoDeletion(services, left) } : {};
  if (!(await signInWhereNeeded(services, names))) {
    notify(log, 'warning', vscode.l10n.t('Not undone: you are not signed in.'), again(deleted));
    return;
  }
  const { outcomes, left } =
    deleted.length < 2
      ? await addAgain(services, deleted, { signal: new AbortController().signal })
      : await runWithProgress(
          log,
          vscode.l10n.t('Adding deleted trunks again'),
          deleted.length,
          (signal, tellProgress) => addAgain(services, deleted, { signal, tellProgress }),
        );
  notify(
    log,
    severityOf(outcomes),
    undoneWords(outcomes),
    again(left),
    outcomes.map(({ trunkname }) => trunkname),
  );
}

function undoneWords(outcomes: readonly TrunkOutcome[]): string {
  const [first] = outcomes;
  if (!first || severityOf(outcomes) !== 'info') return outcomeSummary(outcomes);
  return outcomes.length === 1
    ? vscode.l10n.t('{0} is on {1} again.', outsideText(first.trunkname), outsideText(first.pbx))
    : vscode.l10n.t('{0} trunks are on their PBX again.', outcomes.length);
}
