import {
  checkTrunk,
  fieldsOf,
  trunkWarnings,
  type Trunk,
  type TrunkField,
  type TrunkType,
} from '../../../../core/trunk.ts';
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

/** Values that are pasted with blanks around them more often than they are meant to have any. */
const trimmed: readonly TypedField[] = ['host', 'port', 'domain'];

/** A value without the blanks around it, where those cannot be meant. */
export function tidied(field: TypedField, value: string): string {
  return trimmed.includes(field) ? value.trim() : value;
}

/** Checks what is in the form with the schema that the host and the request module use. */
export function checkForm(trunktype: TrunkType, typed: TypedValues): Checked {
  const values: Record<string, string> = { trunktype };
  for (const { field, required } of fieldsOf(trunktype)) {
    if (field === 'trunktype') continue;
    const value = tidied(field, typed[field] ?? '');
    if (required || value !== '') values[field] = value;
  }
  const checked = checkTrunk(values);
  const messages = new Map<TypedField, FieldMessage>();
  for (const { field, message } of trunkWarnings(values)) {
    messages.set(field as TypedField, { kind: 'warning', text: message });
  }
  for (const { field, message } of 'problems' in checked ? checked.problems : []) {
    messages.set(field as TypedField, { kind: 'error', text: message });
  }
  return { trunk: 'trunk' in checked ? checked.trunk : undefined, messages };
}
