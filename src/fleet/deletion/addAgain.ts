import type { TrunkOutcome } from '../../core/outcome.ts';
import { keyOf } from '../../core/trunkKey.ts';
import { movedAwayWords } from '../movedWords.ts';
import type { Fleet } from '../ports.ts';
import { provision, type ProvisionServices } from '../provision/provision.ts';
import type { RunOptions } from '../run.ts';
import type { DeletedTrunk } from './deleteTrunks.ts';

/** The trunks whose PBX is still the box that they came from: a password goes to no other. */
export function stillThere(
  { pbxes }: Pick<Fleet, 'pbxes'>,
  deleted: readonly DeletedTrunk[],
): DeletedTrunk[] {
  return deleted.filter(({ pbx, url }) => pbxes.addressOf(pbx) === url);
}

/**
 * Adds deleted trunks again with the settings that they had. What is there under their names by now is left alone. Asks nothing.
 * @returns an outcome for each, and those that are not back.
 */
export async function addAgain(
  services: ProvisionServices,
  deleted: readonly DeletedTrunk[],
  options: Omit<RunOptions, 'observer'>,
): Promise<{ outcomes: TrunkOutcome[]; left: DeletedTrunk[] }> {
  const work = stillThere(services, deleted);
  const moved = deleted.filter((one) => !work.includes(one));
  const { outcomes } = await provision(services, work, { ...options, action: 'undo', verify: false });
  for (const { pbx, trunk } of moved) {
    outcomes.push({ pbx, trunkname: trunk.trunkname, outcome: 'failed', message: movedAwayWords(pbx) });
  }
  const back = new Set(
    outcomes.flatMap((one) => (one.outcome === 'added' || one.outcome === 'unchanged' ? [keyOf(one)] : [])),
  );
  const left = deleted.filter(({ pbx, trunk: { trunkname } }) => !back.has(keyOf({ pbx, trunkname })));
  return { outcomes, left };
}
