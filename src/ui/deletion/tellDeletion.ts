import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { notify } from '../notify.ts';
import { sum, toneOf, trouble } from './outcomeWords.ts';
import type { Deletion } from './runDeletion.ts';
import { undoDeletion } from './undoDeletion.ts';

/** The closing notification of a deletion, with *Undo* where something can be brought back. */
export function tellDeletion(app: App, { outcomes, deleted }: Deletion): void {
  const [first] = outcomes;
  const words =
    first && outcomes.length === 1
      ? first.outcome === 'deleted' && first.message === undefined
        ? vscode.l10n.t('{0} was deleted from {1}.', first.trunkname, first.pbx)
        : trouble(first)
      : sum(outcomes);
  notify(
    app.log,
    toneOf(outcomes),
    words,
    deleted.length > 0 ? { [vscode.l10n.t('Undo')]: () => undoDeletion(app, deleted) } : {},
  );
}
