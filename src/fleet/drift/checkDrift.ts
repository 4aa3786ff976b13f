import * as l10n from '@vscode/l10n';
import { shortOutsideList } from '../../core/shortList.ts';
import { pathOfUri } from '../files/fileUri.ts';
import { comparePbxes } from '../plan/plan.ts';
import type { Fleet } from '../ports.ts';
import { folderNames } from './folderNames.ts';
import {
  driftOf,
  emptyDrift,
  isClean,
  problemDrift,
  resultOf,
  type Drift,
  type PbxDrift,
} from './pbxDrift.ts';
import { readFolders, type FolderServices, type FolderTrunks } from './readFolders.ts';

/**
 * Compares PBXes with the trunk files below some folders. Asks nobody but the PBXes, and changes nothing.
 * @param folders URIs of folders or files.
 * @param trusted whether the user trusts them: others get no secrets, and no PBX is asked for them.
 * @returns a drift for each PBX that the files name, in their order, and one with a blank name for what no PBX can be named for.
 */
export async function checkDrift(
  services: FolderServices & Pick<Fleet, 'settings' | 'unlistedTrunks'>,
  folders: readonly string[],
  trusted: boolean,
  signal: AbortSignal,
): Promise<Drift[]> {
  if (folders.length === 0) return [problemDrift(l10n.t('No folder was named, so nothing was compared.'))];
  const read = await readFolders(services, folders, trusted, signal);
  return (await compareFolders(services, read, trusted, signal)).map(resultOf);
}

/** The same for folders and files that somebody wrote down: that there is nothing to compare is a problem then. */
export async function checkNamedDrift(
  services: FolderServices & Pick<Fleet, 'settings' | 'unlistedTrunks'>,
  folders: readonly string[],
  trusted: boolean,
  signal: AbortSignal,
): Promise<Drift[]> {
  const read = await readFolders(services, folders, trusted, signal);
  const drifts = await compareFolders(services, read, trusted, signal);
  return drifts.length > 0 ? drifts.map(resultOf) : [problemDrift(nothingWords(folders, read.files.length))];
}

/** Says that nothing below some folders can be compared. */
export function nothingWords(folders: readonly string[], files: number): string {
  const name = shortOutsideList(folderNames(folders.map(pathOfUri)));
  return files > 0
    ? l10n.t('Nothing to check: the trunk files in “{0}” have no trunks.', name)
    : l10n.t(
        'Nothing to check: there is no trunk file in “{0}”. Trunk files are called {1}, or end with {2}.',
        name,
        'trunks.yaml',
        '.trunks.yaml',
      );
}

/** Asks every PBX that the files name, by one query each, and says in what it differs. */
export async function compareFolders(
  services: Pick<Fleet, 'pbxes' | 'settings' | 'unlistedTrunks'>,
  { pbxNames, wanted, problems, open }: FolderTrunks,
  trusted: boolean,
  signal: AbortSignal,
): Promise<PbxDrift[]> {
  const work = wanted.flatMap(({ pbx, trunk }) => (trunk ? [{ pbx, trunk }] : []));
  const compared = await comparePbxes(services, trusted ? work : [], signal, trusted ? pbxNames : []);
  const failures = new Map(compared.problems.map(({ pbx, message }) => [pbx, message]));
  const drifts = [...pbxNames].map((pbx): PbxDrift => {
    const comparison = compared.answers.get(pbx);
    const named = wanted.filter((one) => one.pbx === pbx);
    const drift = comparison ? driftOf(pbx, named, comparison, open) : emptyDrift(pbx);
    const failure = trusted ? failures.get(pbx) : untrustedDrift();
    if (failure !== undefined) {
      drift.unasked = true;
      drift.problems.push(failure);
    }
    drift.problems.push(...(problems.get(pbx) ?? []));
    return drift;
  });
  const rest = emptyDrift('');
  rest.problems.push(...(problems.get('') ?? []));
  return isClean(rest) ? drifts : [...drifts, rest];
}

export function untrustedDrift(): string {
  return l10n.t('This folder is not trusted, so no PBX was asked.');
}
