import * as vscode from 'vscode';
import { outsideText } from '../../core/outsideText.ts';
import { shortOutsideList } from '../../core/shortList.ts';
import {
  checkDrift,
  checkNamedDrift,
  compareFolders,
  nothingWords,
  untrustedDrift,
} from '../../fleet/drift/checkDrift.ts';
import { driftText } from '../../fleet/drift/driftText.ts';
import { folderNames } from '../../fleet/drift/folderNames.ts';
import { isClean, problemDrift, resultOf, type Drift, type PbxDrift } from '../../fleet/drift/pbxDrift.ts';
import { onlyFor, readFolders, type FolderTrunks } from '../../fleet/drift/readFolders.ts';
import { escapeMarkdown } from '../../fleet/markdown.ts';
import { chosenOf, pbxNamesOf, toUri } from '../base/arguments.ts';
import { resultWithoutSecrets } from '../base/knownSecrets.ts';
import { findPlaces } from '../base/namedPlaces.ts';
import { notify } from '../base/notify.ts';
import { isObjectCall } from '../base/objectCalls.ts';
import { askWithProgress } from '../base/progress.ts';
import { isSilentCall, readObjectCall, readOptions, refuseCall } from '../base/readObjectCall.ts';
import { notifyUntrusted } from '../base/trust.ts';
import { signInWhereNeeded } from '../connections/askToSignIn.ts';
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
  const trusted = vscode.workspace.isTrusted;
  if (folders.length === 0) {
    notify(services.log, 'warning', vscode.l10n.t('Open a folder with trunk files first.'));
    return undefined;
  }
  if (!trusted) {
    notifyUntrusted(services.log, untrustedDrift());
    return undefined;
  }
  const all = await askWithProgress(
    (signal) => readFolders(services, asTexts(folders), trusted, signal),
    vscode.l10n.t('Reading the trunk files…'),
  );
  if (!all) return undefined;
  const read = names.length === 0 ? all : onlyFor(names, all);
  if (names.length > 0 && read.pbxNames.size === 0) {
    const words = vscode.l10n.t('Nothing to check: no trunk file names {0}.', shortOutsideList(names));
    notify(services.log, 'info', words);
    return [];
  }
  if (!(await signInWhereNeeded(services, [...read.pbxNames]))) return undefined;
  const compared = await askWithProgress((signal) => compareFolders(services, read, trusted, signal));
  if (!compared) return undefined;
  const drifts = resultWithoutSecrets(compared);
  await tell(services, folders, read, drifts);
  return drifts.map(resultOf);
}

function asTexts(uris: readonly vscode.Uri[]): string[] {
  return uris.map((uri) => uri.toString());
}

/** One friendly notification when nothing drifted, else a document. */
async function tell(
  { log, driftDocuments }: DriftServices,
  folders: readonly vscode.Uri[],
  read: FolderTrunks,
  drifts: readonly PbxDrift[],
): Promise<void> {
  const { files } = read;
  const name = shortOutsideList(folderNames(folders.map(({ path }) => path)));
  if (drifts.every(isClean)) {
    const words = drifts.length === 0 ? nothingWords(asTexts(folders), read) : cleanWords(name, drifts);
    notify(log, 'info', words);
    return;
  }
  const at = new Date().toISOString();
  const { text, headings } = driftText({ name, files: files.length, at, drifts });
  const plans = drifts.flatMap(({ pbx, missing, different }) => {
    const line = headings.get(pbx);
    if (line === undefined || missing.length + different.length === 0) return [];
    const uris = files.filter(({ pbxNames }) => pbxNames.has(pbx)).map(({ uri }) => vscode.Uri.parse(uri));
    return [{ line, pbx, uris }];
  });
  const byName = new Map(files.map(({ name: path, uri }) => [escapeMarkdown(path), vscode.Uri.parse(uri)]));
  await driftDocuments.show({ title: vscode.l10n.t('Drift of {0}', name), text, plans, files: byName });
}

function cleanWords(name: string, drifts: readonly PbxDrift[]): string {
  return drifts.length === 1
    ? vscode.l10n.t('No drift: {0} is as the files in “{1}” say.', outsideText(drifts[0]?.pbx ?? ''), name)
    : vscode.l10n.t('No drift: {0} PBXes are as the files in “{1}” say.', drifts.length, name);
}
