import assert from 'node:assert/strict';
import { trunkWarnings } from '../../../src/core/trunkWarnings.ts';

const register = {
  trunkname: 'to-108-16-test',
  trunktype: 'register',
  host: '172.16.108.16',
  port: '5060',
  username: '6100',
  authname: '6100',
  password: 'Rqzswb55',
};

describe('Warnings about a trunk', () => {
  const cases: [title: string, values: Parameters<typeof trunkWarnings>[0], fields: string[]][] = [
    ['nothing strange', register, []],
    ['nothing at all', {}, []],
    ['a name with #', { trunkname: 'a#b' }, ['trunkname']],
    ['a name with a space at its end', { trunkname: 'a ' }, ['trunkname']],
    ['a name of 63 characters', { trunkname: 'x'.repeat(63) }, []],
    ['a name of 64 characters', { trunkname: 'x'.repeat(64) }, ['trunkname']],
    ['a password with &', { password: 'a&b' }, ['password']],
    ['a password with a space', { password: 'a b' }, ['password']],
    ['a password with @', { password: '@123456wW' }, []],
    ['a user name with a quote', { username: "o'neill", authname: '"' }, ['username', 'authname']],
    ['a very long host', { host: 'x'.repeat(256), domain: 'x'.repeat(255) }, ['host']],
    ['a very long domain', { host: 'x'.repeat(255), domain: 'x'.repeat(256) }, ['domain']],
    [
      'blanks that are taken away',
      { host: ' h ', port: ' 1 ', username: ' u', authname: 'u\t', fromuser: ' ' },
      [],
    ],
    ['a password that ends in a blank', { password: 'Secret ' }, ['password']],
    [
      'words for nothing',
      { domain: 'NULL', fromuser: '~', username: '.nan' },
      ['domain', 'username', 'fromuser'],
    ],
    ['words that only look like that', { trunkname: 'nonesuch', username: 'nullo', password: 'Nil1' }, []],
  ];
  for (const [title, values, fields] of cases) {
    it(title, () => {
      assert.deepEqual(
        trunkWarnings(values).map(({ field }) => field),
        fields,
      );
    });
  }
  it('never repeat a password', () => {
    for (const password of [
      'hunter2;',
      'hunter2 ',
      'hunter2\u200b',
      'null',
      '#HUNTER!',
      '1,23457E+15',
      '123.0',
    ]) {
      const words = trunkWarnings({ password }).map(({ message }) => message);
      assert.equal(words.length, 1);
      assert.ok(!words.join().includes(password.trim().replace('\u200b', '')), password);
    }
  });
  it('take a word for nothing as meant where it stands in quotes, but for a host', () => {
    const quoted = trunkWarnings(
      { trunkname: 'None', host: 'null', username: 'nan', password: 'nil' },
      () => true,
    );
    assert.deepEqual(
      quoted.map(({ field }) => field),
      ['host'],
    );
  });

  for (const leaving of [
    ...['1,23457E+15', '4.93E+12', '4.93012e+11', '1E+15', '-1.2E-05', '4.930555E9', '493055510012345000'],
    ...[
      '4930555100.0',
      '0301,00',
      '5060.0',
      '########',
      '##',
      '#NAME?',
      '#N/A',
      '#N/D',
      '#NV',
      '#WERT!',
      '#REF!',
    ],
    ...[
      '#DIV/0!',
      '#VALUE!',
      '#BEZUG!',
      '#ZAHL!',
      '#NUM!',
      '#NULL!',
      '#SPILL!',
      '#CALC!',
      '#¡VALOR!',
      '#¿NOMBRE?',
    ],
    ...['#ЗНАЧ!', '#Н/Д', '#ÚTKÖZÉS!', '#名前?', '#GETTING_DATA', 'Err:502', 'Fehler:522'],
  ]) {
    it(`say of ${leaving} in any field that a spreadsheet has left it`, () => {
      for (const field of [
        'username',
        'authname',
        'fromuser',
        'password',
        'host',
        'domain',
        'port',
      ] as const) {
        const [warning, ...others] = trunkWarnings({ [field]: leaving });
        assert.deepEqual([warning?.field, warning?.kind], [field, 'leaving']);
        assert.match(warning?.message ?? '', /spreadsheet/);
        assert.deepEqual(others, []);
      }
    });
  }
  for (const value of [
    '0301',
    '4930555100',
    '+49 30',
    '1e5',
    '5.3',
    '#1',
    '#Sommer!',
    'E+15',
    '123456789012345678',
    'a.0',
    '0x1E+2',
  ]) {
    it(`say nothing like that of ${value}`, () => {
      assert.ok(trunkWarnings({ fromuser: value, password: value }).every(({ kind }) => kind !== 'leaving'));
    });
  }
});
