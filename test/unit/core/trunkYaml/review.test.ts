import assert from 'node:assert/strict';
import { plainPasswords } from '../../../../src/core/trunkYaml/plainPasswords.ts';
import { readTrunkFile } from '../../../../src/core/trunkYaml/readTrunkFile.ts';
import { reviewTrunkFile } from '../../../../src/core/trunkYaml/review.ts';
import { peers } from './marked.ts';

const known = { pbxNames: ['hq', 'branch-1'], groups: new Map(), secrets: ['kept'], env: ['SET'] };
const account = (password: string, name = 'a') =>
  `trunkname: ${name}\ntrunktype: account\nusername: u\nauthname: u\npassword: ${password}\n`;
const review = (text: string) => reviewTrunkFile(readTrunkFile(text), known);
const found = (text: string) =>
  review(text).problems.map(
    ({ severity, code, start }) => `${severity} ${code} ${start.line}:${start.character}`,
  );

describe('What the editor shows of a trunk file', () => {
  it('a secret without a value is asked for, and said at its first place', () => {
    assert.deepEqual(found(account('${secret:kept}')), []);
    assert.deepEqual(found(account('${secret:new}')), ['information secret 4:10']);
    assert.deepEqual(found(`${account('${secret:new}')}---\n${account('x${secret:new}', 'b')}`), [
      'information secret 4:10',
    ]);
  });

  it('an environment variable that is not set is a warning', () => {
    assert.deepEqual(found(account('${env:SET}')), []);
    assert.deepEqual(found(account('${env:UNSET}')), ['warning env 4:10']);
    assert.deepEqual(found(account('$${env:UNSET}')), ['warning plain-password 4:10']);
  });

  it('a PBX that is not configured is an error, with the name that may be meant', () => {
    const [problem] = review(`pbx: [hq, branch1]\n${peers('a')}`).problems;
    assert.equal(problem?.code, 'unknown-pbx');
    assert.deepEqual(problem.fix, { kind: 'replace', text: 'branch-1' });
    assert.deepEqual(found(`pbx: branch-1\n${peers('a')}`), []);
  });

  it('offers what would put a key or a missing field right', () => {
    const fixes = (text: string) => review(text).problems.map(({ fix }) => fix);
    assert.deepEqual(fixes('trunkname: a\ntrunktype: peer\nhost: h\nprot: 1\n'), [
      {
        kind: 'insert',
        field: 'port',
        place: { start: { line: 0, character: 0 }, end: { line: 3, character: 7 } },
      },
      { kind: 'replace', text: 'port' },
    ]);
    assert.deepEqual(fixes('trunkname: a\ntrunktype: peer\nhost: h\nport: 0\n'), [undefined]);
    // What an alias repeats is written elsewhere.
    assert.ok(fixes('x-a: &a {trunkname: a}\ntrunks: [*a]\n').every((fix) => fix === undefined));
  });

  it('tells the documents apart as the reader counts them', () => {
    const text = `# a comment\n---\n${peers('a', 'b')}---\n---\n# nothing\n---\ntrunks:\n---\n${account('${secret:kept}')}`;
    assert.deepEqual(
      review(text).documents.map(({ range, trunks }) => [range.start.line, trunks]),
      [
        [2, 2],
        [text.slice(0, text.indexOf('trunks:\n---')).split('\n').length - 1, 0],
        [text.slice(0, text.lastIndexOf('---')).split('\n').length, 1],
      ],
    );
  });

  it('shows at most 500 problems, the worst of them, and says how many more there are', () => {
    const text = `trunks:\n${Array.from({ length: 1500 }, (_, i) => `- {trunkname: "t${i} ", trunktype: peer, host: h, port: ${i < 300 ? '0' : '1'}}\n`).join('')}`;
    const { problems } = review(text);
    assert.equal(problems.length, 500);
    assert.equal(problems.filter(({ severity }) => severity === 'error').length, 300);
    assert.match(problems.at(-1)?.message ?? '', /^1301 more/);
  });

  it('shows what is worse before secrets that are only asked for, however many', () => {
    const names = Array.from({ length: 1500 }, (_, i) => `\${secret:s${i}}`);
    const trunks = [...names, '${env:UNSET}'].map(
      (password, i) =>
        `- {trunkname: t${i}, trunktype: account, username: u, authname: u, password: "${password}"}\n`,
    );
    const { problems } = review(`trunks:\n${trunks.join('')}`);
    assert.equal(problems.length, 500);
    assert.deepEqual(
      problems.slice(0, 2).map(({ code, start }) => [code, start.line]),
      [
        ['env', 1501],
        ['secret', 1],
      ],
    );
    assert.match(problems.at(-1)?.message ?? '', /^1002 more/);
  });

  it('never repeats a password', () => {
    const planted = 'Rqzswb55"\\<';
    const text = JSON.stringify({ trunkname: 'a', trunktype: 'account', username: 'u', password: planted });
    assert.ok(!JSON.stringify(review(text)).includes('Rqzswb55'));
  });
});

describe('The plain passwords of a trunk file', () => {
  it('are found with their places, values and trunks', () => {
    const text = `${account('"a\\"b"')}---\n${account('${secret:x}', 'b')}---\n${account('$${c', 'c')}---\n${account('', 'd')}`;
    assert.deepEqual(
      plainPasswords(text).map(({ range, trunkname, value }) => [range.start.line, trunkname, value]),
      [
        [4, 'a', 'a"b'],
        [16, 'c', '${c'],
      ],
    );
  });

  it('are found once where aliases repeat them, at the place where they are written', () => {
    const text =
      'x-p: &p {trunktype: account, username: u, authname: u, password: s3cret}\ntrunks:\n- {trunkname: a, <<: *p}\n- {trunkname: b, <<: *p}\n';
    assert.deepEqual(plainPasswords(text), [
      {
        range: { start: { line: 0, character: 65 }, end: { line: 0, character: 71 } },
        trunkname: 'a',
        value: 's3cret',
      },
    ]);
  });
});
