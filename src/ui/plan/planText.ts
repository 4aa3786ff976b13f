import type { ExistingTrunk } from '../../core/compare.ts';
import { mergeTrunk } from '../../core/mergeTrunk.ts';
import { fieldsOf, trunkTypes, type TrunkType } from '../../core/trunk.ts';
import { writeTrunkFile, type WrittenTrunk } from '../../core/trunkFile/writeTrunkFile.ts';
import type { ComparedTrunk } from '../../pbx/provision/compareTrunks.ts';

/** What stands for a secret: the same on both sides when they are equal, and never anything of the secret itself. */
const same = '•••';
const onPbx = '••• (on the PBX)';
const inFile = '••• (in the file)';

/** Both sides of a PBX's plan as trunk YAML: what is there, and what will be. */
export function planText(pbx: string, trunks: readonly ComparedTrunk[]): { before: string; after: string } {
  const before: WrittenTrunk[] = [];
  const after: WrittenTrunk[] = [];
  for (const { trunk, existing, fields } of trunks) {
    const differs = fields.includes('password');
    if (existing) before.push(shown(existing, existing.trunktype, differs ? onPbx : same));
    const wanted = existing ? mergeTrunk(trunk, existing) : trunk;
    after.push(shown(wanted, trunk.trunktype, differs ? inFile : same));
  }
  return {
    before: writeTrunkFile([{ pbx, trunks: before }]),
    after: writeTrunkFile([{ pbx, trunks: after }]),
  };
}

/** The fields of the trunk's type, the password as a mark. */
export function shown(trunk: ExistingTrunk, trunktype: string | undefined, mark: string): WrittenTrunk {
  const type =
    trunkTypes.find((one) => one === trunktype?.trim().toLowerCase()) ?? ('register' satisfies TrunkType);
  const fields = fieldsOf(type).flatMap(({ field }) => {
    const value = field === 'password' ? mark : trunk[field];
    return value === undefined || value === '' ? [] : [[field, value]];
  });
  return Object.fromEntries(fields) as WrittenTrunk;
}
