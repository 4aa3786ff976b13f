import type { ExistingTrunk } from '../../core/compare.ts';
import type { Connection } from '../../core/connection.ts';
import { dodFields, hasDodFields, isDodField } from '../../core/dodNumbers.ts';
import { fieldsOf, trunkFields, trunkTypes, type TrunkField } from '../../core/trunk.ts';
import { shownValues } from '../../core/undocumented.ts';
import type { TrunkItem } from './answers.ts';

/** Fields that may be blank, and that a box may leave out then. */
const mayBeBlank = ['fromuser', ...dodFields] as const satisfies readonly TrunkField[];

/**
 * The trunks of one answer, each with the fields that the PBX's API version documents and, apart from them, what else it
 * tells. Where it shows a field of some trunk, the field is blank for those of which it leaves it out.
 */
export function existingTrunks(
  connection: Pick<Connection, 'apiVersion'>,
  items: readonly TrunkItem[],
): ExistingTrunk[] {
  const documented = new Set<string>(
    trunkFields.filter((field) => !isDodField(field) || hasDodFields(connection)),
  );
  const trunks = items.map((item) => existingTrunk(item, documented));
  for (const field of mayBeBlank) {
    if (trunks.every((trunk) => trunk[field] === undefined)) continue;
    for (const trunk of trunks) if (mayHave(trunk, field)) trunk[field] ??= '';
  }
  return trunks;
}

function existingTrunk(item: TrunkItem, documented: ReadonlySet<string>): ExistingTrunk {
  const { id, trunkname, ...rest } = item;
  const trunk: ExistingTrunk = { ...(id !== undefined && { id }), trunkname };
  const others: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(rest)) {
    if (value === undefined) continue;
    if (documented.has(name)) Object.assign(trunk, { [name]: value });
    else others[name] = value;
  }
  const undocumented = shownValues(others, item.password);
  return Object.keys(undocumented).length > 0 ? { ...trunk, undocumented } : trunk;
}

function mayHave({ trunktype }: ExistingTrunk, field: TrunkField): boolean {
  const type = trunkTypes.find((one) => one === trunktype?.trim().toLowerCase());
  return type !== undefined && fieldsOf(type).some((one) => one.field === field);
}
