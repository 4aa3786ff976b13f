import * as vscode from 'vscode';
import * as z from 'zod';
import type { App } from '../app.ts';
import { signInWhereNeeded } from '../connections/askToSignIn.ts';
import { compareFolders, untrustedWords } from './compareFolders.ts';
import { driftText } from '../../fleet/drift/driftText.ts';
import { folderNames } from '../../fleet/drift/folderNames.ts';
import { isClean, resultOf, type Drift, type PbxDrift } from '../../fleet/drift/pbxDrift.ts';
import { readFolders, type FolderTrunks } from './readFolders.ts';
import { escapeMarkdown } from '../../fleet/markdown.ts';
import { notify } from '../base/notify.ts';
import { askWithProgress } from '../base/progress.ts';
import { notifyUntrusted } from '../base/trust.ts';
import { chosenOf, toUri } from '../base/arguments.ts';

const automation = z.object({ show: z.literal(false) });

/**
 * *PBX: Check for Drift*: in what PBXes differ from the trunk files below a folder, the one of the menu or those of the
 * workspace. With `(folder, { show: false })` it only returns it. Changes nothing.
 */
export async function run(app: App, first?: unknown, second?: unknown): Promise<Drift[] | undefined> {
  const chosen = chosenOf(first, second).flatMap(toUri);
  if (automation.safeParse(second).success) return await checkSilently(app, chosen);

  const folders =
    chosen.length > 0 ? chosen : (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  if (folders.length === 0) {
    notify(app.log, 'warning', vscode.l10n.t('Open a folder with trunk files first.'));
    return undefined;
  }
  if (!vscode.workspace.isTrusted) {
    notifyUntrusted(app.log, untrustedWords());
    return undefined;
  }
  const read = await askWithProgress(
    (signal) => readFolders(app, folders, signal),
    vscode.l10n.t('Reading the trunk files…'),
  );
  if (!read || !(await signInWhereNeeded(app, [...read.pbxNames]))) return undefined;
  const drifts = await askWithProgress((signal) => compareFolders(app, read, signal));
  if (!drifts) return undefined;
  await tell(app, folderNames(folders.map(({ path }) => path)).join(', '), read, drifts);
  return drifts.map(resultOf);
}

async function checkSilently(app: App, folders: readonly vscode.Uri[]): Promise<Drift[]> {
  if (folders.length === 0) {
    const problem = vscode.l10n.t('No folder was named, so nothing was compared.');
    return [{ pbx: '', missing: [], different: [], unlisted: [], problem }];
  }
  const { signal } = new AbortController();
  return (await compareFolders(app, await readFolders(app, folders, signal), signal)).map(resultOf);
}

/** One friendly notification when nothing drifted, else a document. */
async function tell(
  app: App,
  name: string,
  { files }: FolderTrunks,
  drifts: readonly PbxDrift[],
): Promise<void> {
  if (drifts.every(isClean)) {
    const words = drifts.length === 0 ? nothingWords(name, files.length) : cleanWords(name, drifts);
    notify(app.log, 'info', words);
    return;
  }
  const at = new Date().toISOString();
  const { text, headings } = driftText({ name, files: files.length, at, drifts });
  const plans = drifts.flatMap(({ pbx, missing, different }) => {
    const line = headings.get(pbx);
    if (line === undefined || missing.length + different.length === 0) return [];
    const uris = files.filter(({ pbxNames }) => pbxNames.has(pbx)).map(({ uri }) => uri);
    return [{ line, pbx, uris }];
  });
  const byName = new Map(files.map((file) => [escapeMarkdown(file.name), file.uri]));
  await app.driftDocuments.show({ title: vscode.l10n.t('Drift of {0}', name), text, plans, files: byName });
}

function nothingWords(name: string, files: number): string {
  return files > 0
    ? vscode.l10n.t('Nothing to check: the trunk files in “{0}” have no trunks.', name)
    : vscode.l10n.t(
        'Nothing to check: there is no trunk file in “{0}”. Trunk files are called {1}, or end with {2}.',
        name,
        'trunks.yaml',
        '.trunks.yaml',
      );
}

function cleanWords(name: string, drifts: readonly PbxDrift[]): string {
  return drifts.length === 1
    ? vscode.l10n.t('No drift: {0} is as the files in “{1}” say.', drifts[0]?.pbx ?? '', name)
    : vscode.l10n.t('No drift: {0} PBXes are as the files in “{1}” say.', drifts.length, name);
}
