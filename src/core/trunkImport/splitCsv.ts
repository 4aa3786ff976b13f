/** One record of a CSV file. */
export interface CsvRecord {
  /** The line of the file on which it begins, counted from 1. */
  row: number;
  cells: string[];
}

/**
 * Splits a text with `\n` for line breaks into records, in time in proportion to its size. Between quotation marks everything is
 * part of a cell, and a doubled one stands for itself. Marks that do not enclose a whole cell are part of it.
 * @param delimiter one character, no quotation mark.
 * @returns at the end, the row of the record that a quotation mark keeps open to the end of the text, if there is one.
 */
export function* splitCsv(text: string, delimiter: string): Generator<CsvRecord, number | undefined> {
  const plain = new RegExp(`[^\\n\\u${delimiter.charCodeAt(0).toString(16).padStart(4, '0')}]*`, 'y');
  let line = 1;
  let record: CsvRecord = { row: 1, cells: [] };
  let cell = '';
  let wasQuoted = false;
  for (let at = 0; at < text.length;) {
    if (cell === '' && text.startsWith('"', at)) {
      const end = closingQuote(text, at);
      if (end === undefined) return record.row;
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      line += lineBreaks(cell);
      wasQuoted = true;
      at = end + 1;
      // A zero ends a text for many programs.
      if (![undefined, '\0', '\n', delimiter].includes(text[at])) cell = `"${cell}"`;
    }
    plain.lastIndex = at;
    plain.test(text);
    cell += text.slice(at, plain.lastIndex);
    at = plain.lastIndex;
    if (at === text.length) break;
    record.cells.push(cell);
    cell = '';
    wasQuoted = false;
    if (text[at] === '\n') {
      yield record;
      line += 1;
      record = { row: line, cells: [] };
    }
    at += 1;
  }
  if (wasQuoted || record.cells.length > 0 || cell !== '') {
    record.cells.push(cell);
    yield record;
  }
  return undefined;
}

/** The first quotation mark behind an opening one that is not doubled. */
function closingQuote(text: string, opening: number): number | undefined {
  let end = text.indexOf('"', opening + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  return end < 0 ? undefined : end;
}

function lineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
