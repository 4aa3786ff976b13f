import type { Outcome } from '../../core/outcome.ts';
import type { TimedOutcome } from './storedRun.ts';

/** Outcomes that are alike: the place of the first, and how many more there are. */
export interface AlikeOutcomes {
  row: number;
  more: number;
}

/** How many alike are listed one by one; more are one entry, so that a box that was down does not hide the other problems. */
const alikeListed = 3;
/** What needs attention, the worst first. What was added but is not listed comes where the blank is. */
const ranks: readonly (Outcome | '')[] = ['failed', 'unknown', '', 'skipped'];

/**
 * What of a run needs attention, the worst first.
 * @param unlisted what was added, but is not listed under its name.
 */
export function attentionOf(
  outcomes: readonly TimedOutcome[],
  unlisted: readonly TimedOutcome[] = [],
): AlikeOutcomes[] {
  const missing = new Set(unlisted);
  const groups = new Map<string, { rank: number; rows: number[] }>();
  outcomes.forEach((one, row) => {
    const rank = ranks.indexOf(missing.has(one) ? '' : one.outcome);
    if (rank === -1) return;
    const { pbx, outcome, errno, message } = one;
    const key = JSON.stringify([pbx, outcome, errno, message]);
    const group = groups.get(key) ?? { rank, rows: [] };
    groups.set(key, group);
    group.rows.push(row);
  });
  return [...groups.values()]
    .sort((one, other) => one.rank - other.rank)
    .flatMap(({ rows }) =>
      rows.length > alikeListed
        ? rows.slice(0, 1).map((row) => ({ row, more: rows.length - 1 }))
        : rows.map((row) => ({ row, more: 0 })),
    );
}
