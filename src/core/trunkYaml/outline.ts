import { allNamed, type PbxGroups } from '../pbxGroups.ts';
import type { TrunkKey } from '../trunkKey.ts';
import type { Range } from './position.ts';
import { rangeOf, type TrunkDocument, type TrunkEntry, type TrunkFile } from './trunkFile.ts';

/** How many trunks an outline has: nobody scrolls through more, and the editor sorts them with every change. */
const maxTrunks = 10_000;

/** The trunks of a file, as an outline lists them: small plain data. */
export interface OutlinedDocument {
  /** The PBXes as written; none where the file leaves them to be asked. */
  pbxNames: string[];
  range: Range;
  trunks: OutlinedTrunk[];
}

export interface OutlinedTrunk {
  /** As written, placeholders and all; `''` when there is none. */
  trunkname: string;
  trunktype: string | undefined;
  host: string | undefined;
  range: Range;
  /** Where the name stands, or the first line of the trunk. */
  nameRange: Range;
}

/** The outline of a trunk file, right or wrong as far as it can be read. */
export function outlineOf({ documents }: TrunkFile): OutlinedDocument[] {
  let left = maxTrunks;
  return documents.map(({ pbxNames, range, trunks }: TrunkDocument) => {
    const listed = trunks.slice(0, left);
    left -= listed.length;
    return { pbxNames: pbxNames?.map(({ name }) => name) ?? [], range, trunks: listed.map(outlined) };
  });
}

function outlined(entry: TrunkEntry): OutlinedTrunk {
  const { trunkname, values, range } = entry;
  return {
    trunkname,
    trunktype: values.trunktype,
    host: values.host,
    range,
    nameRange: rangeOf(entry, 'trunkname'),
  };
}

/** Where a file has the trunk: where it names the PBX, or else in a document for other PBXes, which may have been chosen instead. */
export function trunkInOutline(
  documents: readonly OutlinedDocument[],
  { pbx, trunkname }: TrunkKey,
  groups: PbxGroups,
): OutlinedTrunk | undefined {
  const own = documents.filter(({ pbxNames }) => allNamed(pbxNames, groups).includes(pbx));
  return [...own, ...documents]
    .flatMap(({ trunks }) => trunks)
    .find((one) => one.trunkname.trim() === trunkname);
}
