import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { commandTitles } from '../../core/commandTitles.ts';
import type { JournalServices } from './services.ts';
import { jsonOf } from '../../fleet/journal/reportJson.ts';
import { reportText } from '../../fleet/journal/reportText.ts';
import type { RunPart } from '../../fleet/journal/storedRun.ts';
import { notify } from '../base/notify.ts';

const file = z.optional(z.custom<vscode.Uri>((value) => value instanceof vscode.Uri));
const target = z.object({ json: file, markdown: file });

const formats = {
  json: { extension: 'json', filters: { JSON: ['json'] }, write: jsonOf },
  markdown: { extension: 'md', filters: { Markdown: ['md'] }, write: reportText },
};
type Format = keyof typeof formats;

/**
 * *PBX: Save Report as JSON…* for the report in front, or the one of the argument; `{ json }` after it, or `{ markdown }`, asks
 * nothing.
 */
export async function run(
  { log, reports }: JournalServices,
  report?: unknown,
  options?: unknown,
): Promise<void> {
  const uri = report instanceof vscode.Uri && reports.isReport(report) ? report : await reports.inFront();
  const part = uri && (await reports.partOf(uri));
  if (!part) {
    notify(
      log,
      'warning',
      vscode.l10n.t('Open a report first. {0} opens the last one.', commandTitles.openReport()),
    );
    return;
  }
  const { json, markdown } = target.safeParse(options).data ?? {};
  if (markdown) await writeReport('markdown', markdown, part);
  if (json || !markdown) await saveReportAs('json', reports.nameOf(uri), part, json);
}

/** Writes a report to a file: the one that is named, or that a person chooses. */
export async function saveReportAs(
  format: Format,
  name: string,
  part: RunPart,
  named?: vscode.Uri,
): Promise<void> {
  const chosen = named ?? (await askForFile(format, name));
  if (chosen) await writeReport(format, chosen, part);
}

async function writeReport(format: Format, target: vscode.Uri, part: RunPart): Promise<void> {
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(formats[format].write(part)));
}

function askForFile(format: Format, name: string): Thenable<vscode.Uri | undefined> {
  const { extension, filters } = formats[format];
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog({
    filters,
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, `${name}.${extension}`) }),
  });
}
