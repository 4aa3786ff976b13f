import * as l10n from '@vscode/l10n';
import type { Plan } from './plan.ts';

/** How many trunks a plan adds, changes and leaves. */
export function countActions({ steps }: Plan): Record<'add' | 'update' | 'none', number> {
  const counts = { add: 0, update: 0, none: 0 };
  for (const { action } of steps) counts[action] += 1;
  return counts;
}

/** A plan in a sentence or two. */
export function planWords(plan: Plan): string {
  const { add, update, none } = countActions(plan);
  const parts = [
    ...(add > 0 ? [l10n.t('{0} to add', add)] : []),
    ...(update > 0 ? [l10n.t('{0} to update', update)] : []),
    ...(none > 0 ? [l10n.t('{0} unchanged', none)] : []),
  ];
  const sentence =
    add + update === 0 && plan.steps.length > 0
      ? l10n.t('Nothing to do: {0}.', parts.join(', '))
      : parts.length > 0
        ? l10n.t('Plan: {0}.', parts.join(', '))
        : '';
  const problems = (plan.problems ?? []).map(({ message }) => message);
  return [sentence, ...problems].filter((part) => part !== '').join(' ');
}
