import * as vscode from 'vscode';
import { normalizeHeader, mapColumns, type Column } from '../../core/trunkImport/columns.ts';
import { readCsv, type CsvRecord } from '../../core/trunkImport/csvRecords.ts';
import { decodeCsv } from '../../core/trunkImport/decodeCsv.ts';
import { nameOf } from '../trunkFiles/trunkFiles.ts';
import type { ColumnMemory } from './columnMemory.ts';

/** In megabytes; a CSV of 25,000 trunks with FreePBX's 70 columns is smaller. */
const maxSize = 20;

/** Something to say about a row, numbered as the line of the file on which it begins; 1 also stands for the file. */
export interface RowProblem {
  row: number;
  message: string;
}

/** A CSV file with trunks in it. */
export interface CsvFile {
  uri: vscode.Uri;
  headerRow: number;
  columns: Column[];
  records: CsvRecord[];
  /** What is to be said about the file and its header, though it can be read. */
  problems: RowProblem[];
}

/** Reads a CSV file and finds out what its columns are for, as far as headers and earlier answers tell. */
export async function readCsvFile(
  uri: vscode.Uri,
  memory: ColumnMemory,
): Promise<CsvFile | { failed: RowProblem }> {
  let bytes: Uint8Array;
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > maxSize * 1_000_000) {
      return fail(vscode.l10n.t('{0} is larger than {1} MB. Split it.', nameOf(uri), maxSize));
    }
    bytes = await vscode.workspace.fs.readFile(uri);
  } catch {
    return fail(vscode.l10n.t('{0} cannot be read. Is it still there?', nameOf(uri)));
  }
  const { text, guessed } = decodeCsv(bytes);
  const table = readCsv(text);
  if ('problem' in table) return { failed: { row: table.row, message: table.problem } };
  const { header, records } = table;
  const columns = mapColumns(header.cells, memory.all());
  // A file without a header has values there, which nobody must be asked about and nothing may remember.
  if (!columns.some(({ use, remembered }) => use !== undefined && use !== 'ignore' && !remembered)) {
    return fail(
      vscode.l10n.t(
        'The first line names no column that is known. It must have the columns’ names, such as {0}.',
        'trunkname, trunktype, host, port, username, password',
      ),
      header.row,
    );
  }
  const problems: RowProblem[] = twice(columns).map((name) => ({
    row: header.row,
    message: vscode.l10n.t('Two columns have the name “{0}”. The first is read.', name),
  }));
  if (guessed) {
    const message = vscode.l10n.t(
      'The file is not in Unicode (UTF-8), so it was read as Windows-1252. Look at letters such as ä or é.',
    );
    problems.push({ row: header.row, message });
  }
  return { uri, headerRow: header.row, columns, records, problems };
}

/** The columns that nobody knows and in which something is written. */
export function unknownColumns({ columns, records }: Pick<CsvFile, 'columns' | 'records'>): Column[] {
  return columns.filter(
    ({ use, header, index }) =>
      use === undefined &&
      normalizeHeader(header) !== '' &&
      records.some(({ cells }) => (cells[index] ?? '').trim() !== ''),
  );
}

function twice(columns: readonly Column[]): string[] {
  const keys = columns.map(({ header }) => normalizeHeader(header));
  return columns
    .filter(({ use }, at) => use !== 'ignore' && keys[at] !== '' && keys.indexOf(keys[at] ?? '') < at)
    .map(({ header }) => header);
}

function fail(message: string, row = 1): { failed: RowProblem } {
  return { failed: { row, message } };
}
