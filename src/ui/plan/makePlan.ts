import type { TrunkField } from '../../core/trunk.ts';
import { PbxError } from '../../pbx/errors.ts';
import { standardBackoff } from '../../pbx/provision/backoff.ts';
import { compareTrunks, type Comparison } from '../../pbx/provision/compareTrunks.ts';
import type { App } from '../app.ts';
import { groupByPbx, onEachPbx } from '../provision/byPbx.ts';
import type { ProvisionWork } from '../provision/work.ts';

/** What a run would do: the contract's words with automation. */
export interface Plan {
  steps: { pbx: string; trunkname: string; action: 'add' | 'update' | 'none'; fields?: TrunkField[] }[];
  /** PBXes that could not be asked, and why; their trunks are not among the steps. */
  problems?: { pbx: string; message: string }[];
}

/** What each PBX has and what the files want of it. */
export interface ComparedPbxes {
  comparisons: Map<string, Comparison>;
  problems: { pbx: string; message: string }[];
}

/**
 * Asks every PBX of the work what it has, by one query each. Changes nothing.
 * @param also PBXes that are asked even if there is no work for them.
 */
export async function comparePbxes(
  app: App,
  work: readonly ProvisionWork[],
  signal: AbortSignal,
  also: Iterable<string> = [],
): Promise<ComparedPbxes> {
  const groups = groupByPbx(work);
  const result: ComparedPbxes = { comparisons: new Map(), problems: [] };
  await onEachPbx(new Set([...groups.keys(), ...also]), async (name) => {
    const opened = await app.pbxes.open(name);
    if (!opened.pbx) {
      result.problems.push({ pbx: name, message: opened.problem });
      return;
    }
    try {
      const comparison = await compareTrunks(opened.pbx, groups.get(name) ?? [], standardBackoff, signal);
      result.comparisons.set(name, comparison);
    } catch (error) {
      if (!(error instanceof PbxError)) throw error;
      result.problems.push({ pbx: name, message: error.message });
    }
  });
  return result;
}

/** The plan in the order of the work. */
export function planOf(work: readonly ProvisionWork[], { comparisons, problems }: ComparedPbxes): Plan {
  const next = new Map([...comparisons].map(([pbx, { trunks }]) => [pbx, trunks.values()]));
  const steps = work.flatMap(({ pbx }) => {
    const compared = next.get(pbx)?.next().value;
    if (!compared) return [];
    const { trunk, action, fields } = compared;
    return [{ pbx, trunkname: trunk.trunkname, action, ...(action === 'update' && { fields }) }];
  });
  return problems.length > 0 ? { steps, problems } : { steps };
}
