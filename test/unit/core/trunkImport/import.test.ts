import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readTrunkFile } from '../../../../src/core/trunkYaml/readTrunkFile.ts';
import { writeTrunkFile } from '../../../../src/core/trunkYaml/writeTrunkFile.ts';
import { mapColumns, type ColumnUse } from '../../../../src/core/trunkImport/columns.ts';
import { readCsv, type CsvTable } from '../../../../src/core/trunkImport/csvRecords.ts';
import { decodeCsv } from '../../../../src/core/trunkImport/decodeCsv.ts';
import { importRows, isTrunkRow, type ImportedRow } from '../../../../src/core/trunkImport/importRows.ts';
import { TrunksInFile, unequalFields } from '../../../../src/core/trunkImport/inFile.ts';
import { writtenDocuments } from '../../../../src/core/trunkImport/writtenDocuments.ts';

const fixture = (name: string) => readFileSync(`test/fixtures/import/${name}.csv`);

function tableOf(csv: string | Uint8Array): CsvTable {
  const bytes = typeof csv === 'string' ? new TextEncoder().encode(csv) : csv;
  const table = readCsv(decodeCsv(bytes).text);
  if ('problem' in table) throw new Error(`${table.row.toString()}: ${table.problem}`);
  return table;
}

function rowsOf(csv: string | Uint8Array, remembered: Record<string, ColumnUse> = {}): ImportedRow[] {
  const table = tableOf(csv);
  return importRows(table.records, mapColumns(table.header.cells, remembered));
}

/** The only row of a CSV with the API's own names. */
function only(header: string, row: string): ImportedRow {
  const [first, second] = rowsOf(`${header}\n${row}\n`);
  assert.ok(first && !second);
  return first;
}

