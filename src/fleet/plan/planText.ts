import * as l10n from '@vscode/l10n';
import { hasOwnDomain, type ExistingTrunk } from '../../core/compare.ts';
import { mergeTrunk } from '../../core/mergeTrunk.ts';
import { fieldsOf, trunkTypes, type TrunkField, type TrunkType } from '../../core/trunk.ts';
import { writeTrunkFile, type WrittenTrunk } from '../../core/trunkYaml/writeTrunkFile.ts';
import type { ComparedTrunk } from '../../pbx/provision/compareTrunks.ts';

/** What stands for a secret: the same on both sides when they are equal, and never anything of the secret itself. */
const same = '•••';
const onPbx = () => l10n.t('{0} (on the PBX)', same);
const inFile = () => l10n.t('{0} (in the file)', same);

/** Both sides of a PBX's plan as trunk YAML: what is there, and what will be. */
export function planText(pbx: string, trunks: readonly ComparedTrunk[]): { before: string; after: string } {
  const before: WrittenTrunk[] = [];
  const after: WrittenTrunk[] = [];
  for (const compared of trunks) {
    const { existing } = compared;
    if (existing) before.push(writtenTrunk(existing, existing.trunktype, marksFor(compared, onPbx())));
    const planned = plannedTrunk(compared);
    after.push(writtenTrunk(planned, planned.trunktype, marksFor(compared, inFile())));
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

/** What stands for the values of a trunk that nobody is to see, by their fields: always for the password. */
export type Marks = Partial<Record<TrunkField, string>> & { password: string };

function marksFor({ fields, secretFields = [] }: ComparedTrunk, differs: string): Marks {
  const markOf = (field: TrunkField) => (fields.includes(field) ? differs : same);
  return {
    ...Object.fromEntries(secretFields.map((field) => [field, markOf(field)])),
    password: markOf('password'),
  };
}

/** The fields of the trunk's type, with marks in the place of its secrets. */
export function writtenTrunk(
  trunk: ExistingTrunk,
  trunktype: string | undefined,
  marks: Marks,
): WrittenTrunk {
  const type =
    trunkTypes.find((one) => one === trunktype?.trim().toLowerCase()) ?? ('register' satisfies TrunkType);
  const fields = fieldsOf(type).flatMap(({ field }) => {
    const value = field === 'password' ? marks.password : trunk[field];
    return value === undefined || value === '' ? [] : [[field, marks[field] ?? value]];
  });
  return Object.fromEntries(fields) as WrittenTrunk;
}
