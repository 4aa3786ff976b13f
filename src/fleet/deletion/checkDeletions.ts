import type { TrunkOutcome } from '../../core/outcome.ts';
import type { TrunkKey } from '../../core/trunkKey.ts';
import { lostByDeletion } from '../../core/undocumented.ts';
import { checkDeletion } from '../../pbx/provision/checkDeletion.ts';
import { earlierTrunk } from '../../pbx/provision/restoration.ts';
import { askEachPbx } from '../eachPbx.ts';
import type { Fleet } from '../ports.ts';
import { groupByPbx } from '../run.ts';

/** What a deletion would do. */
export interface CheckedDeletions {
  /** The trunks that it would delete. */
  targets: TrunkKey[];
  /** Those among them that could not be added again, since the PBX hides a part of their settings. */
  lasting: TrunkKey[];
  /** What the others would not get back, by the names of the settings: those that the API does not document. */
  incomplete: (TrunkKey & { lost: readonly string[] })[];
  /** What is reported of the others, for which nothing may, or need, be sent. */
  instead: TrunkOutcome[];
}

/** Asks every PBX what would be deleted, by one query each. Changes nothing. */
export async function checkDeletions(
  fleet: Pick<Fleet, 'pbxes' | 'settings'>,
  wanted: readonly TrunkKey[],
  signal: AbortSignal,
): Promise<CheckedDeletions> {
  const groups = groupByPbx(wanted);
  const namesOn = (pbx: string) => (groups.get(pbx) ?? []).map(({ trunkname }) => trunkname);
  const { answers, problems } = await askEachPbx(fleet, groups.keys(), (pbx) =>
    checkDeletion(pbx, namesOn(pbx.name), { signal }),
  );
  const reasons = new Map(problems.map(({ pbx, message }) => [pbx, message]));
  const checked: CheckedDeletions = { targets: [], lasting: [], incomplete: [], instead: [] };
  for (const pbx of groups.keys()) {
    const message = reasons.get(pbx);
    if (message !== undefined) {
      for (const trunkname of namesOn(pbx)) {
        checked.instead.push({ pbx, trunkname, outcome: 'failed', message });
      }
    }
    for (const one of answers.get(pbx) ?? []) {
      if ('instead' in one) {
        checked.instead.push({ pbx, ...one.instead });
        continue;
      }
      const target = { pbx, trunkname: one.trunkname };
      checked.targets.push(target);
      const lost = lostByDeletion(one.found);
      if ('missing' in earlierTrunk(one.found)) checked.lasting.push(target);
      else if (lost.length > 0) checked.incomplete.push({ ...target, lost });
    }
  }
  return checked;
}
