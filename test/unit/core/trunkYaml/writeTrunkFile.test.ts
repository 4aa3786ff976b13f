import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { parseTemplate } from '../../../../src/core/template.ts';
import { trunkFields, type TrunkField } from '../../../../src/core/trunk.ts';
import { readTrunkFile } from '../../../../src/core/trunkYaml/readTrunkFile.ts';
import { resolveTrunk } from '../../../../src/core/trunkYaml/resolveTrunk.ts';
import { writeTrunkFile } from '../../../../src/core/trunkYaml/writeTrunkFile.ts';
import { SeededRandom } from './seededRandom.ts';

/** Writes a value and reads it back, as this product does. */
function throughFile(value: string): string | undefined {
  const written = writeTrunkFile([{ trunks: [{ username: value }] }]);
  const raw = readTrunkFile(written).documents[0]?.trunks[0]?.values.username;
  const template = parseTemplate(raw ?? '');
  assert.ok('parts' in template, written);
  assert.ok(
    template.parts.every(({ kind }) => kind === 'text'),
    written,
  );
  return template.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
}

/** How a value stands in the file. */
function writtenAs(value: string): string {
  const written = writeTrunkFile([{ trunks: [{ username: value }] }]);
  return written.replace(/^trunks:\n {2}- username: /, '').replace(/\n$/, '');
}

