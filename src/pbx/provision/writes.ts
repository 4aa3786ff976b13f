import { differences, type ExistingTrunk } from '../../core/compare.ts';
import { mergeTrunk } from '../../core/mergeTrunk.ts';
import type { Trunk } from '../../core/trunk.ts';
import type { Pbx } from '../pbx.ts';
import { OtherNames } from './alikeNames.ts';
import type { Write } from './writeOnce.ts';

/**
 * Adds a trunk that is not there.
 * @param known the names that the PBX had before, and those that were sent since.
 */
export function addition(pbx: Pbx, trunk: Trunk, known: ReadonlySet<string>): Write {
  return {
    trunkname: trunk.trunkname,
    done: 'added',
    send: () => pbx.add(trunk),
    happened: async () =>
      (await pbx.trunk(trunk.trunkname)) !== undefined ||
      new OtherNames(await pbx.trunks(), known).take(trunk) !== undefined,
  };
}

/** Changes a trunk that is there to what the file says, and leaves the fields that the file does not name. */
export function change(pbx: Pbx, wanted: Trunk, existing: ExistingTrunk & { id: string }): Write {
  const trunk = mergeTrunk(wanted, existing);
  return {
    trunkname: trunk.trunkname,
    done: 'updated',
    send: () => pbx.update(existing.id, trunk),
    happened: async () => {
      const found = await pbx.trunk(trunk.trunkname);
      return found !== undefined && differences(wanted, found).length === 0;
    },
  };
}

/** Deletes a trunk by its name. */
export function deletion(pbx: Pbx, trunkname: string): Write {
  return {
    trunkname,
    done: 'deleted',
    send: () => pbx.delete(trunkname),
    happened: async () => (await pbx.trunk(trunkname)) === undefined,
  };
}
