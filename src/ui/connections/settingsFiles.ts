import * as vscode from 'vscode';
import { settingsPlaces, type SettingsPlace } from './connectionEntries.ts';

/** A file in which a PBX is configured. */
export interface SettingsFile {
  uri: vscode.Uri;
  /** The keys that lead to the entry. */
  path: readonly string[];
}

/**
 * Where the files are that configure a PBX. Some of them need not be there.
 * @param globalStorage the extension's folder, which mostly lies beside the settings of the user.
 */
export function settingsFilesOf(name: string, globalStorage: vscode.Uri): SettingsFile[] {
  return settingsPlaces()
    .filter(({ entries }) => Object.hasOwn(entries, name))
    .flatMap((place) => filesOf(place, globalStorage))
    .map(({ uri, path }) => ({ uri, path: [...path, 'pbx.connections', name] }));
}

function filesOf({ target, folder }: SettingsPlace, globalStorage: vscode.Uri): SettingsFile[] {
  const { workspaceFile, workspaceFolders: [first] = [] } = vscode.workspace;
  if (target === vscode.ConfigurationTarget.Global) {
    // VS Code does not tell where they are; those of a browser have an address of their own.
    const beside = vscode.Uri.joinPath(globalStorage, '..', '..', 'settings.json');
    const inBrowser = vscode.Uri.from({ scheme: 'vscode-userdata', path: '/User/settings.json' });
    return [beside, inBrowser].map((uri) => ({ uri, path: [] }));
  }
  if (folder === undefined && workspaceFile) return [{ uri: workspaceFile, path: ['settings'] }];
  const of = folder ?? first;
  return of ? [{ uri: vscode.Uri.joinPath(of.uri, '.vscode', 'settings.json'), path: [] }] : [];
}
