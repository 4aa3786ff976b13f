import { hasOwnDomain, type ExistingTrunk } from './compare.ts';
import { fieldsOf, type Trunk, type TrunkField } from './trunk.ts';

/**
 * The trunk as an update has to send it: every field of its type, those that the file names as it names them, the others as
 * the PBX has them, since nobody knows whether a box keeps what an update leaves out. A domain that only repeated the host
 * goes on following the host, as OpenVox's example of an update does; a blank one counts as not named.
 */
export function mergeTrunk(wanted: Trunk, existing: ExistingTrunk): Trunk {
  const given: Partial<Record<TrunkField, string | undefined>> = wanted;
  const kept: Partial<Record<Exclude<TrunkField, 'trunkname' | 'trunktype'>, string>> = {};
  for (const { field } of fieldsOf(wanted.trunktype)) {
    if (field === 'trunkname' || field === 'trunktype') continue;
    const isNamed = given[field] !== undefined && (field !== 'domain' || given.domain !== '');
    const value = existing[field];
    if (isNamed || value === undefined || value.trim() === '') continue;
    kept[field] = field === 'domain' && !hasOwnDomain(existing) ? (given.host ?? value) : value;
  }
  return { ...wanted, ...kept };
}
