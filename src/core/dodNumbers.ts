import type { Connection } from './connection.ts';
import type { TrunkField } from './trunk.ts';

/** The fields of the DOD numbers: of extensions, and of groups of extensions. Only Yeastar documents them (`v1.1.0`). */
export const dodFields = ['extensionsdod', 'extensionsgroupdod'] as const satisfies readonly TrunkField[];
type DodField = (typeof dodFields)[number];

export function isDodField(field: string): field is DodField {
  return (dodFields as readonly string[]).includes(field);
}

/** Whether PBXes of this API version have the fields of the DOD numbers. */
export function hasDodFields({ apiVersion }: Pick<Connection, 'apiVersion'>): boolean {
  return apiVersion === 'v1.1.0';
}

/** A list such as `5503301-yeastar-1000,5503302-sales-1001` in a form in which two with the same items are the same text. */
export function sortedDodNumbers(list: string): string {
  const items = list.split(',').map((item) => item.trim());
  return [...new Set(items)]
    .filter((item) => item !== '')
    .sort()
    .join(',');
}
