import * as l10n from '@vscode/l10n';
import { comparePbxes } from '../plan/plan.ts';
import type { Fleet } from '../ports.ts';
import { driftOf, emptyDrift, isClean, resultOf, type Drift, type PbxDrift } from './pbxDrift.ts';
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
  if (folders.length === 0) {
    const problem = l10n.t('No folder was named, so nothing was compared.');
    return [{ pbx: '', missing: [], different: [], unlisted: [], problem }];
  }
  const read = await readFolders(services, folders, trusted, signal);
  return (await compareFolders(services, read, trusted, signal)).map(resultOf);
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