describe('Writing a trunk YAML', () => {
  it('as the contract has it', () => {
    const trunk = {
      password: { template: '${secret:itsp-0123}' },
      authname: '6100',
      id: '7',
      trunkname: 'to-108-16-test',
      fromuser: undefined,
      trunktype: 'register',
      port: '5060',
      username: '6100',
      host: '172.16.108.16',
    };
    assert.equal(
      writeTrunkFile([{ pbx: ['hq', 'branch-1'], trunks: [trunk] }]),
      `pbx: [hq, branch-1]
trunks:
  - trunkname: to-108-16-test
    trunktype: register
    host: 172.16.108.16
    port: 5060
    username: 6100
    authname: 6100
    password: \${secret:itsp-0123}
`,
    );
  });

  it('with several documents and odd PBX names', () => {
    const names = ['hq', 'a, b', '[x]', '0123', 'Büro: 2. Stock', 'yes', ' '];
    const text = writeTrunkFile([
      { pbx: names, trunks: [{ trunkname: 'a' }, {}] },
      { pbx: 'Büro: 2. Stock', trunks: [] },
      { pbx: [], trunks: [{ trunkname: 'b', port: '' }] },
      { trunks: [{ trunkname: 'c' }] },
    ]);
    assert.deepEqual(
      readTrunkFile(text).documents.map(({ pbxNames, trunks }) => [
        pbxNames?.map(({ name }) => name),
        trunks.map(({ values }) => values),
      ]),
      [
        [names.slice(0, -1), [{ trunkname: 'a' }, {}]],
        [['Büro: 2. Stock'], []],
        [undefined, [{ trunkname: 'b', port: '' }]],
        [undefined, [{ trunkname: 'c' }]],
      ],
    );
  });

  for (const [value, written] of [
    ['itsp-1', 'itsp-1'],
    ['5060', '5060'],
    ['sip.example.com', 'sip.example.com'],
    ['Büro 2 (Nord)', 'Büro 2 (Nord)'],
    ["it's", "it's"],
    ['a:b#c', 'a:b#c'],
    ['0123', '"0123"'],
    ['yes', '"yes"'],
    ['null', '"null"'],
    ['1.10', '"1.10"'],
    ['2026-01-01', '"2026-01-01"'],
    ['', '""'],
    [' a', '" a"'],
    ['a ', '"a "'],
    ['a: b', '"a: b"'],
    ['a #b', '"a #b"'],
    ['${secret:x}', '$${secret:x}'],
    ['@1"x\\', '"@1\\"x\\\\"'],
    ['a\u00a0b', '"a\\u00a0b"'],
  ] as const) {
    it(`${JSON.stringify(value)} stands there as ${written}`, () => {
      assert.equal(writtenAs(value), written);
    });
  }

  const awkward = [
    ...[
      'true',
      'NO',
      'off',
      '~',
      'Null',
      '.inf',
      '.nan',
      '1e5',
      '0x1f',
      '0o17',
      '0b1',
      '1_000',
      '+1',
      '-1',
      '1.',
      '.5',
      '1:30',
      '1:30:45.5',
      '123456789012345678901',
      '2026-1-1 10:00',
      '<<',
      '=',
    ],
    ...[
      '- a',
      '-',
      '?',
      '? a',
      ':',
      ': a',
      'a:',
      '#',
      '!a',
      '&a',
      '*a',
      '|',
      '>',
      '%a',
      '`a',
      '@a',
      '"',
      "'",
      "''",
      '[',
      '{',
      ']',
      '}',
      ',',
      '---',
      '...',
      '--- a',
      '... a',
    ],
    ...[
      '\t',
      'a\tb',
      'a\nb',
      '\r\n',
      'a\n',
      '\0',
      '\x7f',
      '\x85',
      '\u2028',
      '\uFEFF',
      '\uFEFFa',
      '\ud800',
      '😀',
      '干线',
      'é',
      '\\',
      '\\n',
      '$$',
      '${',
      '$${',
      '$${env:X}',
      '$&',
      'y',
      'n',
      'E5',
      'a  b',
      '    ',
    ],
  ];
  for (const value of awkward) {
    it(`${JSON.stringify(value)} comes back`, () => {
      assert.equal(throughFile(value), value);
    });
    it(`${JSON.stringify(value)} is the same text to other YAML tools`, () => {
      for (const version of ['1.1', '1.2'] as const) {
        const read: unknown = parse(`a: ${writtenAs(value)}\n`, { version, logLevel: 'error' });
        assert.equal(
          (read as { a: unknown }).a,
          value.replaceAll('${', () => '$${'),
        );
      }
    });
  }

  it('anything comes back, in any number of trunks and documents', () => {
    const random = new SeededRandom(42);
    const letters: [string, ...string[]] = [
      '${',
      ...['$${', ': ', ' #', '${env:X}', 'null', '012'],
      ...Array.from('aB0 1-_:#,.[]{}&*!|>\'"%@`~$\\/=?<()^;üß干😀\t\n\r\x00\x85\u2028\u00a0'),
    ];
    const word = () => random.several(12, () => random.pick(letters)).join('');
    for (let run = 0; run < 1000; run += 1) {
      const documents = random.several(3, () => ({
        ...(random.below(2) === 0
          ? {}
          : { pbx: [...new Set(['x', ...random.several(3, word)])].filter((name) => name.trim() !== '') }),
        trunks: [0, ...random.several(3, () => 0)].map(() =>
          Object.fromEntries(trunkFields.filter(() => random.below(2) === 0).map((field) => [field, word()])),
        ),
      }));
      const text = writeTrunkFile(documents);
      const file = readTrunkFile(text);
      assert.ok(
        file.problems.every(({ code }) => code !== 'syntax' && code !== 'wrong-shape'),
        text,
      );
      const read = file.documents.map(({ pbxNames, trunks }) => ({
        ...(pbxNames && { pbx: pbxNames.map(({ name }) => name) }),
        trunks: trunks.map(({ values }) =>
          Object.fromEntries(Object.entries(values).map(([field, raw]) => [field, unescape(raw)])),
        ),
      }));
      assert.deepEqual(read, documents, text);
    }
    function unescape(raw: string): string {
      const template = parseTemplate(raw);
      return 'parts' in template
        ? template.parts.map((part) => (part.kind === 'text' ? part.text : '?')).join('')
        : '?';
    }
  });

  it('and what comes back is what is sent', async () => {
    const trunk: Record<string, string> & Partial<Record<TrunkField, string>> = {
      trunkname: 'a ${b}',
      trunktype: 'account',
      username: '0123',
      authname: 'yes',
      password: 'x: "y" #$${env:Z}',
    };
    const [entry] = readTrunkFile(writeTrunkFile([{ trunks: [trunk] }])).documents[0]?.trunks ?? [];
    assert.ok(entry);
    const nothing = { secret: () => Promise.resolve(undefined), env: () => undefined };
    assert.deepEqual(await resolveTrunk(entry, nothing), { trunk });
  });
});
