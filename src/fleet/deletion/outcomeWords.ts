import * as l10n from '@vscode/l10n';
import { outsideText } from '../../core/outsideText.ts';
import { countWords, type TrunkOutcome } from '../../core/outcome.ts';
import { sentences } from '../../core/sentences.ts';

/** The counts, and the first problem. */
export function outcomeSummary(outcomes: readonly TrunkOutcome[]): string {
  const problem =
    outcomes.find(({ outcome }) => outcome === 'failed' || outcome === 'unknown') ??
    outcomes.find(({ outcome, message }) => outcome === 'skipped' || message !== undefined);
  const counts = l10n.t('{0}.', countWords(outcomes));
  return problem?.message === undefined ? counts : sentences(counts, outcomeWithPlace(problem));
}

/** How serious the worst outcome is. */
export function severityOf(outcomes: readonly TrunkOutcome[]): 'info' | 'warning' | 'error' {
  if (outcomes.some(({ outcome }) => outcome === 'failed' || outcome === 'unknown')) return 'error';
  return outcomes.some(
    ({ outcome, message }) => outcome === 'skipped' || (message !== undefined && outcome !== 'unchanged'),
  )
    ? 'warning'
    : 'info';
}

/** What happened, and to which trunk on which PBX. */
export function outcomeWithPlace({ pbx, trunkname, message }: TrunkOutcome): string {
  return `${outsideText(pbx)} · ${outsideText(trunkname)}: ${message ?? ''}`;
}
