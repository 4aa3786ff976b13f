import assert from 'node:assert/strict';
import { readTrunkFile } from '../../../../src/core/trunkYaml/readTrunkFile.ts';
import { peers } from './marked.ts';

function codes(text: string): string[] {
  return [...new Set(readTrunkFile(text).problems.map(({ code }) => code))];
}

function count(length: number, make: (index: number) => string): string {
  return Array.from({ length }, (_, index) => make(index)).join('');
}

describe('A file made to hang its reader', function () {
  // Reading does not pause, so a reader that hangs is ended with the whole run; how long it takes is not tested here.
  this.timeout(0);

  const cases: [title: string, text: () => string, code: string][] = [
    ['of 20 MB', () => '# so much to say\n'.repeat(1_250_000), 'too-large'],
    ['of 20 MB in one line', () => `trunkname: ${'a'.repeat(20_000_000)}`, 'too-large'],
    ['with 30,000 trunks', () => `trunks:\n${count(30_000, (i) => `- trunkname: t${i}\n`)}`, 'too-large'],
    [
      'with 1,000 nested aliases',
      () => `x-0: &a0 x\n${count(1000, (i) => `x-${i + 1}: &a${i + 1} [*a${i}]\n`)}`,
      'too-many-aliases',
    ],
    [
      'with 1,000 nested merge keys',
      () => `x-0: &a0 {host: x}\n${count(1000, (i) => `x-${i + 1}: &a${i + 1} {<<: *a${i}}\n`)}`,
      'too-many-aliases',
    ],
    [
      'with a billion laughs',
      () => `x-0: &a0 [x]\n${count(30, (i) => `x-${i + 1}: &a${i + 1} [${count(10, () => `*a${i},`)}]\n`)}`,
      'too-many-aliases',
    ],
    ['with more words than anybody writes', () => '- a\n'.repeat(1_000_000), 'too-large'],
    ['with many aliases', () => `x-a: &a b\ntrunks:\n${'- *a\n'.repeat(300_000)}`, 'too-large'],
    [
      'that merges much',
      () =>
        `x-a: &a\n${count(2000, (i) => `  k${i}: v\n`)}trunks:\n${count(2000, (i) => `- {trunkname: t${i}, <<: *a}\n`)}`,
      'too-many-aliases',
    ],
    ['with brackets in brackets', () => '['.repeat(100_000), 'too-deep'],
    [
      'with brackets that stand too far left',
      () => `trunks: [\n${count(10_000, (i) => `{trunkname: t${i}, trunktype: peer},\n`)}]\n`,
      'syntax',
    ],
    ['with maps in maps', () => '{a: '.repeat(20_000), 'too-deep'],
    ['with lists in lists', () => `${'- '.repeat(100)}a`, 'too-deep'],
    ['with dashes behind dashes', () => '- '.repeat(10_000), 'too-deep'],
    ['with questions', () => '? '.repeat(10_000), 'too-deep'],
    ['with 50,000 keys', () => count(50_000, (i) => `k${i}: 1\n`), 'unknown-key'],
    ['with anchors upon anchors', () => `trunkname: ${'&a '.repeat(50_000)}`, 'syntax'],
    ['with nothing but quotes', () => `trunkname: "${'a\n'.repeat(100_000)}`, 'syntax'],
    ['with closing brackets', () => `trunkname: a\n${']'.repeat(20_000)}`, 'syntax'],
    ['with many documents', () => '---\na: b\n'.repeat(20_000), 'unknown-key'],
    [
      'that repeats a long PBX list',
      () => {
        const list = `pbx: [${count(5000, (i) => `p${i}, `)}z]\n`;
        const trunks = peers(...Array.from({ length: 1000 }, (_, i) => `t${i}`));
        return `${list}${trunks}---\n${list.replace('z]', 'y]')}${trunks}`;
      },
      'duplicate-trunk',
    ],
  ];
  for (const [title, text, code] of cases) {
    it(`${title} is refused`, () => {
      const found = codes(text());
      assert.ok(found.includes(code), found.join());
    });
  }
});

describe('A file that is only large', function () {
  this.timeout(0);

  const registers = (length: number) =>
    `pbx: [hq, branch-1]\ntrunks:\n${count(length, (i) => `  - trunkname: itsp-${i}\n    trunktype: register\n    host: 192.0.2.${i % 250}\n    port: 5060\n    username: 0${i}\n    authname: 0${i}\n    password: \${secret:itsp-${i}}\n`)}`;

  it('of 25,000 trunks is read, and the last one checked like the first', () => {
    const { documents, problems } = readTrunkFile(`${registers(25_000)}    prot: 1\n`);
    assert.equal(documents[0]?.trunks.length, 25_000);
    const [problem, ...others] = problems;
    assert.deepEqual(problem?.start, { line: 175_002, character: 4 });
    assert.equal(others.length, 0);
  });

  it('may merge the same defaults into every trunk', () => {
    const text = `x-d: &d {trunktype: peer, host: h, port: 5060}\ntrunks:\n${count(10_000, (i) => `- {trunkname: t${i}, <<: *d}\n`)}`;
    assert.deepEqual(codes(text), []);
  });
});
