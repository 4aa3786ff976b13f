import { countWords, type TrunkOutcome } from '../../core/outcome.ts';
import type { Tone } from '../base/notify.ts';

/** The counts, and the first problem. */
export function sum(outcomes: readonly TrunkOutcome[]): string {
  const problem =
    outcomes.find(({ outcome }) => outcome === 'failed' || outcome === 'unknown') ??
    outcomes.find(({ outcome, message }) => outcome === 'skipped' || message !== undefined);
  return [`${countWords(outcomes)}.`, ...(problem?.message === undefined ? [] : [trouble(problem)])].join(
    ' ',
  );
}

/** How serious the worst outcome is. */
export function toneOf(outcomes: readonly TrunkOutcome[]): Tone {
  if (outcomes.some(({ outcome }) => outcome === 'failed' || outcome === 'unknown')) return 'error';
  return outcomes.some(
    ({ outcome, message }) => outcome === 'skipped' || (message !== undefined && outcome !== 'unchanged'),
  )
    ? 'warning'
    : 'info';
}

/** A problem and where it is. */
export function trouble({ pbx, trunkname, message }: TrunkOutcome): string {
  return `${pbx} · ${trunkname}: ${message ?? ''}`;
}
