import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { commandTitles } from '../../core/commandTitles.ts';
import type { JournalServices } from './services.ts';
import { notify } from '../base/notify.ts';
import { saveAs } from '../results/saveAs.ts';

const file = z.optional(z.custom<vscode.Uri>((value) => value instanceof vscode.Uri));
const target = z.object({ json: file, markdown: file });

/**
 * *PBX: Save Report as JSON…* for the page with results in front, or the report of the argument; `{ json }` after it, or
 * `{ markdown }`, asks nothing.
 */
export async function run(
  { log, reports, resultsPages }: JournalServices,
  report?: unknown,
  options?: unknown,
): Promise<void> {
  const pages = await resultsPages();
  const uri = report instanceof vscode.Uri && reports.isReport(report) ? report : pages.inFront;
  const texts = uri && (await pages.textsOf(uri));
  if (!texts) {
    notify(
      log,
      'warning',
      vscode.l10n.t('Open a report first. {0} opens the last one.', commandTitles.openReport()),
    );
    return;
  }
  const { json, markdown } = target.safeParse(options).data ?? {};
  if (markdown) await saveAs('markdown', texts, markdown);
  if (json || !markdown) await saveAs('json', texts, json);
}
