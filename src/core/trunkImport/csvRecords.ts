import * as l10n from '@vscode/l10n';
import { CsvError, parse, type Options } from 'csv-parse/sync';
import { fieldOfHeader } from './columns.ts';

/** One record of a CSV file. */
export interface CsvRecord {
  /** The line of the file on which it begins, counted from 1. */
  row: number;
  cells: string[];
}

/** A CSV file as read; records without any text are left out. */
export interface CsvTable {
  header: CsvRecord;
  records: CsvRecord[];
}

/** As many as a trunk YAML may hold. */
const maxRecords = 25_000;

const options: Options = { record_delimiter: '\n', relax_column_count: true, relax_quotes: true };

/**
 * Reads a CSV file with commas, semicolons or tabs, also with Excel's `sep=;` in its first line.
 * @returns the header and the records, or why it cannot be read. No words repeat what a cell holds.
 */
export function readCsv(written: string): CsvTable | { row: number; problem: string } {
  const text = written.replace(/\r\n?/g, '\n');
  const [, said] = /^"?sep=(.)"?(?:\n|$)/i.exec(text) ?? [];
  // Only the words go, not their line: the numbers of the lines stay.
  const body = said === undefined ? text : text.replace(/^[^\n]*/, '');
  const delimiter = said ?? likeliestDelimiter(body.trimStart());
  let all: CsvRecord[];
  try {
    all = recordsOf(body, delimiter);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { row: openQuote(body, delimiter), problem: brokenWords() };
  }
  const [header, ...records] = all.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (!header) return { row: 1, problem: l10n.t('The file is empty.') };
  const extra = records[maxRecords];
  if (extra) {
    const problem = l10n.t('From here on there are more than {0} trunks. Split the file.', maxRecords);
    return { row: extra.row, problem };
  }
  return { header, records };
}

function recordsOf(text: string, delimiter: string): CsvRecord[] {
  const parsed = parse(text, { ...options, delimiter, info: true }) as unknown as {
    record: string[];
    info: { lines: number };
  }[];
  let end = 0;
  return parsed.map(({ record, info }) => {
    const row = end + 1;
    end = info.lines;
    return { row, cells: record };
  });
}

/** The one with which most names of columns are known ones; a header may have commas inside a name. */
function likeliestDelimiter(text: string): string {
  const scored = [',', ';', '\t'].map((delimiter) => {
    const names = firstRecord(text, delimiter);
    const known = names.filter((name) => fieldOfHeader(name) !== undefined).length;
    return { delimiter, known, count: names.length };
  });
  scored.sort((a, b) => b.known - a.known || b.count - a.count);
  return scored[0]?.delimiter ?? ',';
}

function firstRecord(text: string, delimiter: string): string[] {
  try {
    return parse(text, { ...options, delimiter, to: 1 })[0] ?? [];
  } catch {
    return [];
  }
}

/** The line of the record that a quotation mark keeps open to the end of the file: the one behind the last that is whole. */
function openQuote(text: string, delimiter: string): number {
  let lines = 0;
  try {
    parse(text, {
      ...options,
      delimiter,
      on_record: (record: string[], context) => {
        lines = context.lines;
        return record;
      },
    });
  } catch {
    // It is known to be broken; what counts is how far it is whole.
  }
  return lines + 1;
}

function brokenWords(): string {
  return l10n.t(
    'A quotation mark is opened here and never closed, so the file cannot be read. Close it, or double it where it is part of a value.',
  );
}
