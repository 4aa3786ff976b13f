import assert from 'node:assert/strict';
import { readTrunkFile } from '../../../../src/core/trunkYaml/readTrunkFile.ts';
import { peer, peers, problemsOf, valuesOf } from './marked.ts';

describe('YAML that is broken', () => {
  const cases: [title: string, text: string, line: number, words: RegExp][] = [
    ['a tab for indentation', 'trunks:\n\t- trunkname: a\n', 1, /tabs/],
    ['a tab further down', `${peers('a')}\t- trunkname: b\n`, 5, /tabs/],
    ['no space after the colon', 'trunkname: a\nhost:b\n', 1, /colon/],
    ['no closing quote', 'trunkname: "a\nhost: b\n', 2, /closing quote/],
    ['no closing bracket', 'pbx: [a, b\ntrunks: []\n', 1, /bracket/],
    ['two colons', 'trunkname: a: b\n', 0, /quotes/],
    ['wrong indentation', 'trunks:\n  - trunkname: a\n   host: b\n', 2, /./],
    ['an unknown escape', 'trunkname: "a\\qb"\n', 0, /backslash/i],
    ['a value that begins with @', 'trunkname: @a\n', 0, /quotes/],
    ['a value that begins with *', 'trunkname: *\n', 0, /alias/],
    ['two anchors', 'trunkname: &a &b c\n', 0, /anchor/i],
    ['a tag', 'trunkname: !mine c\n', 0, /tag/],
    ['a tag on a password', 'password: !secret c\n', 0, /tag/],
    ['a directive', '%oops\n---\ntrunkname: c\n', 0, /%/],
    ['only a directive', '%oops\n', 0, /./],
    ['a stray bracket', 'trunkname: a\n]\n', 1, /./],
  ];
  for (const [title, text, line, words] of cases) {
    it(`${title} is an error in its place`, () => {
      const { problems } = readTrunkFile(text);
      const [problem] = problems;
      assert.equal(problem?.severity, 'error');
      assert.equal(problem.code, 'syntax');
      assert.equal(problem.start.line, line);
      assert.match(problem.message, words);
      assert.ok(
        problems.every(({ code }) => code === 'syntax'),
        'the rest is not worth mentioning',
      );
    });
  }

  it('still shows the trunks that can be read, for whoever wants to show them', () => {
    assert.deepEqual(valuesOf('trunks:\n  - trunkname: a\n    host: "b\n'), [
      [{ trunkname: 'a', host: 'b' }],
    ]);
  });

  it('in one document leaves the others checked', () => {
    const text = `${peer('a').replace('5060', '0')}---\ntrunkname: "b\n`;
    assert.deepEqual(
      readTrunkFile(text).problems.map(({ code }) => code),
      ['field', 'syntax'],
    );
  });

  it('makes no more than 20 errors of one text', () => {
    assert.equal(readTrunkFile(`trunkname: "${'\\q'.repeat(500)}"\n`).problems.length, 20);
  });

  for (const text of [
    'trunks:\n  - password:hunter2\n    host: x\n',
    'trunkname: a\npassword: hunter2: hunter2\n',
    '{trunkname: a, password: Rq,hunter2}\n',
    'trunkname: a\npassword: "\\hunter2"\n',
    'trunkname: a\npassword: @hunter2\n',
    'trunkname: a\npassword: *hunter2\n',
    'trunkname: a\npassword: &hunter2\n',
    'trunkname: a\npassword: !hunter2\n',
    'trunkname: a\npassword: %hunter2\n%hunter2\n',
    'trunkname: a\npassword: [hunter2\n',
    'trunkname: a\npassword: >hunter2\n',
    'trunkname: a\npassword: "x" hunter2\n',
    'trunkname: a\npassword: ${hunter2}\n',
    'trunkname: a\ntrunktype: hunter2\nport: hunter2\nhost: hunter2 x\n',
    'trunkname: a\nhunter2\n',
    'hunter2\n',
    'trunkname: a\npassword\n: hunter2\n',
    'trunkname: a\n? hunter2\n',
  ]) {
    it(`never repeats what may be a password: ${JSON.stringify(text)}`, () => {
      const { problems } = readTrunkFile(text);
      assert.notEqual(problems.length, 0);
      assert.doesNotMatch(problems.map(({ message }) => message).join('\n'), /hunter/);
    });
  }
});

describe('Line ends and marks', () => {
  const text = `pbx: hq\ntrunks:\n  - trunkname: a\n    trunktype: peer\n    host: h\n    port: 0\n  - b\n`;
  const problems = problemsOf(text);
  for (const [title, changed] of [
    ['CRLF', text.replaceAll('\n', '\r\n')],
    ['CR alone', text.replaceAll('\n', '\r')],
    ['a byte order mark', `\uFEFF${text}`],
    ['both', `\uFEFF${text.replaceAll('\n', '\r\n')}`],
    ['a mixture', text.replace('\n', '\r\n')],
  ] as const) {
    it(`${title} change nothing`, () => {
      assert.equal(problems.length, 2);
      assert.deepEqual(problemsOf(changed), problems);
      assert.deepEqual(valuesOf(changed), valuesOf(text));
      assert.deepEqual(readTrunkFile(changed).documents, readTrunkFile(text).documents);
    });
  }
  it('a byte order mark before a later document is no part of it', () => {
    assert.deepEqual(valuesOf(`trunkname: a\n...\n\uFEFF---\ntrunkname: b\n`), [
      [{ trunkname: 'a' }],
      [{ trunkname: 'b' }],
    ]);
  });
});
