import * as vscode from 'vscode';
import * as z from 'zod';
import type { App } from '../app.ts';
import { importAsking } from '../importTrunks/importAsking.ts';
import { importSilently, type ImportSummary } from '../importTrunks/importSilently.ts';
import { notify } from '../notify.ts';
import { toUri } from '../toUri.ts';

const automation = z.object({ csv: z.unknown(), yaml: z.unknown() });

/** *PBX: Import Trunks from CSV…*; with `{ csv, yaml }` it asks and shows nothing and returns what came of it. */
export async function run(app: App, ...args: unknown[]): Promise<ImportSummary | undefined> {
  const [first, second] = args;
  const given = automation.safeParse(first).data;
  const [csv, yaml] = [toUri(given?.csv)[0], toUri(given?.yaml)[0]];
  if (csv && yaml) return await importSilently(app, csv, yaml);

  const several = Array.isArray(second) && second.length > 0 ? second : [first];
  const chosen = csv ? [csv] : several.flatMap(toUri);
  if (chosen.length > 1) {
    notify(
      app.log,
      'info',
      vscode.l10n.t('Import one CSV file at a time: each gets a trunk YAML of its own.'),
    );
    return undefined;
  }
  const uri = chosen[0] ?? activeCsv() ?? (await askForCsv());
  if (uri) await importAsking(app, uri);
  return undefined;
}

function activeCsv(): vscode.Uri | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri && /\.csv$/i.test(uri.path) ? uri : undefined;
}

async function askForCsv(): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Import Trunks from CSV'),
    openLabel: vscode.l10n.t('Import'),
    filters: { CSV: ['csv', 'tsv', 'txt'] },
    ...(folder && { defaultUri: folder }),
  });
  return chosen?.[0];
}
