import { fieldsOf, isReservedName, trunkTypes } from './trunk.ts';
import type { Trunk, TrunkField, TrunkType } from './trunk.ts';

/** Nothing that any field's check, or any PBX, is known to have something against. */
const ordinary = /^[\w.-]{1,63}$/;
const ordinaryPort = /^[1-9]\d{0,3}$/;

const fieldsByType = new Map<string, ReturnType<typeof fieldsOf>>();

/**
 * Recognizes a trunk of nothing but ordinary values, as most are: large files have thousands, and the schema costs several times as
 * much for each.
 * @returns the trunk as `checkTrunk` does, or `undefined` when it takes the schema to tell. There are no warnings about it.
 */
export function everydayTrunk(values: Partial<Record<TrunkField, string | undefined>>): Trunk | undefined {
  if (fieldsByType.size === 0) for (const type of trunkTypes) fieldsByType.set(type, fieldsOf(type));
  const fields = fieldsByType.get(values.trunktype ?? '');
  if (!fields || isReservedName(values.trunkname ?? '')) return undefined;
  const trunk: Partial<Record<TrunkField, string>> = {};
  let left = Object.keys(values).length;
  for (const { field, required } of fields) {
    const value = values[field];
    if (value === undefined) {
      if (required) return undefined;
      continue;
    }
    if (!(field === 'port' ? ordinaryPort : ordinary).test(value)) return undefined;
    trunk[field] = value;
    left -= 1;
  }
  return left === 0 ? (trunk as Trunk & { trunktype: TrunkType }) : undefined;
}
