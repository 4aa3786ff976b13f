import * as l10n from '@vscode/l10n';
import type { TrunkField } from '../../core/trunk.ts';
import { standardBackoff } from '../../pbx/provision/backoff.ts';
import { compareTrunks, type Comparison, type ComparedTrunk } from '../../pbx/provision/compareTrunks.ts';
import { askEachPbx, type Answers } from '../eachPbx.ts';
import type { Fleet } from '../ports.ts';
import type { ProvisionWork } from '../provision/provision.ts';
import { groupByPbx } from '../run.ts';

/** What a run would do: the contract's words with automation. */
export interface Plan {
  steps: { pbx: string; trunkname: string; action: 'add' | 'update' | 'none'; fields?: TrunkField[] }[];
  /** PBXes that could not be asked, and why; their trunks are not among the steps. */
  problems?: { pbx: string; message: string }[];
}

/**
 * Asks every PBX of the work what it has, by one query each. Changes nothing.
 * @param also PBXes that are asked even if there is no work for them.
 */
export function comparePbxes(
  fleet: Pick<Fleet, 'pbxes' | 'settings'>,
  work: readonly ProvisionWork[],
  signal: AbortSignal,
  also: Iterable<string> = [],
): Promise<Answers<Comparison>> {
  const groups = groupByPbx(work);
  return askEachPbx(fleet, [...groups.keys(), ...also], (pbx) => {
    const trunks = (groups.get(pbx.name) ?? []).map(({ trunk }) => trunk);
    return compareTrunks(pbx, trunks, standardBackoff, signal);
  });
}

/** The work with what was found of it, in its order, without the PBXes that could not be asked. */
export function comparedWork<Work extends ProvisionWork>(
  work: readonly Work[],
  { answers }: Answers<Comparison>,
): (Work & { compared: ComparedTrunk })[] {
  const next = new Map([...answers].map(([pbx, { trunks }]) => [pbx, trunks.values()]));
  return work.flatMap((one) => {
    const compared = next.get(one.pbx)?.next().value;
    return compared ? [{ ...one, compared }] : [];
  });
}

/** The plan in the order of the work. */
export function planOf(work: readonly ProvisionWork[], asked: Answers<Comparison>): Plan {
  const steps = comparedWork(work, asked).map(({ pbx, compared: { trunk, action, fields } }) => ({
    pbx,
    trunkname: trunk.trunkname,
    action,
    ...(action === 'update' && { fields }),
  }));
  return asked.problems.length > 0 ? { steps, problems: asked.problems } : { steps };
}

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
