import * as vscode from 'vscode';
import { byName } from '../../core/byName.ts';
import {
  connectionSchema,
  readConnection,
  type ConfiguredPbx,
  type Connection,
} from '../../core/connection.ts';
import type { ProxySettings } from '../../pbx/proxy/proxyRoute.ts';
import {
  asEntries,
  connectionEntries,
  settingsPlaces,
  type Entries,
  type SettingsPlace,
} from './connectionEntries.ts';

/** The configured PBXes in the order of their names. */
export function configuredPbxes(): ConfiguredPbx[] {
  return [...connectionEntries()]
    .map(([name, [entry, ...others]]) =>
      others.length === 0 ? readConnection(name, entry) : { name, problem: differWords() },
    )
    .sort((a, b) => byName(a.name, b.name));
}

function differWords(): string {
  return vscode.l10n.t(
    'Folders of this workspace give different settings for this name. Rename one of them, or make them equal.',
  );
}

/** The entry of `pbx.connections` of that name as it is written, right or wrong. */
export function writtenEntry(name: string): Entries {
  return asEntries(connectionEntries().get(name)?.[0]);
}

/** What else is written in an entry than the keys of a {@link Connection}; it is kept as it is. */
function otherKeys(name: string): Entries {
  return Object.fromEntries(
    Object.entries(writtenEntry(name)).filter(([key]) => !Object.hasOwn(connectionSchema.shape, key)),
  );
}

/** Settings that could not be written; the message says why, in VS Code's words. */
class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Writes an entry where that name is already configured, else into the user's settings. `undefined` removes it there. */
export async function writeConnection(
  name: string,
  connection: (Partial<Connection> & Pick<Connection, 'url'>) | undefined,
): Promise<void> {
  const entry = connection && { ...otherKeys(name), ...connection };
  await writeEntries(new Map([[name, entry]]));
}

/** Puts PBXes into a group, or with `undefined` into none. Everything else in their entries stays as it is written. */
export async function writeGroup(names: readonly string[], group: string | undefined): Promise<void> {
  const entries = names.map((name) => {
    const others = Object.entries(writtenEntry(name)).filter(([key]) => key !== 'group');
    return [name, { ...Object.fromEntries(others), ...(group !== undefined && { group }) }] as const;
  });
  await writeEntries(new Map(entries));
}

/** Gives an entry another name wherever it is configured, in its place, and leaves everything in it as it is written. */
export async function renameConnection(name: string, next: string): Promise<void> {
  for (const place of settingsPlaces()) {
    if (!Object.hasOwn(place.entries, name)) continue;
    await writePlace(
      place,
      Object.entries(place.entries).map(([one, entry]) => [one === name ? next : one, entry]),
    );
  }
}

/** Writes entries, or removes them, with one change of the settings for each place that has some of them. */
async function writeEntries(entries: ReadonlyMap<string, Entries | undefined>): Promise<void> {
  const changes = new Map<SettingsPlace, Map<string, Entries | undefined>>();
  const places = settingsPlaces();
  for (const [name, entry] of entries) {
    for (const place of placesOf(name, entry === undefined, places)) {
      const own = changes.get(place) ?? new Map<string, Entries | undefined>();
      changes.set(place, own.set(name, entry));
    }
  }
  for (const [place, own] of changes) {
    const all = new Map<string, unknown>(Object.entries(place.entries));
    for (const [name, entry] of own) {
      if (entry === undefined) all.delete(name);
      else all.set(name, entry);
    }
    await writePlace(place, all);
  }
}

async function writePlace(
  { configuration, target }: SettingsPlace,
  entries: Iterable<readonly [string, unknown]>,
): Promise<void> {
  await configuration
    .update('connections', Object.fromEntries(entries), target)
    .then(undefined, (error: unknown) => {
      throw new SettingsError(error instanceof Error ? error.message : String(error));
    });
}

/** Where an entry is to be written: where it is, else to the user's settings; or all places that it is to be taken out of. */
function placesOf(name: string, isRemoval: boolean, places: readonly SettingsPlace[]): SettingsPlace[] {
  const holding = places.filter(({ entries }) => Object.hasOwn(entries, name));
  if (isRemoval) return holding;
  // Folders that share an entry keep sharing it.
  const targets = holding.filter(({ target }) => target === holding[0]?.target);
  return targets.length > 0 ? targets : places.slice(-1);
}

/** The folders that a relative path in the settings is looked for in. A folder that is not trusted could say whom to trust. */
export function trustedFolders(): string[] {
  if (!vscode.workspace.isTrusted) return [];
  return (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => uri.fsPath);
}

/** What VS Code's settings and the environment say of proxies. */
export function proxySettings(): ProxySettings {
  const http = vscode.workspace.getConfiguration('http');
  const text = (key: string) => {
    const value = http.get<unknown>(key);
    return typeof value === 'string' ? value.trim() : '';
  };
  const noProxy = http.get<unknown>('noProxy');
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap((name) => [name.toLowerCase(), name]);
  return {
    url: text('proxy'),
    noProxy: Array.isArray(noProxy) ? noProxy.filter((entry) => typeof entry === 'string') : [],
    isOn: text('proxySupport') !== 'off',
    authorization: text('proxyAuthorization'),
    strictSsl: http.get<unknown>('proxyStrictSSL') !== false,
    environment: Object.fromEntries(names.map((name) => [name, process.env[name]])),
  };
}

/** How long a PBX has to answer, in milliseconds. */
export function requestTimeout(): number {
  return Math.ceil(positive('requestTimeout', 15, 600) * 1000);
}

/** How many PBXes are worked on at the same time. */
export function maxConcurrentPbxes(): number {
  return Math.ceil(positive('maxConcurrentPbxes', 8, 64));
}

/** How long to wait for a new trunk's registration, in milliseconds; 0 means not at all. */
export function verifyTimeout(): number {
  const seconds = vscode.workspace.getConfiguration('pbx').get<unknown>('verifyTimeout');
  return typeof seconds === 'number' ? Math.min(Math.max(0, seconds), 600) * 1000 : 30_000;
}

/** Milliseconds between two refreshes of the status, or undefined when that is switched off. */
export function refreshInterval(): number | undefined {
  const seconds = vscode.workspace.getConfiguration('pbx').get<unknown>('refreshInterval');
  if (typeof seconds !== 'number') return 30_000;
  return seconds > 0 ? Math.min(Math.max(1, seconds), 86_400) * 1000 : undefined;
}

/** VS Code only marks a value beyond the greatest one; a timer that is set to weeks would end at once. */
function positive(key: string, otherwise: number, greatest: number): number {
  const value = vscode.workspace.getConfiguration('pbx').get<unknown>(key);
  return typeof value === 'number' && value > 0 ? Math.min(value, greatest) : otherwise;
}
