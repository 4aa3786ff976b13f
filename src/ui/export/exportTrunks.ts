import * as vscode from 'vscode';
import * as z from 'zod';
import type { App } from '../app.ts';
import { signInWhereNeeded } from '../connections/askToSignIn.ts';
import { askTrunks } from './askTrunks.ts';
import type { ExportedFile } from './exportOne.ts';
import { resultOf, untrustedWords, writeFiles, type ExportResult } from './exportFiles.ts';
import { exportWords } from './exportWords.ts';
import { notify } from '../base/notify.ts';
import { askWithProgress } from '../base/progress.ts';
import { notifyUntrusted } from '../base/trust.ts';
import { chosenOf, hasKeys, pbxNameOf, toUri } from '../base/arguments.ts';
import { pickPbxes } from '../connections/pickPbx.ts';

const automation = z.object({
  pbx: z.union([z.string(), z.array(z.string()).min(1)]).transform((names) => [...new Set([names].flat())]),
  folder: z.unknown(),
});

/** *PBX: Export Trunks to YAML*: one file for each PBX. With a folder in the argument it asks and shows nothing. */
export async function run(app: App, ...args: unknown[]): Promise<ExportResult | undefined> {
  if (hasKeys(args[0], 'folder')) {
    const full = automation.safeParse(args[0]).data;
    if (full) return await exportSilently(app, full.pbx, toUri(full.folder)[0]);
    const message = vscode.l10n.t('Name the PBX, or several of them: {0}.', 'pbx');
    return { files: [], problems: [{ pbx: '', message }] };
  }
  if (!vscode.workspace.isTrusted) {
    notifyUntrusted(app.log, untrustedWords());
    return undefined;
  }
  const names = namesOf(args) ?? (await askForPbxes(app));
  if (!names) return undefined;
  const folder = await pickFolder();
  if (!folder || !(await signInWhereNeeded(app, names))) return undefined;
  const answers = await askWithProgress((signal) => askTrunks(app, names, signal));
  if (!answers) return undefined;
  const exported = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Exporting trunks') },
    () => writeFiles(app, answers, names, folder),
  );
  await tell(app, exported, folder);
  return resultOf(exported);
}

async function exportSilently(
  app: App,
  names: readonly string[],
  folder: vscode.Uri | undefined,
): Promise<ExportResult> {
  const refuse = (message: string) => ({ files: [], problems: names.map((pbx) => ({ pbx, message })) });
  if (!vscode.workspace.isTrusted) return refuse(untrustedWords());
  if (!folder) return refuse(vscode.l10n.t('The folder must be a Uri.'));
  const answers = await askTrunks(app, names, new AbortController().signal);
  return resultOf(await writeFiles(app, answers, names, folder));
}

/** The PBXes of the nodes that were chosen: `(node, nodes)` from the tree, `({ pbx })` from others. */
function namesOf([target, all]: readonly unknown[]): string[] | undefined {
  const names = chosenOf(target, all).flatMap((node) => {
    const list = (node as { pbx?: unknown } | null | undefined)?.pbx;
    return Array.isArray(list) ? list.filter((name) => typeof name === 'string') : (pbxNameOf(node) ?? []);
  });
  return names.length > 0 ? [...new Set(names)] : undefined;
}

function askForPbxes(app: App): Promise<string[] | undefined> {
  return pickPbxes(
    app,
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
async function tell(app: App, exported: readonly ExportedFile[], folder: vscode.Uri): Promise<void> {
  const files = exported.flatMap(({ uri }) => (uri ? [uri] : []));
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
  notify(app.log, tone, exportWords(exported), actions);
}
