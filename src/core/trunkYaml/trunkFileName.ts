/**
 * True for the name (or path) of a trunk YAML: `trunk.yaml`, `trunks.yaml`, `*.trunk.yaml`, `*.trunks.yaml`, and `.yml`
 * likewise, in any case.
 */
export function isTrunkFileName(name: string): boolean {
  return /(?:^|[/\\])(?:[^/\\]+\.)?trunks?\.ya?ml$/i.test(name);
}

/** The same as a pattern of VS Code's, for every folder below one; it knows lower case only. */
export const trunkFilePattern = '**/{trunk,trunks,*.trunk,*.trunks}.{yaml,yml}';
