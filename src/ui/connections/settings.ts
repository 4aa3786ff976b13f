import * as vscode from 'vscode';
import { byName } from '../../core/byName.ts';
import { readConnection, type ConfiguredPbx } from '../../core/connection.ts';

type Entries = Record<string, unknown>;

/** The entries of `pbx.connections`. Those of a folder that is not trusted do not count. */
function entries(): Entries {
  const configuration = vscode.workspace.getConfiguration('pbx');
  const value = vscode.workspace.isTrusted
    ? configuration.get<unknown>('connections')
    : configuration.inspect<unknown>('connections')?.globalValue;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Entries) : {};
}

/** The configured PBXes in the order of their names. */
export function configuredPbxes(): ConfiguredPbx[] {
  return Object.entries(entries())
    .map(([name, entry]) => readConnection(name, entry))
    .sort((a, b) => byName(a.name, b.name));
}

/** One entry of `pbx.connections` as it is written. */
export interface ConnectionEntry {
  url: string;
  username?: string;
  apiVersion?: string;
  format?: string;
  certificate?: string | undefined;
}

/** Writes an entry where that name is already configured, else into the user's settings. `undefined` removes it there. */
export async function writeConnection(name: string, entry: ConnectionEntry | undefined): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('pbx');
  const found = configuration.inspect<Entries>('connections');
  const scopes: [vscode.ConfigurationTarget, Entries | undefined][] = [
    [vscode.ConfigurationTarget.WorkspaceFolder, found?.workspaceFolderValue],
    [vscode.ConfigurationTarget.Workspace, found?.workspaceValue],
    [vscode.ConfigurationTarget.Global, found?.globalValue],
  ];
  const holding = scopes.filter(([, values]) => values !== undefined && Object.hasOwn(values, name));
  const targets = entry === undefined ? holding : holding.slice(0, 1);
  if (targets.length === 0 && entry !== undefined)
    targets.push([vscode.ConfigurationTarget.Global, found?.globalValue]);
  for (const [target, values] of targets) {
    const rest = Object.fromEntries(Object.entries(values ?? {}).filter(([other]) => other !== name));
    await configuration.update(
      'connections',
      entry === undefined ? rest : { ...rest, [name]: entry },
      target,
    );
  }
}

/** How long a PBX has to answer, in milliseconds. */
export function requestTimeout(): number {
  return positive('requestTimeout', 15) * 1000;
}

/** How many PBXes are worked on at the same time. */
export function maxConcurrentPbxes(): number {
  return Math.ceil(positive('maxConcurrentPbxes', 8));
}

/** How long to wait for a new trunk's registration, in milliseconds; 0 means not at all. */
export function verifyTimeout(): number {
  const seconds = vscode.workspace.getConfiguration('pbx').get<unknown>('verifyTimeout');
  return typeof seconds === 'number' ? Math.max(0, seconds) * 1000 : 30_000;
}

/** Milliseconds between two refreshes of the status, or undefined when that is switched off. */
export function refreshInterval(): number | undefined {
  const seconds = vscode.workspace.getConfiguration('pbx').get<unknown>('refreshInterval');
  if (typeof seconds !== 'number') return 30_000;
  return seconds > 0 ? Math.max(1, seconds) * 1000 : undefined;
}

function positive(key: string, otherwise: number): number {
  const value = vscode.workspace.getConfiguration('pbx').get<unknown>(key);
  return typeof value === 'number' && value > 0 ? value : otherwise;
}
