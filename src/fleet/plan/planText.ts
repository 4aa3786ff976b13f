import { hasOwnDomain, type ExistingTrunk } from '../../core/compare.ts';
import { mergeTrunk } from '../../core/mergeTrunk.ts';
import { fieldsOf, trunkTypes, type TrunkType } from '../../core/trunk.ts';
import { writeTrunkFile, type WrittenTrunk } from '../../core/trunkYaml/writeTrunkFile.ts';
import type { ComparedTrunk } from '../../pbx/provision/compareTrunks.ts';

/** What stands for a secret: the same on both sides when they are equal, and never anything of the secret itself. */
const same = '•••';
const onPbx = '••• (on the PBX)';
const inFile = '••• (in the file)';

/** Both sides of a PBX's plan as trunk YAML: what is there, and what will be. */
export function planText(pbx: string, trunks: readonly ComparedTrunk[]): { before: string; after: string } {
  const before: WrittenTrunk[] = [];
  const after: WrittenTrunk[] = [];
  for (const compared of trunks) {
    const { existing, fields } = compared;
    const differs = fields.includes('password');
    if (existing) before.push(writtenTrunk(existing, existing.trunktype, differs ? onPbx : same));
    const planned = plannedTrunk(compared);
    after.push(writtenTrunk(planned, planned.trunktype, differs ? inFile : same));
  }
  return {
    before: writeTrunkFile([{ pbx, trunks: before }]),
    after: writeTrunkFile([{ pbx, trunks: after }]),
  };
}

/**
 * The trunk as it will be. Only what differs changes: how a file writes the same value, or a value that the PBX does not show,
 * is no change. A domain that only repeated the host follows the host.
 */
function plannedTrunk({ trunk, existing, fields }: ComparedTrunk): ExistingTrunk {
  if (!existing) return trunk;
  const merged: ExistingTrunk = mergeTrunk(trunk, existing);
  const isNamed = 'domain' in trunk && (trunk.domain ?? '') !== '';
  const follows = !isNamed && existing.domain !== undefined && !hasOwnDomain(existing);
  const planned = fields.includes('trunktype')
    ? merged
    : { ...existing, ...Object.fromEntries(fields.map((field) => [field, merged[field]])) };
  return follows ? { ...planned, domain: fields.includes('host') ? merged.host : existing.domain } : planned;
}

/** The fields of the trunk's type, the password as a mark. */
export function writtenTrunk(
  trunk: ExistingTrunk,
  trunktype: string | undefined,
  mark: string,
): WrittenTrunk {
  const type =
    trunkTypes.find((one) => one === trunktype?.trim().toLowerCase()) ?? ('register' satisfies TrunkType);
  const fields = fieldsOf(type).flatMap(({ field }) => {
    const value = field === 'password' ? mark : trunk[field];
    return value === undefined || value === '' ? [] : [[field, value]];
  });
  return Object.fromEntries(fields) as WrittenTrunk;
}
