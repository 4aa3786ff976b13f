import * as vscode from 'vscode';
import type { TrunkOutcome } from '../../core/outcome.ts';
import type { App } from '../app.ts';
import { notify } from '../base/notify.ts';
import { pbxWords } from './confirmDeletion.ts';
import { sum, toneOf, trouble } from './outcomeWords.ts';
import type { Deletion } from './runDeletion.ts';
import { undoDeletion } from './undoDeletion.ts';

/** The closing notification of a deletion, with *Undo* where something can be brought back. */
export function tellDeletion(app: App, { outcomes, deleted }: Deletion): void {
  notify(
    app.log,
    toneOf(outcomes),
    wordsFor(outcomes),
    deleted.length > 0 ? { [vscode.l10n.t('Undo')]: () => undoDeletion(app, deleted) } : {},
  );
}

function wordsFor(outcomes: readonly TrunkOutcome[]): string {
  const [first] = outcomes;
  const done = outcomes.every(({ outcome, message }) => outcome === 'deleted' && message === undefined);
  if (!first) return sum(outcomes);
  if (outcomes.length > 1) {
    return done
      ? vscode.l10n.t('{0} trunks were deleted from {1}.', outcomes.length, pbxWords(outcomes))
      : sum(outcomes);
  }
  return done ? vscode.l10n.t('{0} was deleted from {1}.', first.trunkname, first.pbx) : trouble(first);
}
