import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { commandTitles } from '../../core/commandTitles.ts';
import type { JournalServices } from './services.ts';
import { jsonOf } from '../../fleet/journal/reportJson.ts';
import { notify } from '../base/notify.ts';

const target = z.object({ json: z.custom<vscode.Uri>((value) => value instanceof vscode.Uri) });

/** *PBX: Save Report as JSON…* for the report in the editor, or the one of the argument; `{ json }` after it asks nothing. */
export async function run(
  { log, reports }: JournalServices,
  report?: unknown,
  options?: unknown,
): Promise<void> {
  const uri = report instanceof vscode.Uri ? report : vscode.window.activeTextEditor?.document.uri;
  const part = uri && (await reports.partOf(uri));
  if (!part) {
    notify(
      log,
      'warning',
      vscode.l10n.t('Open a report first. {0} opens the last one.', commandTitles.openReport()),
    );
    return;
  }
  const file = target.safeParse(options).data?.json ?? (await askForFile(uri));
  if (!file) return;
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(jsonOf(part)));
}

function askForFile(report: vscode.Uri): Thenable<vscode.Uri | undefined> {
  const name = report.path.slice(1).replace(/\.md$/, '.json');
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog({
    filters: { JSON: ['json'] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
}
