import { tidied } from '../../../../core/tidied.ts';
import { checkTrunk, fieldsOf, type Trunk, type TrunkField, type TrunkType } from '../../../../core/trunk.ts';
import { trunkWarnings } from '../../../../core/trunkWarnings.ts';
import type { FieldMessage } from './fieldFrame.ts';

/** The fields that a person types in. */
export type TypedField = Exclude<TrunkField, 'trunktype'>;
export type TypedValues = Partial<Record<TypedField, string | undefined>>;
export type FieldMessages = ReadonlyMap<TypedField, FieldMessage>;

export interface Checked {
  /** The trunk, when there is no error. */
  trunk: Trunk | undefined;
  messages: FieldMessages;
}

/** Checks what is in the form with the schema that the host and the request module use. */
export function checkForm(trunktype: TrunkType, typed: TypedValues): Checked {
  const values: Record<string, string> = { trunktype };
  const written: TypedValues = {};
  for (const { field, required } of fieldsOf(trunktype)) {
    if (field === 'trunktype') continue;
    const value = tidied(field, typed[field] ?? '');
    if (required || value !== '') values[field] = value;
    written[field] = typed[field];
  }
  const checked = checkTrunk(values);
  const messages = new Map<TypedField, FieldMessage>();
  for (const { field, message } of trunkWarnings(written)) {
    messages.set(field as TypedField, { kind: 'warning', text: message });
  }
  for (const { field, message } of 'problems' in checked ? checked.problems : []) {
    messages.set(field as TypedField, { kind: 'error', text: message });
  }
  return { trunk: 'trunk' in checked ? checked.trunk : undefined, messages };
}
