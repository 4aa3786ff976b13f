import * as l10n from '@vscode/l10n';
import { mapColumns, normalizeHeader, type Column, type ColumnUse } from '../../core/trunkImport/columns.ts';
import { readCsv } from '../../core/trunkImport/csvRecords.ts';
import type { CsvRecord } from '../../core/trunkImport/splitCsv.ts';
import { decodeCsv, type DecodedCsv } from '../../core/trunkImport/decodeCsv.ts';
import type { Problem } from '../../core/trunkYaml/problem.ts';
import { markedEncoding } from '../../core/unicode.ts';
import { fileNameOf } from '../files/checkedFile.ts';
import type { Fleet } from '../ports.ts';

/** In megabytes; a CSV of 25,000 trunks with FreePBX's 70 columns is smaller. */
const maxSize = 20;

/** Something to say about a row, numbered as the line of the file on which it begins; 1 also stands for the file. */
export interface RowProblem {
  row: number;
  message: string;
}

/** A CSV file with trunks in it. */
export interface CsvFile {
  uri: string;
  headerRow: number;
  columns: Column[];
  records: CsvRecord[];
  /** What is to be said about the file and its header, though it can be read. */
  problems: RowProblem[];
}

/** What was answered earlier about columns that no export is known to have, by normalized header. */
export type ColumnAnswers = Readonly<Record<string, ColumnUse>>;

/** Reads a CSV file and finds out what its columns are for, as far as headers and earlier answers tell. */
export async function readCsvFile(
  { fileSystem }: Pick<Fleet, 'fileSystem'>,
  uri: string,
  answers: ColumnAnswers,
): Promise<CsvFile | { failed: RowProblem }> {
  const bytes = await fileSystem.bytes(uri, maxSize * 1_000_000).catch(() => undefined);
  if (!bytes) return fail(l10n.t('{0} cannot be read. Is it still there?', fileNameOf(uri)));
  if (bytes === 'tooLarge') {
    return fail(l10n.t('{0} is larger than {1} MB. Split it.', fileNameOf(uri), maxSize));
  }
  const { text, guessed, problem: unfit } = await decode(fileSystem, uri, bytes);
  if (unfit) return fail(unfit.message);
  const table = readCsv(text);
  if ('problem' in table) return { failed: { row: table.row, message: table.problem } };
  const { header, records } = table;
  const columns = mapColumns(header.cells, answers);
  // A file without a header has values there, which nobody must be asked about and nothing may remember.
  if (!columns.some(({ use, remembered }) => use !== undefined && use !== 'ignore' && !remembered)) {
    return fail(
      l10n.t(
        'The first line names no column that is known. It must have the columns’ names, such as {0}.',
        'trunkname, trunktype, host, port, username, password',
      ),
      header.row,
    );
  }
  const problems: RowProblem[] = repeatedHeaders(columns).map((name) => ({
    row: header.row,
    message: l10n.t('Two columns have the name “{0}”. The first is read.', name),
  }));
  if (guessed) {
    const message = l10n.t(
      'The file is not in Unicode (UTF-8), so it was read as Windows-1252. Look at letters such as ä or é.',
    );
    problems.push({ row: header.row, message });
  }
  return { uri, headerRow: header.row, columns, records, problems };
}

/** The settings count only for what is not Unicode: a CSV file mostly comes from somewhere else. */
async function decode(
  fileSystem: Fleet['fileSystem'],
  uri: string,
  bytes: Uint8Array,
): Promise<(DecodedCsv & { problem?: undefined }) | (Partial<DecodedCsv> & { problem: Problem })> {
  const decoded = decodeCsv(bytes);
  if (!decoded.guessed) return decoded;
  const { text, problem } = await fileSystem.decode(uri, bytes);
  if (text !== undefined) return { text, guessed: false };
  return markedEncoding(bytes) ? { problem } : decoded;
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

function repeatedHeaders(columns: readonly Column[]): string[] {
  const keys = columns.map(({ header }) => normalizeHeader(header));
  return columns
    .filter(({ use }, index) => {
      const key = keys[index] ?? '';
      return use !== 'ignore' && key !== '' && keys.indexOf(key) < index;
    })
    .map(({ header }) => header);
}

function fail(message: string, row = 1): { failed: RowProblem } {
  return { failed: { row, message } };
}
