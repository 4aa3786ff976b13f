import * as vscode from 'vscode';
import { outsideText } from '../../core/outsideText.ts';
import { checkDrift, checkNamedDrift, nothingWords } from '../../fleet/drift/checkDrift.ts';
import type { CheckedFolder } from '../../fleet/drift/checkedFolder.ts';
import { isClean, problemDrift, resultOf, type Drift, type PbxDrift } from '../../fleet/drift/pbxDrift.ts';
import { chosenOf, pbxNamesOf, toUri } from '../base/arguments.ts';
import { findPlaces } from '../base/namedPlaces.ts';
import { notify } from '../base/notify.ts';
import { isObjectCall } from '../base/objectCalls.ts';
import { isSilentCall, readObjectCall, readOptions, refuseCall } from '../base/readObjectCall.ts';
import { checkAsking } from './checkAsking.ts';
import { driftUri } from './driftUri.ts';
import type { DriftServices } from './services.ts';

/**
 * *PBX: Check for Drift*: in what PBXes differ from the trunk files below a folder, the one of the menu or those of the
 * workspace. From the row of a PBX or of a group, only these are asked. With `(folder, { show: false })` or
 * `({ files, show: false })` it only returns it. Changes nothing.
 */
export async function run(
  services: DriftServices,
  first?: unknown,
  second?: unknown,
): Promise<Drift[] | undefined> {
  if (isObjectCall(first)) return await runOnObject(services, first);
  const { problem, silent } = readOptions('pbx.checkDrift', second);
  if (problem !== undefined) {
    refuseCall(services.log, 'pbx.checkDrift', problem, silent);
    return [problemDrift(problem)];
  }
  const chosen = chosenOf(first, second).flatMap(toUri);
  if (silent) {
    const { signal } = new AbortController();
    return await checkDrift(services, asTexts(chosen), vscode.workspace.isTrusted, signal);
  }
  const workspace = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const rows = pbxNamesOf(first, second);
  return await checkShowing(services, chosen.length > 0 ? chosen : workspace, rows);
}

async function runOnObject(services: DriftServices, target: object): Promise<Drift[] | undefined> {
  const silent = isSilentCall(target);
  const { call, problem } = readObjectCall('pbx.checkDrift', target);
  const found = call ? await findPlaces(call.files, { alsoFolders: true }) : { problem };
  if (!found.uris) {
    refuseCall(services.log, 'pbx.checkDrift', found.problem, silent);
    return [problemDrift(found.problem)];
  }
  if (!silent) return await checkShowing(services, found.uris);
  const { signal } = new AbortController();
  return await checkNamedDrift(services, asTexts(found.uris), vscode.workspace.isTrusted, signal);
}

/** Checks with everything that is asked and shown. @param names the PBXes that are meant; none for all. */
async function checkShowing(
  services: DriftServices,
  folders: readonly vscode.Uri[],
  names: readonly string[] = [],
): Promise<Drift[] | undefined> {
  const checked = await checkAsking(services, folders, names);
  if (!checked) return undefined;
  await tell(services, checked);
  return checked.drifts.map(resultOf);
}

function asTexts(uris: readonly vscode.Uri[]): string[] {
  return uris.map((uri) => uri.toString());
}

/** One friendly notification when nothing drifted, else a page. */
async function tell(
  { log, keptResults, resultsPages }: DriftServices,
  checked: CheckedFolder,
): Promise<void> {
  const { name, drifts, folders, files } = checked;
  if (!drifts.every(isClean)) {
    (await resultsPages()).open(driftUri(name, await keptResults.keep(checked)));
  } else if (drifts.length > 0) {
    notify(log, 'info', cleanWords(name, drifts));
  } else {
    notify(log, 'info', nothingWords(folders, files.length));
  }
}

function cleanWords(name: string, drifts: readonly PbxDrift[]): string {
  return drifts.length === 1
    ? vscode.l10n.t('No drift: {0} is as the files in “{1}” say.', outsideText(drifts[0]?.pbx ?? ''), name)
    : vscode.l10n.t('No drift: {0} PBXes are as the files in “{1}” say.', drifts.length, name);
}
