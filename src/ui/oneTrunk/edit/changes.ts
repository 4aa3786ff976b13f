import { hasOwnDomain, type ExistingTrunk } from '../../../core/compare.ts';
import { isDodField } from '../../../core/dodNumbers.ts';
import { fieldsOf, type Trunk, type TrunkField } from '../../../core/trunk.ts';
import type { EditableTrunk } from '../../../pbx/provision/editableTrunk.ts';
import type { EditedValues } from '../../../pbx/provision/editTrunk.ts';
import { shownFields, type Change, type Loaded, type ShownValues } from './protocol.ts';

/**
 * A trunk as the form is filled with it: it shows the fields that are among the values. A domain that only repeats the host
 * is blank, since it follows the host; DOD numbers are there for a PBX that has fields for them.
 */
export function loadedOf({ type, existing, needsPassword, hasDodFields }: EditableTrunk): Loaded {
  const shown = shownFields.filter(
    (field) => fieldsOf(type).some((one) => one.field === field) && (hasDodFields || !isDodField(field)),
  );
  const values: ShownValues = {};
  for (const field of shown) values[field] = existing[field] ?? '';
  if (!hasOwnDomain(existing) && 'domain' in values) values.domain = '';
  return { trunktype: type, values, needsPassword };
}

/** What an update would change, in the order of the fields. */
export function changesTo(loaded: EditableTrunk, trunk: Trunk): Change[] {
  const { values } = loadedOf(loaded);
  const next: Partial<Record<TrunkField, string | undefined>> = trunk;
  const wanted = {
    ...next,
    domain: hasOwnDomain({ ...next, trunkname: trunk.trunkname }) ? next.domain : '',
  };
  return fieldsOf(loaded.type).flatMap(({ field }): Change[] => {
    if (field === 'trunkname' || field === 'trunktype') return [];
    if (field === 'password') return next.password === loaded.existing.password ? [] : [{ field }];
    const [from, to] = [values[field] ?? '', wanted[field] ?? ''];
    return from === to ? [] : [{ field, from, to }];
  });
}

/** What somebody else changed in these fields. */
export function changesBetween(
  before: ExistingTrunk,
  now: ExistingTrunk,
  fields: readonly TrunkField[],
): Change[] {
  return fields.map((field) =>
    field === 'password' ? { field } : { field, from: before[field] ?? '', to: now[field] ?? '' },
  );
}

/** The values that a person changed, on top of other settings of the same trunk. */
export function onTopOf(now: EditableTrunk, before: EditableTrunk, values: EditedValues): EditedValues {
  const { values: seen } = loadedOf(before);
  const typed = Object.entries(values).filter(
    ([field, value]) => field === 'password' || value !== (seen[field as keyof ShownValues] ?? ''),
  );
  return { ...loadedOf(now).values, ...Object.fromEntries(typed) };
}
