import * as vscode from 'vscode';
import type { TrunkOutcome } from '../../core/outcome.ts';
import type { App } from '../app.ts';
import { movedAwayWords } from '../../fleet/movedWords.ts';
import { signInWhereNeeded } from '../connections/askToSignIn.ts';
import { notify } from '../base/notify.ts';
import { runProvision } from '../provision/runProvision.ts';
import { runWithProgress } from '../base/progress.ts';
import { sum, toneOf } from './outcomeWords.ts';
import type { DeletedTrunk } from './runDeletion.ts';

/** Adds deleted trunks again with the settings that they had. What is there under their names by now is left alone. */
export async function undoDeletion(app: App, deleted: readonly DeletedTrunk[]): Promise<void> {
  const moved = deleted.filter((one) => hasMoved(app, one));
  const work = deleted.filter((one) => !hasMoved(app, one));
  const names = [...new Set(work.map(({ pbx }) => pbx))];
  if (!(await signInWhereNeeded(app, names))) {
    // The settings are nowhere else, so the offer stays.
    tell(app, [], deleted, vscode.l10n.t('Not undone: you are not signed in.'));
    return;
  }
  const report = await withProgress(app, work);
  const outcomes = [
    ...report,
    ...moved.map(({ pbx, trunk: { trunkname } }): TrunkOutcome => {
      const message = movedAwayWords(pbx);
      return { pbx, trunkname, outcome: 'failed', message };
    }),
  ];
  const left = deleted.filter(({ pbx, trunk }) =>
    outcomes.some(
      (one) =>
        one.pbx === pbx &&
        one.trunkname === trunk.trunkname &&
        one.outcome !== 'added' &&
        one.outcome !== 'unchanged',
    ),
  );
  tell(app, outcomes, left, wordsFor(outcomes));
}

async function withProgress(app: App, work: readonly DeletedTrunk[]): Promise<TrunkOutcome[]> {
  if (work.length < 2) {
    const { signal } = new AbortController();
    return (await runProvision(app, work, { signal, verify: false })).outcomes;
  }
  const title = vscode.l10n.t('Adding deleted trunks again');
  const report = await runWithProgress(app.log, title, work.length, (signal, say) =>
    runProvision(app, work, { signal, say, verify: false }),
  );
  return report.outcomes;
}

function wordsFor(outcomes: readonly TrunkOutcome[]): string {
  const [first] = outcomes;
  if (!first || toneOf(outcomes) !== 'info') return sum(outcomes);
  return outcomes.length === 1
    ? vscode.l10n.t('{0} is on {1} again.', first.trunkname, first.pbx)
    : vscode.l10n.t('{0} trunks are on their PBX again.', outcomes.length);
}

function tell(
  app: App,
  outcomes: readonly TrunkOutcome[],
  left: readonly DeletedTrunk[],
  words: string,
): void {
  notify(
    app.log,
    outcomes.length === 0 ? 'warning' : toneOf(outcomes),
    words,
    left.length > 0 ? { [vscode.l10n.t('Try Again')]: () => undoDeletion(app, left) } : {},
  );
}

/** A password goes only to the box that it came from. */
function hasMoved(app: App, { pbx, url }: DeletedTrunk): boolean {
  return app.pbxes.addressOf(pbx) !== url;
}
