import type { ConfiguredPbx } from './connection.ts';

/** The PBXes of each group, by what stands for them in a trunk file, such as `@north`; both in the order of the PBXes. */
export type PbxGroups = ReadonlyMap<string, readonly string[]>;

/** The groups of the configured PBXes. A PBX whose very name is `@north` comes before a group of that name, which has no entry then. */
export function pbxGroups(configured: readonly Pick<ConfiguredPbx, 'name' | 'group'>[]): PbxGroups {
  const names = new Set(configured.map(({ name }) => name));
  const groups = new Map<string, string[]>();
  for (const { name, group } of configured) {
    if (group === undefined) continue;
    const key = `@${group}`;
    if (names.has(key)) continue;
    const members = groups.get(key) ?? [];
    groups.set(key, members);
    members.push(name);
  }
  return groups;
}

/** The PBXes that some written names stand for, each once. */
export function allNamed(names: readonly string[], groups: PbxGroups): string[] {
  return [...new Set(names.flatMap((name) => pbxesNamed(name, groups)))];
}

/** The PBXes that a written name stands for: all of a group, or the one of that name, which need not be configured. */
export function pbxesNamed(name: string, groups: PbxGroups): readonly string[] {
  return groups.get(name) ?? [name];
}
