import type { WrittenDocument, WrittenTrunk } from '../trunkYaml/writeTrunkFile.ts';
import type { TrunkRow } from './importRows.ts';

/**
 * The trunks as documents of a trunk YAML: one for each set of PBXes, in the order of the rows.
 * @param secretOf the name under which a row's password is kept.
 */
export function writtenDocuments(
  rows: readonly TrunkRow[],
  secretOf: (row: TrunkRow) => string | undefined,
): WrittenDocument[] {
  const documents = new Map<string, { pbx: string[]; trunks: WrittenTrunk[] }>();
  for (const row of rows) {
    const key = JSON.stringify([...row.pbx].sort());
    const document = documents.get(key) ?? { pbx: row.pbx, trunks: [] };
    documents.set(key, document);
    const secret = secretOf(row);
    const password = secret === undefined ? {} : { password: { template: `\${secret:${secret}}` } };
    document.trunks.push({ ...row.trunk, ...password });
  }
  return [...documents.values()].map(({ pbx, trunks }) => ({ pbx: pbx.length === 1 ? pbx[0] : pbx, trunks }));
}