describe('Importing a CSV', () => {
  it('reads the template of Yeastar S', () => {
    const rows = rowsOf(fixture('yeastar'));
    assert.deepEqual(rows[0]?.trunk, {
      trunkname: 'ITSP-Berlin',
      trunktype: 'register',
      host: 'sip.itsp.example.net',
      port: '5060',
      domain: 'itsp.example.net',
      username: '0049301234',
      authname: '0049301234',
      fromuser: '+49301234',
      password: 'pl4nted-Csv-Berlin',
    });
    assert.deepEqual(rows[1]?.trunk, {
      trunkname: 'ITSP-Paris',
      trunktype: 'register',
      host: 'sip2.itsp.example.net',
      port: '5061',
      domain: 'sip2.itsp.example.net',
      username: '0033',
      authname: '0033',
      password: 'pl4nted,Csv "Paris"',
    });
    assert.equal(rows.length, 3);
    assert.deepEqual([rows[2]?.row, rows[2]?.trunk], [4, undefined]);
    assert.match(rows[2]?.problems.join() ?? '', /^password is missing/);
  });

  it('reads an export of FreePBX, and skips what is off or of another kind', () => {
    const rows = rowsOf(fixture('freepbx'));
    assert.deepEqual(
      rows.map(({ trunk }) => trunk),
      [
        {
          trunkname: 'voip-provider',
          trunktype: 'register',
          host: 'sip.provider.example.com',
          port: '5060',
          domain: 'provider.example.com',
          username: '07001',
          authname: 'auth-07001',
          fromuser: '07001',
          password: 'pl4nted-Csv-Provider',
        },
        { trunkname: 'to-warehouse', trunktype: 'peer', host: '192.0.2.10', port: '5080' },
        {
          trunkname: 'branch-in',
          trunktype: 'account',
          username: 'branch-in',
          authname: 'branch-in',
          password: 'pl4nted-Csv-Branch',
        },
        undefined,
        undefined,
      ],
    );
    assert.match(rows[0]?.notes.join() ?? '', /5060 stands in/);
    assert.match(rows[3]?.problems.join() ?? '', /switched off/);
    assert.match(rows[4]?.problems.join() ?? '', /another kind \(DAHDI\)/);
  });

  it('reads what Excel writes with semicolons, numbered by the lines of the file', () => {
    const rows = rowsOf(fixture('excel'), { kennung: 'authname', kunde: 'ignore' });
    assert.deepEqual(
      rows.map(({ row, trunkname, pbx, trunk }) => [row, trunkname, pbx.join('+'), trunk !== undefined]),
      [
        [3, 'münchen', 'hq', true],
        [4, 'peer-1', 'hq', true],
        [6, 'münchen', 'hq', false],
        [7, 'münchen', 'hq+branch', false],
        [9, 'phones', 'branch', true],
        [10, 'bad', 'hq', false],
        [11, 'long', 'hq', false],
      ],
    );
    const [munich, , same, , phones, bad, long] = rows;
    assert.ok(munich?.trunk?.trunktype === 'register');
    assert.deepEqual([munich.trunk.username, munich.trunk.authname], ['0123', '0123-auth']);
    assert.ok(phones?.trunk?.trunktype === 'account');
    assert.deepEqual([phones.trunk.username, phones.trunk.password], ['0600', '=SUM(A1:A9)']);
    assert.match(same?.problems.join() ?? '', /^Row 3 has a trunk of the same name/);
    assert.match(bad?.problems.join() ?? '', /^port must be/);
    assert.match(long?.problems.join() ?? '', /more cells than the header/);
  });

  it('tells the type by the columns where none says it', () => {
    const header = 'trunkname,host,port,username,password';
    const types = ['a,h,5060,u,p', 'a,h,5060,,', 'a,,,u,p'].map((row) => only(header, row).trunk?.trunktype);
    assert.deepEqual(types, ['register', 'peer', 'account']);
  });

  it('knows the words of the exports for the types, and says what it does not know without repeating it', () => {
    const typed = (word: string) => only('trunkname,type,host,username,password', `a,${word},h,u,p`);
    const words = ['VoIP Register Trunk', 'send', 'Peer-to-Peer', 'did_based', 'receive', 'ACCOUNT', 'SIP'];
    assert.deepEqual(
      words.map((word) => typed(word).trunk?.trunktype),
      ['register', 'register', 'peer', 'peer', 'account', 'account', 'register'],
    );
    for (const word of ['IAX2', 'FXO', 'gsm']) assert.match(typed(word).problems.join(), /another kind/);
    const strange = typed('pl4nted-Strange').problems.join();
    assert.match(strange, /trunktype must be one of/);
    assert.doesNotMatch(strange, /pl4nted/);
  });

  it('leaves out what a type has no place for, and says so', () => {
    const peer = only('trunkname,trunktype,host,username,password', 'a,peer,h,u,pl4nted');
    assert.deepEqual(peer.trunk, { trunkname: 'a', trunktype: 'peer', host: 'h', port: '5060' });
    assert.match(peer.notes.join(' '), /no username, password/);
    assert.doesNotMatch(JSON.stringify(peer), /pl4nted/);
  });

  it('takes a row for every PBX that it names once, with spaces, blanks and any of the usual marks between them', () => {
    const { pbx, trunk } = only('trunkname,host,port,pbx', 'p,h,5060," hq | branch;hq, , lab "');
    assert.deepEqual(pbx, ['hq', 'branch', 'lab']);
    assert.equal(trunk?.trunktype, 'peer');
  });

  it('skips what is switched off, in every word for it', () => {
    for (const [column, off, on] of [
      [
        'enabled',
        ['0', 'No', 'off', ' FALSE ', 'disabled', 'Disable'],
        ['1', 'yes', 'on', 'true', 'enabled'],
      ],
      ['disabled', ['1', 'Yes', 'on', ' TRUE ', 'disabled'], ['0', 'no', 'off', 'false']],
    ] as const) {
      const read = (word: string) => only(`trunkname,host,port,${column}`, `p,h,5060,${word}`);
      for (const word of off) assert.match(read(word).problems.join(), /switched off/, `${column} ${word}`);
      for (const word of on) assert.ok(read(word).trunk, `${column} ${word}`);
    }
  });

  it('says what it assumed of a row, and what some PBXes refuse', () => {
    const short = only('trunkname,host,port,username,password', 'p,h,5060');
    assert.ok(short.trunk);
    assert.match(short.notes.join(' '), /shorter than the header/);
    assert.match(only('trunkname,host,port', 'p#1,h,5060').notes.join(' '), /refuse the character #/);
    // Blank cells behind the header's last are no values.
    assert.ok(only('trunkname,host,port', 'p,h,5060,, ').trunk);
    assert.match(only('trunkname,host,password', 'p,h,x').problems.join(), /^username is missing/);
  });

  it('takes the port from the host only where there is none, and gives an account none', () => {
    const both = only('trunkname,trunktype,host,port', 'p,peer,h:5080,5060');
    assert.equal(both.trunk, undefined);
    assert.match(both.problems.join(), /^host must not have a port/);
    const account = only('trunkname,trunktype,host,username,password', 'a,account,h,u,p');
    assert.doesNotMatch(account.notes.join(' '), /5060|port/);
    assert.match(account.notes.join(' '), /no host/);
    // Only FreePBX, which tells the technology, names such a trunk by itself.
    assert.match(only('trunkname,trunktype,password', 'a,account,p').problems.join(), /username is missing/);
  });

  it('finds the same name on the same PBX also where other PBXes stand before it', () => {
    const header = 'trunkname,host,port,pbx';
    const rows = rowsOf(
      `${header}\np,h,5060,hq\np,h,5060,"branch,hq"\np,h,5060,branch\nq,h,5060,\nq,h,5060,\n`,
    );
    assert.deepEqual(
      rows.map(({ trunk }) => trunk !== undefined),
      [true, false, true, true, false],
    );
  });

  it('writes one document for the same PBXes in whatever order, and one name as a text', () => {
    const rows = rowsOf(
      'trunkname,host,port,pbx\na,h,5060,"hq,branch"\nb,h,5060,"branch,hq"\nc,h,5060,hq\n',
    ).filter(isTrunkRow);
    assert.deepEqual(
      writtenDocuments(rows, () => undefined).map(({ pbx, trunks }) => [pbx, trunks.length]),
      [
        [['hq', 'branch'], 2],
        ['hq', 1],
      ],
    );
  });

  it('knows which of its trunks a file has, for all of its PBXes or some', () => {
    const file = readTrunkFile(
      'pbx: [hq, branch]\ntrunks:\n  - {trunkname: a, trunktype: peer, host: h, port: 1}\n---\ntrunkname: b\ntrunktype: peer\nhost: h\nport: 1\n',
    );
    const inFile = new TrunksInFile(file);
    assert.equal(inFile.hasAll(['hq', 'branch'], 'a'), true);
    assert.equal(inFile.hasAll(['hq', 'lab'], 'a'), false);
    assert.equal(inFile.hasAll([], 'b'), true);
    assert.equal(inFile.hasAll(['hq'], 'b'), false);
    assert.equal(inFile.find(['hq', 'branch'], 'a').length, 1);
    const trunk = { trunkname: 'a', trunktype: 'peer', host: 'h', port: '1' } as const;
    assert.deepEqual(unequalFields(trunk, { ...trunk, port: '2', domain: 'd' }), ['port', 'domain']);
    assert.deepEqual(unequalFields(trunk, { ...trunk }), []);
  });

  it('knows a trunk that a PBX gets through its group', () => {
    const groups = new Map([['@north', ['hq', 'branch']]]);
    const file = readTrunkFile(
      'pbx: "@north"\ntrunks:\n  - {trunkname: a, trunktype: peer, host: h, port: 1}\n',
      groups,
    );
    const inFile = new TrunksInFile(file, groups);
    assert.equal(inFile.hasAll(['hq'], 'a'), true);
    assert.equal(inFile.hasAll(['@north'], 'a'), true);
    assert.equal(inFile.hasAll(['lab', '@north'], 'a'), false);
    const { header, records } = tableOf('trunkname,host,pbx\na,h,@north\na,h,branch\nb,h,branch\n');
    assert.deepEqual(
      importRows(records, mapColumns(header.cells), groups).map(
        ({ trunk, problems }) => trunk?.trunkname ?? problems,
      ),
      ['a', ['Row 2 has a trunk of the same name. Give each a name of its own.'], 'b'],
    );
  });

  it('takes every value as it is written', () => {
    const header = 'trunkname\ttrunktype\thost\tport\tusername\tauthname\tfromuser\tpassword';
    const read = only(header, `-1+2\tregister\t sip.example.net \t5060\t00123\t'0123\t+49 30\t'1 x `);
    assert.deepEqual(read.trunk, {
      trunkname: '-1+2',
      trunktype: 'register',
      host: 'sip.example.net',
      port: '5060',
      username: '00123',
      authname: '0123',
      fromuser: '+49 30',
      password: "'1 x ",
    });
  });

  it('takes away blanks around every value but the name and the password', () => {
    const read = only('trunkname,host,port,username,fromuser,password', 'a, h , 5060 , u , f ,p ');
    assert.deepEqual(read.trunk, {
      ...{ trunkname: 'a', trunktype: 'register', host: 'h', port: '5060' },
      ...{ username: 'u', authname: 'u', fromuser: 'f', password: 'p ' },
    });
    assert.match(read.notes.join(' '), /password begins or ends with a space/);
  });

  it('points out what a spreadsheet has left, in every column', () => {
    const header = 'trunkname;trunktype;host;port;domain;username;authname;fromuser;password';
    const values = ['a', 'register', 'h', '5060', 'd', 'u', 'u', 'f', 'p'];
    for (const [at, field] of header.split(';').entries()) {
      if (field === 'trunktype') continue;
      for (const leaving of ['1,23457E+15', '#NAME?', '#WERT!', '########']) {
        const read = only(header, values.with(at, leaving).join(';'));
        const words = [...read.problems, ...read.notes].join(' ');
        assert.match(words, field === 'port' ? /^port must be/ : new RegExp(`${field} looks like`), field);
        // A port must be a number, and a name with a comma would be several.
        const isRefused = field === 'port' || (field === 'trunkname' && leaving.includes(','));
        assert.equal(read.trunk === undefined, isRefused);
        if (field === 'password') assert.ok(!words.includes(leaving));
      }
    }
    assert.match(only('trunkname,host,pbx', 'a,h,#REF!').notes.join(' '), /pbx looks like/);
    assert.match(only('trunkname,host', 'a,#N/A').problems.join(' '), /host looks like/);
  });

  it('reads a port to which a spreadsheet has added decimals, and says so', () => {
    const read = only('trunkname,host,port', 'a,h,5060.0');
    assert.deepEqual(read.trunk, { trunkname: 'a', trunktype: 'peer', host: 'h', port: '5060' });
    assert.match(read.notes.join(' '), /decimals to the port/);
  });

  it('points out characters that do not show, by their code points, in every column', () => {
    const header = 'trunkname,host,port,username,authname,fromuser,password';
    const values = ['a', 'h', '5060', 'u', 'u', 'f', 'p'];
    for (const [at, field] of header.split(',').entries()) {
      for (const [character, point] of [
        ['\u200b', 'U+200B'],
        ['\u00a0', 'U+00A0'],
        ['\ufe0d', 'U+FE0D'],
      ] as const) {
        const read = only(header, values.with(at, `${values[at] ?? ''}${character}`).join(','));
        assert.ok(read.trunk, field);
        assert.match(
          read.notes.join(' '),
          new RegExp(`${field} has characters .*${point.replace('+', '\\+')}`),
        );
      }
    }
  });

  it('points out words for nothing', () => {
    const { notes } = only('trunkname,host,domain,username,fromuser,password', 'a,h,NULL,u,nan,None');
    for (const field of ['domain', 'fromuser', 'password']) {
      assert.ok(
        notes.some((note) => note.startsWith(`${field} is sent as the very word`)),
        field,
      );
    }
  });

  it('says what else is wrong with a row whose type nobody knows', () => {
    const { problems } = only('trunkname,trunktype,host,username,password', 'a,friend,h;lr,u,p');
    assert.deepEqual(
      problems.map((words) => words.split(' ')[0]),
      ['trunktype', 'host'],
    );
  });

  it('reads a port that stands behind the host', () => {
    const { trunk } = only('trunkname,host', 'a,sip.example.net:5070');
    assert.deepEqual(trunk, { trunkname: 'a', trunktype: 'peer', host: 'sip.example.net', port: '5070' });
  });

  it('never names a trunk what would delete others', () => {
    for (const name of ['all', ' ALL ', '"a,b"', '""']) {
      assert.equal(only('trunkname,host', `${name},h`).trunk, undefined);
    }
  });

  it('finds a name twice also where the PBX of one row was asked for', () => {
    const { header, records } = tableOf('trunkname,host,pbx\na,h,hq\na,h,\n');
    const trunks = (pbxes: string[]) =>
      importRows(records, mapColumns(header.cells), new Map(), pbxes).map(({ trunk }) => trunk !== undefined);
    assert.deepEqual(trunks(['hq']), [true, false]);
    assert.deepEqual(trunks(['branch']), [true, true]);
    assert.deepEqual(trunks([]), [true, true]);
  });

  it('writes one document for each set of PBXes, and of passwords only the names of their secrets', () => {
    const rows = rowsOf(fixture('excel'), { kennung: 'authname', kunde: 'ignore' }).filter(isTrunkRow);
    const names = new Map(rows.map((row, at) => [row, `secret-${at.toString()}`]));
    const text = writeTrunkFile(
      writtenDocuments(rows, (row) => ('password' in row.trunk ? names.get(row) : undefined)),
    );
    assert.doesNotMatch(text, /pl4nted|SUM/);
    const file = readTrunkFile(text);
    assert.deepEqual(file.problems, []);
    assert.deepEqual(
      file.documents.map(({ pbxNames, trunks }) => [
        pbxNames?.map(({ name }) => name),
        trunks.map(({ trunkname, secrets }) => [trunkname, ...secrets]),
      ]),
      [
        [['hq'], [['münchen', 'secret-0'], ['peer-1']]],
        [['branch'], [['phones', 'secret-2']]],
      ],
    );
  });
});
