import * as l10n from '@vscode/l10n';
import { fieldOfHeader } from './columns.ts';
import { splitCsv, type CsvRecord } from './splitCsv.ts';

/** A CSV file as read; records without any text are left out. */
export interface CsvTable {
  header: CsvRecord;
  records: CsvRecord[];
}

/** As many as a trunk YAML may hold. */
const maxRecords = 25_000;

/** No export has nearly as many. */
const maxColumns = 1000;

/**
 * Reads a CSV file with commas, semicolons or tabs, also with Excel's `sep=;` in its first line, in time in proportion to its size.
 * @returns the header and the records, or why it cannot be read. No words repeat what a cell holds.
 */
export function readCsv(written: string): CsvTable | { row: number; problem: string } {
  const text = written.replace(/\r\n?/g, '\n');
  const [, said] = /^"?sep=([^"])"?(?:\n|$)/i.exec(text) ?? [];
  // Only the words go, not their line: the numbers of the lines stay.
  const body = said === undefined ? text : text.replace(/^[^\n]*/, '');
  const delimiter = said ?? likeliestDelimiter(body.trimStart());
  const records: CsvRecord[] = [];
  const all = splitCsv(body, delimiter);
  for (let next = all.next(); ; next = all.next()) {
    if (next.done) {
      if (next.value !== undefined) return { row: next.value, problem: brokenWords() };
      break;
    }
    const record = next.value;
    if (record.cells.every((cell) => cell.trim() === '')) continue;
    // One of them is the header.
    if (records.length > maxRecords) {
      const problem = l10n.t('From here on there are more than {0} trunks. Split the file.', maxRecords);
      return { row: record.row, problem };
    }
    if (records.length === 0 && record.cells.length > maxColumns) {
      const problem = l10n.t(
        'There are more than {0} columns. Take out those that are no settings.',
        maxColumns,
      );
      return { row: record.row, problem };
    }
    records.push(record);
  }
  const [header, ...others] = records;
  return header ? { header, records: others } : { row: 1, problem: l10n.t('The file is empty.') };
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
  const { done, value } = splitCsv(text, delimiter).next();
  return done ? [] : value.cells;
}

function brokenWords(): string {
  return l10n.t(
    'A quotation mark is opened here and never closed, so the file cannot be read. Close it, or double it where it is part of a value.',
  );
}
