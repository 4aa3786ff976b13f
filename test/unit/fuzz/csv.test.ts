import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { mapColumns } from '../../../src/core/trunkImport/columns.ts';
import { readCsv } from '../../../src/core/trunkImport/csvRecords.ts';
import { decodeCsv } from '../../../src/core/trunkImport/decodeCsv.ts';
import { splitCsv, type CsvRecord } from '../../../src/core/trunkImport/splitCsv.ts';
import { importRows } from '../../../src/core/trunkImport/importRows.ts';
import { checkTrunk } from '../../../src/core/trunk.ts';
import { damaged, itHolds, textOf } from '../../support/fuzz.ts';

const header = 'trunkname,trunktype,host,port,username,password\n';
const pieces = [
  ',',
  ';',
  '\t',
  '"',
  '""',
  '\n',
  '\r\n',
  'sep=;\n',
  'Trunk Name',
  'password',
  'a',
  'register',
  'peer',
  '5060',
  "'0123",
  '1.5E+10',
  '=1+1',
  ' ',
];

/** Every row is a trunk that may be sent, or says why it is none. */
function assertTold(text: string): void {
  const table = readCsv(text);
  if ('problem' in table) {
    assert.ok(table.problem !== '' && table.row >= 1 && table.row <= text.split(/\r\n|\r|\n/).length);
    return;
  }
  for (const { trunk, problems, row } of importRows(table.records, mapColumns(table.header.cells))) {
    assert.ok(row > table.header.row);
    if (trunk) assert.ok('trunk' in checkTrunk(trunk));
    else assert.ok(problems.length > 0);
  }
}

/** What csv-parse makes of a text: it reads the same, but not in time in proportion to the size. */
function asCsvParse(text: string, delimiter: string): CsvRecord[] | 'open' {
  const options = { record_delimiter: '\n', relax_column_count: true, relax_quotes: true, delimiter };
  try {
    const parsed = parse(text, { ...options, info: true }) as unknown as {
      record: string[];
      info: { lines: number };
    }[];
    return parsed.map(({ record }, index) => ({
      row: (parsed[index - 1]?.info.lines ?? 0) + 1,
      cells: record,
    }));
  } catch {
    return 'open';
  }
}

function asSplit(text: string, delimiter: string): CsvRecord[] | 'open' {
  const records: CsvRecord[] = [];
  const all = splitCsv(text, delimiter);
  for (let next = all.next(); ; next = all.next()) {
    if (next.done) return next.value === undefined ? records : 'open';
    records.push(next.value);
  }
}

describe('CSV files', () => {
  itHolds(
    'are split as csv-parse splits them',
    fc.tuple(
      textOf('"', '""', '"a"', '"a"b', ',', ';', '\t', '\n', ' ', '\0', '\u00fc'),
      fc.constantFrom(',', ';', '\t'),
    ),
    ([text, delimiter]) => {
      const written = text.replace(/\r\n?/g, '\n');
      assert.deepEqual(asSplit(written, delimiter), asCsvParse(written, delimiter));
    },
  );

  itHolds(
    'imports a row or says why not',
    textOf(...pieces).map((text) => header + text),
    assertTold,
  );
  itHolds(
    'imports a row of a damaged file or says why not',
    damaged(fc.constant(`${header}a,register,h,5060,u,p\n"b, c",peer,h,5060,,\n`)),
    assertTold,
  );

  itHolds('makes a text of all bytes', fc.uint8Array({ maxLength: 64 }), (bytes) => {
    const { text, guessed } = decodeCsv(bytes);
    if (!guessed) assert.doesNotMatch(text, /\p{Surrogate}/u);
  });

  const cell = fc.string({ unit: 'grapheme', maxLength: 10 }).filter((text) => !/[\r\n]/.test(text));
  itHolds('reads back each cell', fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
    const written = rows.map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(','));
    const table = readCsv(`trunkname,password\n${written.join('\n')}\n`);
    const filled = rows.filter((cells) => cells.some((text) => text.trim() !== ''));
    assert.deepEqual('problem' in table ? table : table.records.map(({ cells }) => cells), filled);
  });
});
