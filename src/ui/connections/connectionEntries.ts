import * as vscode from 'vscode';

/** Settings as they are written, right or wrong. */
export type Entries = Record<string, unknown>;

export function asEntries(value: unknown): Entries {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Entries) : {};
}

/** The settings of each folder of a workspace of several; with one folder they are those of the workspace. */
function folderConfigurations(): {
  folder: vscode.WorkspaceFolder;
  configuration: vscode.WorkspaceConfiguration;
}[] {
  if (vscode.workspace.workspaceFile === undefined) return [];
  return (vscode.workspace.workspaceFolders ?? []).map((folder) => ({
    folder,
    configuration: vscode.workspace.getConfiguration('pbx', folder.uri),
  }));
}

/** A place that `pbx.connections` is written in, and the entries there. */
export interface SettingsPlace {
  configuration: vscode.WorkspaceConfiguration;
  target: vscode.ConfigurationTarget;
  entries: Entries;
  /** The folder whose settings they are, in a workspace of several. */
  folder?: vscode.WorkspaceFolder;
}

/** Every place of `pbx.connections`, the nearest first: folders, the workspace, the user. */
export function settingsPlaces(): SettingsPlace[] {
  const { Global, Workspace, WorkspaceFolder } = vscode.ConfigurationTarget;
  const configuration = vscode.workspace.getConfiguration('pbx', null);
  const found = configuration.inspect<unknown>('connections');
  return [
    ...folderConfigurations().map(({ folder, configuration: own }) => ({
      configuration: own,
      target: WorkspaceFolder,
      entries: asEntries(own.inspect<unknown>('connections')?.workspaceFolderValue),
      folder,
    })),
    { configuration, target: Workspace, entries: asEntries(found?.workspaceValue) },
    { configuration, target: Global, entries: asEntries(found?.globalValue) },
  ];
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
  for (const { configuration: folder } of folderConfigurations()) {
    const merged = asEntries(folder.get<unknown>('connections'));
    for (const name of Object.keys(asEntries(folder.inspect<unknown>('connections')?.workspaceFolderValue))) {
      const found = ofFolders.get(name) ?? new Map<string, unknown>();
      ofFolders.set(name, found.set(JSON.stringify(merged[name]), merged[name]));
    }
  }
  for (const [name, found] of ofFolders) all.set(name, [...found.values()]);
  return all;
}
