import * as vscode from 'vscode';
import { allNamed, pbxGroups } from '../../core/pbxGroups.ts';
import { askTrunks } from '../../fleet/export/askTrunks.ts';
import type { ExportedFile } from '../../fleet/export/exportFile.ts';
import {
  exportTrunks,
  refusedExport,
  resultOf,
  untrustedExport,
  writeFiles,
} from '../../fleet/export/exportTrunks.ts';
import { exportWords } from '../../fleet/export/exportWords.ts';
import { chosenOf, hasKeys, pbxNameOf } from '../base/arguments.ts';
import type { Log } from '../base/log.ts';
import { findTarget } from '../base/namedPlaces.ts';
import { notify } from '../base/notify.ts';
import { isObjectCall, type ObjectCall } from '../base/objectCalls.ts';
import { askWithProgress } from '../base/progress.ts';
import { isSilentCall, readObjectCall, refuseCall } from '../base/readObjectCall.ts';
import { notifyUntrusted } from '../base/trust.ts';
import { signInWhereNeeded } from '../connections/askToSignIn.ts';
import { pickPbxes } from '../connections/pickPbx.ts';
import type { ExportServices } from './services.ts';

/** The contract's result with automation; what is not among the files is among the problems. */
export interface ExportResult {
  files: vscode.Uri[];
  problems?: { pbx: string; message: string }[];
}

/** *PBX: Export Trunks to YAML*: one file for each PBX. With a folder in the argument it asks and shows nothing. */
export async function run(services: ExportServices, ...args: unknown[]): Promise<ExportResult | undefined> {
  const [first] = args;
  if (isObjectCall(first)) {
    const silent = hasKeys(first, 'folder') || hasKeys(first, 'files') || isSilentCall(first);
    const { call, problem } = readObjectCall('pbx.exportTrunks', first);
    if (!call) {
      refuseCall(services.log, 'pbx.exportTrunks', problem, silent);
      return { files: [], problems: [{ pbx: pbxNameOf(first) ?? '', message: problem }] };
    }
    if (silent) return withUris(await exportSilently(services, call));
  }
  if (!vscode.workspace.isTrusted) {
    notifyUntrusted(services.log, untrustedExport());
    return undefined;
  }
  const named = namesOf(args);
  const names = named ? allNamed(named, pbxGroups(services.pbxes.list())) : await askForPbxes(services);
  if (!names) return undefined;
  const folder = await pickFolder();
  if (!folder || !(await signInWhereNeeded(services, names))) return undefined;
  const listed = await askWithProgress((signal) => askTrunks(services, names, signal));
  if (!listed) return undefined;
  const exported = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Exporting trunks') },
    () => writeFiles(services, names, listed, folder.toString()),
  );
  await tell(services.log, exported, folder);
  return withUris(resultOf(exported));
}

/** Exports without a question or a word, as automation wants it. */
async function exportSilently(
  services: ExportServices,
  { pbx: names, folder, files = folder }: ObjectCall<'pbx.exportTrunks'>,
): Promise<ReturnType<typeof resultOf>> {
  if (!vscode.workspace.isTrusted) return refusedExport(names, untrustedExport());
  if (files === undefined) return refusedExport(names, vscode.l10n.t('“{0}” is missing.', 'folder'));
  const { uri, problem } = await findTarget(files);
  if (!uri) return refusedExport(names, problem);
  const { signal } = new AbortController();
  const all = allNamed(names, pbxGroups(services.pbxes.list()));
  return await exportTrunks(services, all, uri.toString(), true, signal);
}

function withUris({ files, ...rest }: ReturnType<typeof resultOf>): ExportResult {
  return { ...rest, files: files.map((uri) => vscode.Uri.parse(uri)) };
}

/** The PBXes of the nodes that were chosen: `(node, nodes)` from the tree, `({ pbx })` from others. */
function namesOf([target, all]: readonly unknown[]): string[] | undefined {
  const names = chosenOf(target, all).flatMap((node) => {
    const list = (node as { pbx?: unknown } | null | undefined)?.pbx;
    return Array.isArray(list) ? list.filter((name) => typeof name === 'string') : (pbxNameOf(node) ?? []);
  });
  return names.length > 0 ? [...new Set(names)] : undefined;
}

function askForPbxes(services: ExportServices): Promise<string[] | undefined> {
  return pickPbxes(
    services,
    vscode.l10n.t('Export Trunks to YAML'),
    vscode.l10n.t('Choose one or several PBXes. Each gets a file of its own.'),
  );
}

async function pickFolder(): Promise<vscode.Uri | undefined> {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Export Trunks to YAML: Choose the Folder'),
    openLabel: vscode.l10n.t('Export Here'),
    canSelectFiles: false,
    canSelectFolders: true,
    canSelectMany: false,
    ...(workspace && { defaultUri: workspace.uri }),
  });
  return chosen?.[0];
}

/** Says what became of it, and opens the file if there is one. */
async function tell(log: Log, exported: readonly ExportedFile[], folder: vscode.Uri): Promise<void> {
  const files = resultOf(exported).files.map((uri) => vscode.Uri.parse(uri));
  const [first] = files;
  const actions: Record<string, () => unknown> = {};
  if (first && vscode.workspace.getWorkspaceFolder(first)) {
    actions[vscode.l10n.t('Show Folder')] = () => vscode.commands.executeCommand('revealInExplorer', folder);
  } else if (first && files.length > 1) {
    actions[vscode.l10n.t('Open Files')] = async () => {
      for (const uri of files) await vscode.window.showTextDocument(uri, { preview: false });
    };
  }
  if (first && files.length === 1) await vscode.window.showTextDocument(first, { preview: false });
  const failed = exported.some(({ uri }) => uri === undefined);
  const tone = failed ? 'error' : exported.some(({ problems }) => problems.length > 0) ? 'warning' : 'info';
  notify(log, tone, exportWords(exported), actions);
}
