import assert from 'node:assert/strict';
import { mapColumns } from '../../../../src/core/trunkImport/columns.ts';
import { readCsv, type CsvTable } from '../../../../src/core/trunkImport/csvRecords.ts';
import { decodeCsv } from '../../../../src/core/trunkImport/decodeCsv.ts';
import { importRows } from '../../../../src/core/trunkImport/importRows.ts';

const text = 'trunkname,host\n"büro, 1",h1\n';

function table(from: string | Uint8Array): CsvTable {
  const read = readCsv(typeof from === 'string' ? from : decodeCsv(from).text);
  assert.ok(!('problem' in read), JSON.stringify(read));
  return read;
}

describe('Reading a CSV file', () => {
  const expected = {
    header: { row: 1, cells: ['trunkname', 'host'] },
    records: [{ row: 2, cells: ['büro, 1', 'h1'] }],
  };

  for (const [name, bytes] of [
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['big-endian UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['Windows-1252', Buffer.from(text, 'latin1')],
    ['CRLF', Buffer.from(text.replaceAll('\n', '\r\n'))],
    ['CR', Buffer.from(text.replaceAll('\n', '\r'))],
  ] as const) {
    it(`reads ${name}`, () => {
      assert.deepEqual(table(bytes), expected);
    });
  }

  it('says when the letters are a guess', () => {
    assert.equal(decodeCsv(Buffer.from(text)).guessed, false);
    assert.equal(decodeCsv(Buffer.from(text, 'latin1')).guessed, true);
  });

  it('finds the delimiter, by the names that are known if there are several', () => {
    for (const delimiter of [',', ';', '\t']) {
      const { header } = table(`trunkname${delimiter}host${delimiter}"a,b;c\td"\n`);
      assert.deepEqual(header.cells, ['trunkname', 'host', 'a,b;c\td']);
    }
    const { header } = table('Trunk Name;Host;DTMF, Codec, Transport, Notes and more, much more\n');
    assert.equal(header.cells.length, 3);
    assert.deepEqual(table('sep=|\ntrunkname|host\n').header, { row: 2, cells: ['trunkname', 'host'] });
  });

  it('numbers records by the line on which they begin, blank lines and quoted breaks counted', () => {
    const { records } = table('\n\ntrunkname,host\n\n"a\nb",h\n,\nc,h\n\n\n');
    assert.deepEqual(
      records.map(({ row }) => row),
      [5, 8],
    );
  });

  it('says where a quotation mark is never closed, and repeats nothing of it', () => {
    const read = readCsv('trunkname,password\na,"b\nc"\nd,"pl4nted\ne,f\n');
    assert.ok('problem' in read);
    assert.equal(read.row, 4);
    assert.doesNotMatch(read.problem, /pl4nted/);
  });

  it('takes a quotation mark inside a value as it is', () => {
    assert.deepEqual(table('trunkname,host\n5" rack,h\n').records[0]?.cells, ['5" rack', 'h']);
  });

  it('refuses an empty file, and one with too many trunks', () => {
    assert.ok('problem' in readCsv(' \n\n'));
    const read = readCsv(`trunkname,host\n${'a,h\n'.repeat(25_001)}`);
    assert.ok('problem' in read);
    assert.equal(read.row, 25_002);
  });
});

/** What took the square of its size takes hours at these sizes; what is linear takes seconds, within the limit of any test. */
describe('the largest CSV files', () => {
  const header = 'trunkname,trunktype,host,port,username,password\n';
  const many = (text: string) => text.repeat(Math.floor(4_000_000 / text.length));
  /** What becomes of each row, without what it is called. */
  const told = (text: string) => {
    const table = readCsv(text);
    return 'problem' in table
      ? table
      : importRows(table.records, mapColumns(table.header.cells)).flatMap(({ problems }) => problems);
  };

  it('are read when they are made of quotation marks', () => {
    assert.deepEqual(told(header + many('"')), [
      'A value of this row has more than 10000 characters, which no PBX takes. Look for a quotation mark too many.',
    ]);
    assert.match(
      JSON.stringify(told(`${header}${many('"')}"`)),
      /^\{"row":2,"problem":"A quotation mark is opened here/,
    );
    const rows = told(`${header}${'x'.repeat(4_000_000)}\n${'"a"b\n'.repeat(24_000)}`);
    assert.ok(Array.isArray(rows) && rows.length >= 24_000);
    assert.match(JSON.stringify(told(`${header}x,${many('"a"b,')}`)), /more cells than the header/);
    assert.match(JSON.stringify(told(header + many('"a"b\n'))), /^\{"row":25002,"problem":"From here on/);
  });

  it('are read when they are made of anything else', () => {
    assert.deepEqual(told(many('\n')), { row: 1, problem: 'The file is empty.' });
    assert.deepEqual(told(header + many(',\n')), []);
    assert.match(JSON.stringify(told(many(','))), /"The file is empty\."/);
    assert.match(JSON.stringify(told(`${many('a,')}\n`)), /There are more than 1000 columns/);
    for (const long of ['x', '=""', "'", '1.', ' x', '9']) {
      for (const cells of [
        `${many(long)},peer,h`,
        `a,peer,${many(long)}`,
        `a,peer,h,5060,u,="${many(long)}"`,
      ]) {
        assert.match(
          JSON.stringify(told(`${header}${cells}\n`)),
          /more than 10000 characters/,
          cells.slice(0, 20),
        );
      }
    }
  });
});
