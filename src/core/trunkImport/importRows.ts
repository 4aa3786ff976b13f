import * as l10n from '@vscode/l10n';
import { allNamed, type PbxGroups } from '../pbxGroups.ts';
import type { Trunk } from '../trunk.ts';
import type { Column } from './columns.ts';
import type { CsvRecord } from './splitCsv.ts';
import { readRow, type ReadRow } from './readRow.ts';

/** What becomes of one row. */
export interface ImportedRow extends ReadRow {
  /** The line of the file on which it begins, counted from 1. */
  row: number;
}

/** A row that is a trunk. */
export type TrunkRow = ImportedRow & { trunk: Trunk };

/**
 * Reads all rows; of several trunks of one name on one PBX only the first is taken.
 * @param groups are the PBXes that they stand for, as in a trunk file.
 * @param pbxes for rows that name none.
 */
export function importRows(
  records: readonly CsvRecord[],
  columns: readonly Column[],
  groups: PbxGroups = new Map(),
  pbxes: readonly string[] = [],
): ImportedRow[] {
  const taken = new Map<string, number>();
  return records.map(({ row, cells }) => {
    const read: ImportedRow = { row, ...readRow(cells, columns) };
    if (read.pbx.length === 0) read.pbx = [...pbxes];
    if (!read.trunk) return read;
    const keys = targetsOf(read.pbx, groups).map((pbx) => JSON.stringify([pbx, read.trunk?.trunkname]));
    const earlier = keys.map((key) => taken.get(key)).find((one) => one !== undefined);
    if (earlier !== undefined) {
      const words = l10n.t('Row {0} has a trunk of the same name. Give each a name of its own.', earlier);
      return { ...read, trunk: undefined, problems: [words] };
    }
    for (const key of keys) taken.set(key, row);
    return read;
  });
}

/** True for a row that is a trunk. */
export function isTrunkRow(row: ImportedRow): row is TrunkRow {
  return row.trunk !== undefined;
}

/** The PBXes that are written in a row; null stands for those that are asked for later. */
export function targetsOf(written: readonly string[], groups: PbxGroups): (string | null)[] {
  if (written.length === 0) return [null];
  return allNamed(written, groups);
}
