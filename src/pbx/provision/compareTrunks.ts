import { differences, type ExistingTrunk } from '../../core/compare.ts';
import type { Trunk, TrunkField } from '../../core/trunk.ts';
import type { Pbx } from '../pbx.ts';
import type { Backoff } from './backoff.ts';
import { listTrunks } from './listTrunks.ts';

/** What one wanted trunk needs on one PBX. */
export interface ComparedTrunk {
  trunk: Trunk;
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
  if (!existing) {
    const trunks = wanted.map((trunk): ComparedTrunk => ({ trunk, action: 'add', fields: [] }));
    return { trunks, compared: false, unlisted: [] };
  }
  const trunks = wanted.map((trunk): ComparedTrunk => {
    const found = existing.get(trunk.trunkname);
    if (!found) return { trunk, action: 'add', fields: [] };
    const fields = differences(trunk, found);
    return { trunk, action: fields.length > 0 ? 'update' : 'none', fields, existing: found };
  });
  const names = new Set(wanted.map(({ trunkname }) => trunkname));
  const unlisted = [...existing.keys()].filter((name) => !names.has(name));
  return { trunks, compared: true, unlisted };
}
