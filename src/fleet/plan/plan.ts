import * as l10n from '@vscode/l10n';
import { outsideText } from '../../core/outsideText.ts';
import { sentences, wordList } from '../../core/sentences.ts';
import { shortList } from '../../core/shortList.ts';
import type { TrunkField } from '../../core/trunk.ts';
import { standardBackoff } from '../../pbx/backoff.ts';
import {
  compareTrunks,
  doubtWords,
  type Comparison,
  type ComparedTrunk,
} from '../../pbx/provision/compareTrunks.ts';
import { askEachPbx, type Answers } from '../eachPbx.ts';
import type { Fleet } from '../ports.ts';
import { withSecretFields, type ProvisionWork } from '../provision/provision.ts';
import { groupByPbx } from '../run.ts';

interface PlanStep {
  pbx: string;
  trunkname: string;
  action: 'add' | 'update' | 'none';
  /** The fields that differ, for `update`. */
  fields?: TrunkField[];
  /** Why the trunk is left alone although it may not be there as it is wanted. */
  message?: string;
}

/** What a run would do: the contract's words with automation. */
export interface Plan {
  steps: PlanStep[];
  /** PBXes that could not be asked, and why; their trunks are not among the steps. */
  problems?: { pbx: string; message: string }[];
}

/**
 * Asks every PBX of the work what it has, by one query each. Changes nothing.
 * @param also PBXes that are asked even if there is no work for them.
 */
export function comparePbxes(
  fleet: Pick<Fleet, 'pbxes' | 'settings' | 'unlistedTrunks'>,
  work: readonly ProvisionWork[],
  signal: AbortSignal,
  also: Iterable<string> = [],
): Promise<Answers<Comparison>> {
  const groups = groupByPbx(work);
  return askEachPbx(fleet, [...groups.keys(), ...also], async (pbx) => {
    const own = groups.get(pbx.name) ?? [];
    const trunks = own.map(({ trunk }) => trunk);
    const before = fleet.unlistedTrunks.of(pbx.connection.url);
    return withSecretFields(await compareTrunks(pbx, trunks, before, standardBackoff, signal), own);
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
  const steps = comparedWork(work, asked).map(
    ({ pbx, compared: { trunk, action, fields, doubt } }): PlanStep => ({
      pbx,
      trunkname: trunk.trunkname,
      action,
      ...(action === 'update' && { fields }),
      ...(doubt && { message: doubtWords(pbx, doubt) }),
    }),
  );
  return asked.problems.length > 0 ? { steps, problems: asked.problems } : { steps };
}

/** How many trunks a plan adds, changes, leaves because they are the same, and leaves because that is not certain. */
export function countActions({ steps }: Plan): Record<'add' | 'update' | 'none' | 'doubtful', number> {
  const counts = { add: 0, update: 0, none: 0, doubtful: 0 };
  for (const { action, message } of steps) counts[message === undefined ? action : 'doubtful'] += 1;
  return counts;
}

/** What a plan leaves alone although it may not be there as it is wanted, a sentence for each. */
export function doubtsOf({ steps }: Plan): string[] {
  return steps.flatMap(({ trunkname, message }) =>
    message === undefined ? [] : [`${outsideText(trunkname)}: ${message}`],
  );
}

/** How many doubts are told one by one in a sentence. */
const doubtsInWords = 2;

/** A plan in a sentence or two. */
export function planWords(plan: Plan): string {
  const { add, update, none, doubtful } = countActions(plan);
  const parts = [
    ...(add > 0 ? [l10n.t('{0} to add', add)] : []),
    ...(update > 0 ? [l10n.t('{0} to update', update)] : []),
    ...(none > 0 ? [l10n.t('{0} unchanged', none)] : []),
    ...(doubtful > 0 ? [l10n.t('{0} left alone', doubtful)] : []),
  ];
  const sentence =
    add + update === 0 && plan.steps.length > 0
      ? l10n.t('Nothing to do: {0}.', wordList(parts))
      : parts.length > 0
        ? l10n.t('Plan: {0}.', wordList(parts))
        : '';
  const problems = (plan.problems ?? []).map(({ message }) => message);
  return sentences(sentence, shortList(doubtsOf(plan), doubtsInWords), ...problems);
}
