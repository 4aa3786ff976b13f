import * as vscode from 'vscode';
import { outsideText } from '../../core/outsideText.ts';
import { mapColumns } from '../../core/trunkImport/columns.ts';
import { pbxGroups } from '../../core/pbxGroups.ts';
import { importRows, isTrunkRow, type ImportedRow } from '../../core/trunkImport/importRows.ts';
import { fileNameOf } from '../../fleet/files/checkedFile.ts';
import { addToFile, type AddedRows } from '../../fleet/importTrunks/addToFile.ts';
import { importReportText, importWords } from '../../fleet/importTrunks/importReportText.ts';
import { untrustedImport } from '../../fleet/importTrunks/importTrunks.ts';
import { readCsvFile, unknownColumns, type CsvFile } from '../../fleet/importTrunks/readCsvFile.ts';
import { notify } from '../base/notify.ts';
import { notifyUntrusted } from '../base/trust.ts';
import { pickNames } from '../connections/pickPbx.ts';
import { GitKnowledge } from '../trunkFiles/gitKnowledge.ts';
import { askAboutColumns } from './askAboutColumns.ts';
import { askForTarget } from './askForTarget.ts';
import { ColumnMemory } from './columnMemory.ts';
import type { ImportServices } from './services.ts';

/** Imports a CSV file and asks for what is missing: what columns are for, the PBXes, the file to write. */
export async function importAsking(services: ImportServices, csv: vscode.Uri): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    notifyUntrusted(services.log, untrustedImport());
    return;
  }
  const name = outsideText(fileNameOf(csv.toString()));
  const memory = new ColumnMemory(services.context.globalState);
  const file = await readCsvFile(services, csv.toString(), memory.all());
  if ('failed' in file) {
    const { row, message } = file.failed;
    // Row 1 also stands for the whole file.
    const words =
      row > 1
        ? vscode.l10n.t('Nothing was imported from {0}. Row {1}: {2}', name, row, message)
        : vscode.l10n.t('Nothing was imported from {0}. {1}', name, message);
    notify(services.log, 'error', words);
    return;
  }
  if (file.records.length === 0) {
    notify(services.log, 'info', vscode.l10n.t('{0} has a header but no rows.', name));
    return;
  }
  if (!(await learnColumns(file, memory))) return;
  const pbxes = await choosePbxes(services, importRows(file.records, file.columns));
  if (!pbxes) return;
  const rows = importRows(file.records, file.columns, pbxGroups(services.pbxes.list()), pbxes);
  if (!rows.some(isTrunkRow)) {
    await tell(services, memory, file, csv, undefined, { rows });
    return;
  }
  const yaml = await askForTarget(csv);
  if (!yaml) return;
  const result = await withProgress(rows, (signal, kept) =>
    addToFile(services, yaml.toString(), rows, signal, kept),
  );
  await tell(services, memory, file, csv, yaml, result);
}

/** Asks about columns that nobody knows. False when the user left. */
async function learnColumns(file: CsvFile, memory: ColumnMemory): Promise<boolean> {
  const unknown = unknownColumns(file);
  if (unknown.length === 0) return true;
  const answers = await askAboutColumns(unknown, new Set(file.columns.map(({ use }) => use)));
  if (!answers) return false;
  await memory.remember(answers);
  file.columns = mapColumns(
    file.columns.map(({ header }) => header),
    memory.all(),
  );
  return true;
}

/** The PBXes for rows that name none; choosing none leaves it open. Undefined when the user left. */
async function choosePbxes(
  services: ImportServices,
  rows: readonly ImportedRow[],
): Promise<string[] | undefined> {
  if (services.pbxes.list().length === 0 || rows.every((row) => !isTrunkRow(row) || row.pbx.length > 0))
    return [];
  return await pickNames(services, {
    title: vscode.l10n.t('Import Trunks'),
    placeHolder: vscode.l10n.t('Which PBXes are the trunks for? Choose none to leave it open.'),
    ignoreFocusOut: true,
  });
}

/** A few passwords are kept in a moment; thousands take a while. */
function withProgress(
  rows: readonly ImportedRow[],
  work: (signal: AbortSignal, kept: () => void) => Promise<AddedRows>,
): Thenable<AddedRows> {
  const location = rows.length > 100 ? vscode.ProgressLocation.Notification : vscode.ProgressLocation.Window;
  return vscode.window.withProgress(
    { location, title: vscode.l10n.t('Importing trunks'), cancellable: true },
    (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => {
        stop.abort();
      });
      return work(stop.signal, () => {
        progress.report({ increment: 100 / rows.length });
      });
    },
  );
}

async function tell(
  { log, importReports }: ImportServices,
  memory: ColumnMemory,
  file: CsvFile,
  csv: vscode.Uri,
  yaml: vscode.Uri | undefined,
  { rows, failed }: AddedRows,
): Promise<void> {
  if (failed !== undefined) {
    notify(log, 'warning', failed);
    return;
  }
  const name = (uri: vscode.Uri) => vscode.workspace.asRelativePath(uri);
  const report = importReports.keep(
    name(csv),
    importReportText({
      csv: name(csv),
      yaml: yaml ? name(yaml) : vscode.l10n.t('nothing was written'),
      columns: file.columns,
      problems: file.problems,
      rows,
      tracked: await new GitKnowledge().isTracked(csv),
    }),
    rows.some(isTrunkRow) ? yaml : undefined,
    rows.flatMap(({ trunk }) => trunk?.trunkname ?? []),
  );
  const show = (uri: vscode.Uri) => vscode.window.showTextDocument(uri, { preview: false });
  const answered = file.columns.filter(({ remembered }) => remembered).map(({ header }) => header);
  const words = importWords(rows);
  log.info(`${name(csv)}: ${words}`);
  const clean = rows.every(isTrunkRow) && file.problems.length === 0;
  notify(log, clean ? 'info' : 'warning', words, {
    [vscode.l10n.t('Open Report')]: () => show(report),
    ...(yaml && { [vscode.l10n.t('Open YAML')]: () => show(yaml) }),
    ...(answered.length > 0 && {
      [vscode.l10n.t('Columns…')]: async () => {
        await memory.forget(answered);
        await vscode.commands.executeCommand('pbx.importTrunks', csv);
      },
    }),
  });
}
