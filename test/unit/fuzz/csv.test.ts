import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mapColumns } from '../../../src/core/trunkImport/columns.ts';
import { readCsv } from '../../../src/core/trunkImport/csvRecords.ts';
import { decodeCsv } from '../../../src/core/trunkImport/decodeCsv.ts';
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

describe('CSV files', () => {
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
