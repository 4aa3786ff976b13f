import { differences, type ExistingTrunk } from '../../core/compare.ts';
import { dodFields, hasDodFields } from '../../core/dodNumbers.ts';
import type { Trunk, TrunkField } from '../../core/trunk.ts';
import type { Pbx } from '../pbx.ts';
import type { Backoff } from './backoff.ts';
import { listTrunks } from './listTrunks.ts';

/** What one wanted trunk needs on one PBX. */
export interface ComparedTrunk {
  /** As far as the PBX's API version has its fields. */
  trunk: Trunk;
  /** The fields that the PBX's API version does not have. */
  leftOut?: TrunkField[];
  action: 'add' | 'update' | 'none';
  /** The fields that differ, for `update`. */
  fields: TrunkField[];
  /** What the PBX has of that name. */
  existing?: ExistingTrunk;
}

/** The comparison of a file with one PBX. */
export interface Comparison {
  trunks: ComparedTrunk[];
  /** False where the firmware cannot list its trunks (10003): all of them count as missing then. */
  compared: boolean;
  /** The names of the SIP trunks on the PBX that are not among the wanted ones, as far as it can list them. */
  unlisted: string[];
}

/**
 * Compares the wanted trunks with those on the PBX, by one `siptrunk/query`.
 * @throws PbxError when the PBX cannot be asked.
 */
export async function compareTrunks(
  pbx: Pbx,
  wanted: readonly Trunk[],
  backoff: Backoff,
  signal?: AbortSignal,
): Promise<Comparison> {
  const existing = await listTrunks(pbx, backoff, signal);
  const known = hasDodFields(pbx.connection) ? wanted.map((trunk) => ({ trunk })) : wanted.map(withoutDod);
  if (!existing) {
    const trunks = known.map((one): ComparedTrunk => ({ ...one, action: 'add', fields: [] }));
    return { trunks, compared: false, unlisted: [] };
  }
  const trunks = known.map((one): ComparedTrunk => {
    const found = existing.get(one.trunk.trunkname);
    if (!found) return { ...one, action: 'add', fields: [] };
    const fields = differences(one.trunk, found);
    return { ...one, action: fields.length > 0 ? 'update' : 'none', fields, existing: found };
  });
  const names = new Set(wanted.map(({ trunkname }) => trunkname));
  const unlisted = [...existing.keys()].filter((name) => !names.has(name));
  return { trunks, compared: true, unlisted };
}

/** A trunk without its DOD numbers, and those that it had. */
function withoutDod(wanted: Trunk): Pick<ComparedTrunk, 'trunk' | 'leftOut'> {
  const leftOut = dodFields.filter((field) => (wanted[field] ?? '') !== '');
  const trunk = { ...wanted };
  for (const field of dodFields) Reflect.deleteProperty(trunk, field);
  return leftOut.length > 0 ? { trunk, leftOut } : { trunk };
}
