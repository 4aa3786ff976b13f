import { isAbsolute, sep } from 'node:path';
import * as vscode from 'vscode';
import { byName } from '../../core/byName.ts';
import { longestValue, outsideText } from '../../core/outsideText.ts';
import type { NamedPlace } from './objectCalls.ts';
import { toUri } from './arguments.ts';

/** What texts name, or in words which of them names nothing. */
export type FoundPlaces = { uris: vscode.Uri[]; problem?: undefined } | { uris?: undefined; problem: string };

type Folders = readonly vscode.WorkspaceFolder[];

/** What makes a path a pattern. */
const patternSign = /[*?[\]{}]/;
/** Other people's files: no pattern finds them, as no check for drift does. What `files.exclude` hides is not found either. */
export const passedOver = '{**/node_modules/**,**/.git/**}';

/**
 * The files, and where `alsoFolders` says so the folders, that a call names: by URIs, absolute paths, paths in the workspace
 * (in each of its folders, or below `NAME/` in the folder of that name), and patterns. Each must name something.
 * @param folders where paths begin; those of the workspace, or the one that a task belongs to.
 */
export async function findPlaces(
  places: readonly NamedPlace[],
  { alsoFolders = false, folders = vscode.workspace.workspaceFolders ?? [] } = {},
): Promise<FoundPlaces> {
  const found = new Map<string, vscode.Uri>();
  for (const place of places) {
    const uris = typeof place === 'string' ? await findPlace(place, folders) : toUri(place);
    if (uris.length === 0) return { problem: nothingWords(place, folders) };
    for (const uri of uris) {
      // A URI of another extension's is taken at its word, as with two arguments.
      if (typeof place === 'string' && !alsoFolders && (await kindOf(uri)) === vscode.FileType.Directory) {
        return {
          problem: vscode.l10n.t(
            '{0} is a folder. Name its files, such as {1}.',
            shown(place),
            `${place}/*.trunks.yaml`,
          ),
        };
      }
      found.set(uri.toString(), uri);
    }
  }
  return { uris: [...found.values()] };
}

/**
 * Where something is to be written: a URI, an absolute path, or a path in the workspace; it need not be there yet.
 * @returns words where it could be in several folders, or in none.
 */
export async function findTarget(
  place: NamedPlace,
  folders: Folders = vscode.workspace.workspaceFolders ?? [],
): Promise<{ uri: vscode.Uri; problem?: undefined } | { uri?: undefined; problem: string }> {
  const candidates = typeof place === 'string' ? candidatesFor(place, folders) : toUri(place).map(asBase);
  const uris = candidates.map(uriOf);
  const there: vscode.Uri[] = [];
  if (uris.length > 1) for (const uri of uris) if ((await kindOf(uri)) !== undefined) there.push(uri);
  const [uri, another] = there.length > 0 ? there : uris;
  if (uri && !another) return { uri };
  if (!uri) return { problem: nothingWords(place, folders) };
  return {
    problem: vscode.l10n.t(
      '{0} could be in several folders of the workspace. Write the folder’s name before it.',
      shown(place),
    ),
  };
}

/** A path below a folder. */
interface Candidate {
  base: vscode.Uri;
  path: string;
}

const asBase = (base: vscode.Uri): Candidate => ({ base, path: '' });
const uriOf = ({ base, path }: Candidate) => (path === '' ? base : vscode.Uri.joinPath(base, path));

async function findPlace(text: string, folders: Folders): Promise<vscode.Uri[]> {
  const candidates = candidatesFor(text, folders);
  const literal: vscode.Uri[] = [];
  // A name may have brackets in it.
  for (const uri of candidates.map(uriOf)) if ((await kindOf(uri)) !== undefined) literal.push(uri);
  if (literal.length > 0 || !patternSign.test(text)) return literal;
  const found: vscode.Uri[] = [];
  for (const candidate of candidates) found.push(...(await filesLike(candidate)));
  return found.sort((one, other) => byName(one.path, other.path));
}

/** Where a text may lead. In a workspace of several folders the name of one of them, in front, means that folder alone. */
function candidatesFor(text: string, folders: Folders): Candidate[] {
  if (/^[a-z][\w+.-]+:\/\//i.test(text)) return [asBase(vscode.Uri.parse(text))];
  const path = sep === '\\' ? text.replaceAll('\\', '/') : text;
  if (isAbsolute(text)) {
    const root = vscode.Uri.file(/^(?:[a-z]:)?\//i.exec(path)?.[0] ?? '/');
    return [{ base: root, path: path.replace(/^(?:[a-z]:)?\/+/i, '') }];
  }
  const [, name, rest = ''] = /^([^/]+)(?:\/(.*))?$/s.exec(path) ?? [];
  const all = vscode.workspace.workspaceFolders ?? [];
  const named = all.length > 1 ? all.filter((folder) => folder.name === name) : [];
  if (named.length > 0) return named.map(({ uri }) => ({ base: uri, path: rest }));
  return folders.map(({ uri }) => ({ base: uri, path }));
}

/** The files below a folder that a pattern means. */
async function filesLike({ base, path }: Candidate): Promise<vscode.Uri[]> {
  const parts = path.split('/');
  const first = parts.findIndex((part) => patternSign.test(part));
  const folder = vscode.Uri.joinPath(base, ...parts.slice(0, first));
  // Where there is no such folder, the search would complain.
  if ((await kindOf(folder)) !== vscode.FileType.Directory) return [];
  const pattern = new vscode.RelativePattern(folder, parts.slice(first).join('/'));
  return await vscode.workspace.findFiles(pattern, passedOver);
}

/** @returns undefined where nothing is. */
async function kindOf(uri: vscode.Uri): Promise<vscode.FileType | undefined> {
  const found = await vscode.workspace.fs.stat(uri).then(undefined, () => undefined);
  if (!found) return undefined;
  return (found.type & vscode.FileType.Directory) === 0 ? vscode.FileType.File : vscode.FileType.Directory;
}

function nothingWords(place: NamedPlace, folders: Folders): string {
  if (typeof place === 'string' && folders.length === 0 && !isAbsolute(place)) {
    return vscode.l10n.t('{0} cannot be found, because no folder is open.', shown(place));
  }
  return typeof place === 'string' && patternSign.test(place)
    ? vscode.l10n.t('No file matches {0}, so nothing was done.', shown(place))
    : vscode.l10n.t('There is no {0}, so nothing was done.', shown(place));
}

function shown(place: NamedPlace): string {
  return outsideText(typeof place === 'string' ? place : place.path, longestValue);
}
