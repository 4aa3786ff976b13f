import { differences, isHidden, type ExistingTrunk } from '../../core/compare.ts';
import { isDodField } from '../../core/dodNumbers.ts';
import { fieldsOf, trunkTypes, type Trunk, type TrunkField } from '../../core/trunk.ts';
import type { Pbx } from '../pbx.ts';
import type { Write } from './writeOnce.ts';

/**
 * The settings that a trunk had before, as an update, or an add after a delete, has to send them: every field of its type,
 * and the domain as it was even where it repeats the host. Otherwise the name of a required field that the PBX did not show.
 * @param sent what the run sent, if it updated: what optional fields it gave go away again where the PBX had shown none.
 */
export function earlierTrunk(
  before: ExistingTrunk,
  sent: Partial<Record<TrunkField, string | undefined>> = {},
): { trunk: Trunk } | { missing: TrunkField } {
  const type = trunkTypes.find((one) => one === before.trunktype?.trim().toLowerCase());
  if (!type) return { missing: 'trunktype' };
  const trunk: Partial<Record<TrunkField, string>> = {};
  for (const { field, required } of fieldsOf(type)) {
    const value = field === 'trunktype' ? type : before[field];
    // What is sent blank takes away what the run sent; a trunk without a domain has its host's.
    if (field === 'fromuser' && (value !== undefined || has(sent, field))) trunk.fromuser = value ?? '';
    if (isDodField(field) && has(sent, field)) trunk[field] = '';
    if (field === 'domain' && has(sent, field) && trunk.host !== undefined) trunk.domain = trunk.host;
    const hidden = value === undefined || value === '' || (field === 'password' && isHidden(value));
    if (!hidden) trunk[field] = value;
    else if (required) return { missing: field };
  }
  return { trunk: trunk as Trunk };
}

function has(trunk: Partial<Record<TrunkField, string | undefined>>, field: TrunkField): boolean {
  return trunk[field] !== undefined && trunk[field] !== '';
}

/** Gives a trunk that is there its earlier settings back. */
export function restoration(pbx: Pbx, id: string, earlier: Trunk): Write {
  return {
    trunkname: earlier.trunkname,
    done: 'restored',
    send: () => pbx.update(id, earlier),
    happened: async () => {
      const found = await pbx.trunk(earlier.trunkname);
      return found !== undefined && differences(earlier, found).length === 0;
    },
  };
}
