import * as vscode from 'vscode';

/** Settings as they are written, right or wrong. */
export type Entries = Record<string, unknown>;

export function asEntries(value: unknown): Entries {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Entries) : {};
}

/** The settings of each folder of a workspace of several; with one folder they are those of the workspace. */
export function folderConfigurations(): vscode.WorkspaceConfiguration[] {
  if (vscode.workspace.workspaceFile === undefined) return [];
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) =>
    vscode.workspace.getConfiguration('pbx', uri),
  );
}

/** The entries of `pbx.connections` by their names: several where folders differ. A folder that is not trusted has none. */
export function connectionEntries(): Map<string, unknown[]> {
  const configuration = vscode.workspace.getConfiguration('pbx', null);
  const value = vscode.workspace.isTrusted
    ? configuration.get<unknown>('connections')
    : configuration.inspect<unknown>('connections')?.globalValue;
  const all = new Map(Object.entries(asEntries(value)).map(([name, entry]) => [name, [entry]]));
  if (!vscode.workspace.isTrusted) return all;
  const ofFolders = new Map<string, Map<string, unknown>>();
  for (const folder of folderConfigurations()) {
    const merged = asEntries(folder.get<unknown>('connections'));
    for (const name of Object.keys(asEntries(folder.inspect<unknown>('connections')?.workspaceFolderValue))) {
      const found = ofFolders.get(name) ?? new Map<string, unknown>();
      ofFolders.set(name, found.set(JSON.stringify(merged[name]), merged[name]));
    }
  }
  for (const [name, found] of ofFolders) all.set(name, [...found.values()]);
  return all;
}
