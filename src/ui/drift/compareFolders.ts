import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { comparePbxes } from '../../fleet/plan/plan.ts';
import { driftOf, emptyDrift, isClean, type PbxDrift } from '../../fleet/drift/pbxDrift.ts';
import type { FolderTrunks } from './readFolders.ts';

/** Asks every PBX that the files name, by one query each, and says in what it differs. Changes nothing. */
export async function compareFolders(
  app: App,
  { pbxNames, wanted, problems, open }: FolderTrunks,
  signal: AbortSignal,
): Promise<PbxDrift[]> {
  const trusted = vscode.workspace.isTrusted;
  const work = wanted.flatMap(({ pbx, trunk }) => (trunk ? [{ pbx, trunk }] : []));
  const compared = await comparePbxes(app, trusted ? work : [], signal, trusted ? pbxNames : []);
  const failed = new Map(compared.problems.map(({ pbx, message }) => [pbx, message]));
  const drifts = [...pbxNames].map((pbx): PbxDrift => {
    const comparison = compared.answers.get(pbx);
    const named = wanted
      .filter((one) => one.pbx === pbx)
      .map(({ trunkname, trunk, at }) => ({ trunkname, place: at, ...(trunk && { trunk }) }));
    const drift = comparison ? driftOf(pbx, named, comparison, open) : emptyDrift(pbx);
    const failure = trusted ? failed.get(pbx) : untrustedWords();
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

export function untrustedWords(): string {
  return vscode.l10n.t('This folder is not trusted, so no PBX was asked.');
}
