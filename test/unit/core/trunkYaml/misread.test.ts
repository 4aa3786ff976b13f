import assert from 'node:assert/strict';
import { readTrunkFile } from '../../../../src/core/trunkYaml/readTrunkFile.ts';
import { fixed } from './fixed.ts';
import { problemsOf, valuesOf } from './marked.ts';

const account = (password: string) =>
  `trunks:\n  - trunkname: a\n    trunktype: account\n    password: ${password}\n    username: "0301"\n    authname: "0301"\n  - trunkname: b\n    trunktype: peer\n    host: h\n    port: 5060\n`;

const problemsAtPassword = (text: string) =>
  readTrunkFile(text).problems.filter(({ start }) => start.line === 3);

describe('A value that YAML reads as something else', () => {
  for (const value of [
    ...['!4wO8Ixy', '!two words', '!', '!a,b', '*Kx9Pq2z', '*Kx9*', '* Kx9', '&Kx9Pq2z', '&', '#Kx9Pq2z'],
    ...[
      '%Kx9',
      '@Kx9',
      '`Kx9',
      ',Kx9',
      '|Kx9',
      '>Kx9',
      '[Kx9',
      '[Kx9]',
      '[Kx9]z',
      '{Kx9',
      '{Kx9}',
      ']Kx9',
      '}Kx9',
    ],
    ...['- Kx9', '? Kx9', ': Kx9', 'Kx: 9', 'Kx9:', '"Kx9"z', '"Kx9"#z', "'Kx9'z", "@it's"],
  ]) {
    it(`${value} is an error in its line, and nowhere else; the fix puts it in quotes as it is written`, () => {
      const text = account(value);
      const { problems } = readTrunkFile(text);
      assert.deepEqual(
        problems.map(({ severity, start }) => [severity, start.line]),
        [['error', 3]],
      );
      assert.match(problems[0]?.message ?? '', /quotes/);
      assert.doesNotMatch(JSON.stringify(problems), /Kx|4wO8/);
      const quoted = fixed(text);
      assert.equal(quoted, account(`'${value.replaceAll("'", "''")}'`));
      assert.equal(valuesOf(quoted)[0]?.[0]?.['password'], value);
      assert.deepEqual(
        readTrunkFile(quoted).problems.map(({ code }) => code),
        ['plain-password'],
      );
    });
  }

  for (const [value, read] of [
    ['&Kx9 rest', 'rest'],
    ['Kx9 #rest', 'Kx9'],
  ] as const) {
    it(`${value} of which only a part is read is a warning`, () => {
      const text = account(value);
      assert.equal(valuesOf(text)[0]?.[0]?.['password'], read);
      const found = problemsAtPassword(text).find(({ code }) => code === 'field-advice');
      assert.equal(found?.severity, 'warning');
      assert.match(found.message, /quotes/);
      assert.doesNotMatch(found.message, /Kx9|rest/);
      assert.equal(fixed(text), account(`'${value}'`));
    });
  }

  for (const value of [
    '${secret:a} #mine',
    'Kx9 # a comment',
    '"Kx9" #comment',
    'a#b',
    '-Kx9',
    '?Kx9',
    ':Kx9',
    'a&b*c!d',
  ]) {
    it(`${value} is not one`, () => {
      assert.deepEqual(
        problemsAtPassword(account(value)).filter(({ code }) => code !== 'plain-password'),
        [],
      );
    });
  }

  it('is corrected in brackets, and in the name of a PBX', () => {
    assert.equal(
      fixed('- {trunkname: a, password: @Kx9, host: h}\n'),
      "- {trunkname: a, password: '@Kx9', host: h}\n",
    );
    assert.equal(fixed('pbx: @branches\ntrunks: []\n'), "pbx: '@branches'\ntrunks: []\n");
    assert.equal(fixed('pbx: [hq, @branches]\ntrunks: []\n'), "pbx: [hq, '@branches']\ntrunks: []\n");
    assert.equal(fixed('pbx:\n  - @branches\ntrunks: []\n'), "pbx:\n  - '@branches'\ntrunks: []\n");
  });

  it('in one line does not hide the same in another', () => {
    const text = 'trunkname: a\ntrunktype: account\nusername: @1\nauthname: `2\npassword: %3\n';
    assert.deepEqual(problemsOf(text), [
      '2:10 error syntax «@1»',
      '3:10 error syntax «`2»',
      '4:10 error syntax «%3»',
    ]);
  });

  it('that an alias uses is meant', () => {
    assert.deepEqual(
      problemsOf(
        'trunkname: a\ntrunktype: account\nusername: &user 0301\nauthname: *user\npassword: ${secret:a}\n',
      ),
      [],
    );
  });
});

describe('Indentation with something else than spaces', () => {
  const plain =
    'pbx: hq\ntrunks:\n  - trunkname: a\n    trunktype: peer\n    host: 203.0.113.5\n    port: 5060\n';
  const indented = (space: string) => plain.replace(/^ +/gm, (found) => space.repeat(found.length));
  for (const [title, text, named] of [
    ['no-break spaces', indented('\u00a0'), 'U+00A0 no-break space'],
    [
      'no-break and common spaces in turn',
      plain.replace(/^ +/gm, (found) => '\u00a0 '.repeat(found.length / 2)),
      'U+00A0',
    ],
    ['narrow no-break spaces', indented('\u202f'), 'U+202F narrow no-break space'],
    [
      'one ideographic space for two',
      plain.replace(/^ +/gm, (found) => '\u3000'.repeat(found.length / 2)),
      'U+3000',
    ],
    ['tabs', plain.replace(/^ +/gm, (found) => '\t'.repeat(found.length / 2)), 'tabs'],
    ['a no-break space behind the dash', plain.replace('- ', '-\u00a0'), 'U+00A0'],
    ['a no-break space behind a colon', plain.replace('host: ', 'host:\u00a0'), 'U+00A0'],
    ['what has no width at all', plain.replace('    host', '    \u200bhost'), 'U+200B'],
  ] as const) {
    it(`${title}: one error that names it, and a fix for the whole file`, () => {
      for (const eol of ['\n', '\r\n']) {
        const { problems } = readTrunkFile(text.replaceAll('\n', eol));
        assert.equal(problems.length, 1);
        assert.equal(problems[0]?.severity, 'error');
        assert.ok(problems[0].message.includes(named), problems[0].message);
        assert.doesNotMatch(problems[0].message, /Did you mean/);
        assert.equal(fixed(text.replaceAll('\n', eol)), plain.replaceAll('\n', eol));
      }
    });
  }
  it('is not blamed for other mistakes', () => {
    const text = plain.replace('5060', '0').replace('203', '"203').replace('.5\n', '.5"\t# one\n');
    assert.deepEqual(problemsOf(`${text}\t\n\t# a comment\n`), ['5:10 error field «0»']);
  });
});
