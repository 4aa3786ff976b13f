import assert from 'node:assert/strict';
import { readCsv, type CsvTable } from '../../../../src/core/trunkImport/csvRecords.ts';
import { decodeCsv } from '../../../../src/core/trunkImport/decodeCsv.ts';

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
