import * as vscode from 'vscode';
import { importRows } from '../../core/trunkImport/importRows.ts';
import type { App } from '../app.ts';
import { ColumnMemory } from './columnMemory.ts';
import { importInto } from './importInto.ts';
import { readCsvFile, unknownColumns, type RowProblem } from './readCsvFile.ts';

/** What automation gets: how many rows there are, how many of them are in the file now, and why the others are not. */
export interface ImportSummary {
  rows: number;
  imported: number;
  problems: RowProblem[];
}

/** Imports without a question; columns that nobody knows are ignored, and said so. */
export async function importSilently(app: App, csv: vscode.Uri, yaml: vscode.Uri): Promise<ImportSummary> {
  if (!vscode.workspace.isTrusted) return nothing({ row: 1, message: untrustedWords() });
  const file = await readCsvFile(csv, new ColumnMemory(app.context.globalState));
  if ('failed' in file) return nothing(file.failed);
  const problems = [
    ...file.problems,
    ...unknownColumns(file).map(({ header }) => ({
      row: file.headerRow,
      message: vscode.l10n.t('The column “{0}” is not known and was ignored.', header),
    })),
  ];
  const rows = importRows(file.records, file.columns);
  const { rows: result, failed } = await importInto(app, yaml, rows, new AbortController().signal);
  if (failed !== undefined) {
    return { rows: rows.length, imported: 0, problems: [{ row: 1, message: failed }, ...problems] };
  }
  const left = result.filter(({ trunk }) => !trunk);
  return {
    rows: result.length,
    imported: result.length - left.length,
    problems: [...problems, ...left.map(({ row, problems: why }) => ({ row, message: why.join(' ') }))],
  };
}

/** Why nothing is imported where the folder is not trusted. */
export function untrustedWords(): string {
  return vscode.l10n.t('This folder is not trusted, so no trunks were imported and no passwords were kept.');
}

function nothing(problem: RowProblem): ImportSummary {
  return { rows: 0, imported: 0, problems: [problem] };
}
