import * as vscode from 'vscode';
import { importTrunks, type ImportSummary } from '../../fleet/importTrunks/importTrunks.ts';
import { chosenOf, hasKeys, toUri } from '../base/arguments.ts';
import { notify } from '../base/notify.ts';
import { ColumnMemory } from './columnMemory.ts';
import { importAsking } from './importAsking.ts';
import type { ImportServices } from './services.ts';

/** *PBX: Import Trunks from CSV…*; with `{ csv, yaml }` it asks and shows nothing and returns what came of it. */
export async function run(services: ImportServices, ...args: unknown[]): Promise<ImportSummary | undefined> {
  const [first, second] = args;
  const [csv] = hasKeys(first, 'csv') ? toUri(first.csv) : [];
  if (hasKeys(first, 'csv', 'yaml')) {
    const [yaml] = toUri(first.yaml);
    if (csv && yaml) {
      const answers = new ColumnMemory(services.context.globalState).all();
      const trusted = vscode.workspace.isTrusted;
      const call = { csv: csv.toString(), yaml: yaml.toString(), answers, trusted };
      return await importTrunks(services, call, new AbortController().signal);
    }
    const message = vscode.l10n.t('{0} and {1} must be Uris.', 'csv', 'yaml');
    return { rows: 0, imported: 0, problems: [{ row: 1, message }] };
  }

  const chosen = csv ? [csv] : chosenOf(first, second).flatMap(toUri);
  if (chosen.length > 1) {
    notify(
      services.log,
      'info',
      vscode.l10n.t('Import one CSV file at a time: each gets a trunk YAML of its own.'),
    );
    return undefined;
  }
  const uri = chosen[0] ?? activeCsv() ?? (await askForCsv());
  if (uri) await importAsking(services, uri);
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
