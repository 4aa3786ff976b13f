import type { PbxGroups } from '../pbxGroups.ts';
import type { TrunkDocument, TrunkEntry, TrunkFile } from '../trunkYaml/trunkFile.ts';
import { trunkFields, type Trunk, type TrunkField } from '../trunk.ts';
import { targetsOf } from './importRows.ts';

/** The trunks that a file has already, by PBX and name. */
export class TrunksInFile {
  readonly #entries = new Map<string, TrunkEntry>();

  readonly #groups: PbxGroups;

  /** @param groups as the file was read with. */
  constructor(file: Pick<TrunkFile, 'documents'>, groups: PbxGroups = new Map()) {
    this.#groups = groups;
    for (const { pbxNames, trunks } of file.documents) {
      for (const entry of trunks) {
        for (const key of this.#keysOf(namesOf(pbxNames), entry.trunkname)) this.#entries.set(key, entry);
      }
    }
  }

  /** The entries of the same name, one for each PBX on which there is one. */
  find(pbx: readonly string[], trunkname: string): TrunkEntry[] {
    const found = this.#keysOf(pbx, trunkname).flatMap((key) => this.#entries.get(key) ?? []);
    return [...new Set(found)];
  }

  /** True when the file has the trunk for every one of the PBXes. */
  hasAll(pbx: readonly string[], trunkname: string): boolean {
    return this.#keysOf(pbx, trunkname).every((key) => this.#entries.has(key));
  }

  #keysOf(pbx: readonly string[], trunkname: string): string[] {
    return targetsOf(pbx, this.#groups).map((name) => JSON.stringify([name, trunkname]));
  }
}

/** The fields in which two trunks of one name are not the same. */
export function unequalFields(one: Trunk, other: Trunk): TrunkField[] {
  const left: Partial<Record<TrunkField, string | undefined>> = one;
  const right: Partial<Record<TrunkField, string | undefined>> = other;
  return trunkFields.filter((field) => left[field] !== right[field]);
}

function namesOf(pbxNames: TrunkDocument['pbxNames']): string[] {
  return pbxNames?.map(({ name }) => name) ?? [];
}
