import * as l10n from '@vscode/l10n';
import { differences, showsPassword } from '../compare.ts';
import { escapeTemplate } from '../template.ts';
import { fieldsOf, trunkFields, type Trunk, type TrunkField } from '../trunk.ts';
import type { ExportedTrunk } from './exportTrunk.ts';
import type { FilledValue } from './fileEntries.ts';
import { exportedSecretName } from './secretName.ts';

/** A value to write as it is (placeholders and all), or one to be kept as a secret. */
export type NewValue = { template: string } | { secret: string; suggestedName: string };

/** What a trunk of the file needs to say what the PBX says. */
export interface Decision {
  /** `undefined` takes a field out. */
  changes: Map<TrunkField, NewValue | undefined>;
  /** A secret that the file names and nobody has kept yet. */
  adopt?: { name: string; value: string };
  problem?: string;
}

/** Compares a trunk of the file with the same one on the PBX. What says the same already is left as it is written. */
export function decideEntry(
  pbx: string,
  filled: Partial<Record<TrunkField, FilledValue>>,
  trunk: ExportedTrunk,
): Decision {
  const { existing } = trunk;
  const decision: Decision = { changes: new Map() };
  const values = Object.fromEntries(Object.entries(filled).map(([field, { value }]) => [field, value]));
  const different = new Set(differences(values as unknown as Trunk, existing));
  const needed = new Set<string>(fieldsOf(trunk.trunktype).map(({ field }) => field));
  for (const field of trunkFields) {
    const written = filled[field];
    if (!needed.has(field)) {
      if (written) decision.changes.set(field, undefined);
    } else if (!written) {
      const value = trunk.values[field];
      if (value !== undefined) decision.changes.set(field, newValue(pbx, trunk, field, value));
      else if (field === 'password') return { changes: new Map(), problem: hiddenPasswordWords() };
    } else if (written.missing) {
      missing(decision, trunk, field, written);
    } else if (different.has(field) && field !== 'trunkname') {
      const value = existing[field] ?? '';
      const secret = written.parts.some(({ kind }) => kind === 'secret');
      decision.changes.set(field, newValue(pbx, trunk, field, value, secret));
    }
  }
  return decision;
}

/** A new trunk as it is written. */
export function newEntry(pbx: string, trunk: ExportedTrunk): Map<TrunkField, NewValue> {
  const entries = trunkFields.flatMap((field): [TrunkField, NewValue][] => {
    const value = trunk.values[field];
    return value === undefined ? [] : [[field, newValue(pbx, trunk, field, value)]];
  });
  return new Map(entries);
}

/** Why a trunk cannot be written that is not in the file yet. */
export function hiddenPasswordWords(): string {
  return l10n.t(
    'the PBX does not show its password, so only a file that has it already can hold this trunk.',
  );
}

function newValue(
  pbx: string,
  { trunkname }: ExportedTrunk,
  field: TrunkField,
  value: string,
  secret = false,
): NewValue {
  if ((field !== 'password' && !secret) || value === '') return { template: escapeTemplate(value) };
  const suggestedName = exportedSecretName(pbx, trunkname, field);
  return { secret: value, suggestedName };
}

/** A secret that nobody has kept yet is kept under the name that the file gives it. */
function missing(
  decision: Decision,
  trunk: ExportedTrunk,
  field: TrunkField,
  { parts, missing: part }: FilledValue,
): void {
  const value = trunk.existing[field];
  const isWhole = parts.length === 1 && part?.kind === 'secret';
  if (value === undefined || (field === 'password' && !showsPassword(trunk.existing))) return;
  if (field === 'password' && isWhole) {
    decision.adopt = { name: part.name, value };
    return;
  }
  decision.problem =
    part?.kind === 'env'
      ? l10n.t('its {0} needs the environment variable {1}, which is not set.', field, part.name)
      : l10n.t('its {0} needs the secret {1}, which is not kept here.', field, part?.name ?? '');
}
