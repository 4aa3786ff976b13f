import * as vscode from 'vscode';
import type { TrunkOutcome } from '../../core/outcome.ts';
import type { TrunkKey } from '../../core/trunkKey.ts';
import type { App } from '../app.ts';
import { signInWhereNeeded } from '../connections/askToSignIn.ts';
import { askWithProgress, runWithProgress } from '../base/progress.ts';
import { logOutcome } from '../provision/runProvision.ts';
import { checkDeletions } from './checkDeletions.ts';
import { confirmDeletion } from './confirmDeletion.ts';
import { runDeletion } from './runDeletion.ts';
import { tellDeletion } from './tellDeletion.ts';

/** Deletes trunks with everything that is asked and shown. Undefined when the user left. */
export async function deleteAsking(
  app: App,
  wanted: readonly TrunkKey[],
): Promise<TrunkOutcome[] | undefined> {
  const names = [...new Set(wanted.map(({ pbx }) => pbx))];
  if (!(await signInWhereNeeded(app, names))) return undefined;
  const checked = await askWithProgress((signal) => checkDeletions(app, wanted, signal));
  if (!checked) return undefined;
  const { targets, instead } = checked;
  if (targets.length === 0) {
    for (const outcome of instead) logOutcome(app, outcome);
    tellDeletion(app, { outcomes: instead, deleted: [] });
    // What is not there any more is still shown.
    for (const name of names) app.pbxes.trunksOutdated(name);
    return instead;
  }
  if (!(await confirmDeletion(checked))) return undefined;
  for (const outcome of instead) logOutcome(app, outcome);
  const deletion =
    targets.length === 1
      ? await runDeletion(app, targets, { signal: new AbortController().signal })
      : await runWithProgress(app.log, vscode.l10n.t('Deleting trunks'), targets.length, (signal, say) =>
          runDeletion(app, targets, { signal, say }),
        );
  const outcomes = [...deletion.outcomes, ...instead];
  tellDeletion(app, { ...deletion, outcomes });
  return outcomes;
}
