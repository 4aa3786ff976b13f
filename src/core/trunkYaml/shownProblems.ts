import * as l10n from '@vscode/l10n';
import type { Problem, Severity } from './problem.ts';

/**
 * How many problems of one file are shown; one more says how many others there are. Handing them to VS Code takes the
 * extension host some 10 ms; VS Code itself would show twice as many.
 */
export const maxShown = 499;

const ranks: readonly Severity[] = ['error', 'warning', 'information'];

/**
 * As many problems as can be shown, the worst first; `more` tells of the others.
 * @param others how many more there are that are not worth being shown.
 */
export function mostImportant<T extends { severity: Severity }>(
  problems: readonly T[],
  more: (count: number) => T,
  others = 0,
): T[] {
  if (problems.length + others <= maxShown + 1) return [...problems];
  const byRank = ranks.flatMap((rank) => problems.filter(({ severity }) => severity === rank));
  return [...byRank.slice(0, maxShown), more(problems.length + others - maxShown)];
}

/** Says how many problems are not shown. */
export function moreProblems(count: number): Problem {
  const start = { line: 0, character: 0 };
  const message = l10n.t('{0} more problems are not shown. Correct some of those that are.', count);
  return { severity: 'warning', code: 'more', message, start, end: start };
}
