import assert from 'node:assert/strict';
import { parseSimpleYaml } from '../../../../src/core/trunkFile/simpleYaml.ts';
import { parseYaml } from '../../../../src/core/trunkFile/parseYaml.ts';
import type { YamlDocument } from '../../../../src/core/trunkFile/yamlTree.ts';
import { peers } from './marked.ts';
import { SeededRandom } from './seededRandom.ts';

/** What the general reader makes of the text, or `undefined` when it complains. */
function general(text: string): YamlDocument[] | undefined {
  let complaints = 0;
  const documents = parseYaml(text, () => (complaints += 1));
  return complaints > 0 ? undefined : documents;
}

const values = [
  ...[
    'a',
    '0123',
    '192.0.2.1',
    '${secret:x}',
    '$${x}',
    'a b  c',
    'ü',
    'a#b',
    'a:b',
    '/x',
    "it's",
    'a"b',
    'x]',
    'y}',
    'p,q',
  ],
  ...[
    '',
    '',
    '# c',
    "''",
    '""',
    "'a # b'",
    '"a: b"',
    "'it''s'",
    '"\\n"',
    '[a, b-1]',
    '[ a ,b ]',
    '[a]',
    '[]',
    '[1]',
    '{}',
  ],
  ...[
    '~',
    '-',
    '- a',
    '-a',
    '*a',
    '&a b',
    '!t a',
    '|',
    '>-',
    '@a',
    '%a',
    '`a',
    'a: b',
    'a:',
    ':',
    ': a',
    '?',
    '? a',
    '...',
    '---',
    '<<',
    "'a",
    '"a',
  ],
] as [string, ...string[]];
const keys = [
  'trunkname',
  'host',
  'port',
  'pbx',
  'trunks',
  'x-y',
  'a_b',
  'host',
  '"q"',
  '<<',
  '0',
  'a b',
  '?',
] as [string, ...string[]];
const tails = ['', '', '', ' ', ' # c', '  #', '#', '\t', ' #\u00a0'] as [string, ...string[]];
const indents = ['', '', '  ', '    ', '  - ', '- ', '  -   ', '      ', ' '] as [string, ...string[]];

/** Lines that mostly look like a trunk file, and now and then like nothing at all. */
function someLines(random: SeededRandom): string {
  const line = (): string => {
    const value = () => random.pick(values) + random.pick(tails);
    switch (random.below(12)) {
      case 0:
        return random.pick(['', ' ', '# c', '   # c', '---', '--- # c', '...', '--- a', '%X', '\uFEFF']);
      case 1:
        return `${random.pick(indents)}${value()}`;
      case 2:
        return random.pick(['trunks:', 'pbx:', 'trunks: # c', 'trunks: ""']);
      case 3:
      case 4:
        return `  - ${random.pick(keys)}: ${value()}`;
      case 5:
      case 6:
        return `    ${random.pick(keys)}: ${value()}`;
      case 7:
        return `    k${random.below(1000)}: ${random.pick(values)}`;
      case 8:
        return `    k${random.below(1000)}: v${random.below(10)}`;
      case 9:
        return `k${random.below(1000)}:`;
      default:
        return `${random.pick(indents)}k${random.below(1000)}: v${random.below(10)}`;
    }
  };
  return random.several(7, line).join(random.pick(['\n', '\n', '\r\n'])) + random.pick(['\n', '', '\r\n']);
}

describe('The fast reader', () => {
  it('is used for the everyday shape', () => {
    for (const text of [
      `pbx: [hq, branch-1]   # two\n\n${peers('a', 'b')}`,
      `pbx:\n  - hq\n${peers('0123')}---\npbx: hq\r\ntrunkname: "a b"\r\nport: ''\r\nfromuser:\r\n`,
      'trunks:\n- trunkname: a\n  password: ${secret:x} # kept\n- trunkname: b\n',
    ]) {
      assert.notEqual(parseSimpleYaml(text), undefined);
      assert.deepEqual(parseSimpleYaml(text), general(text));
    }
  });

  it('says the same as the general one, or leaves the text to it', () => {
    const random = new SeededRandom(20_260_101);
    let read = 0;
    for (let run = 0; run < 20_000; run += 1) {
      const text = someLines(random);
      const documents = parseSimpleYaml(text);
      if (!documents) continue;
      read += documents.length > 0 ? 1 : 0;
      assert.deepEqual(documents, general(text), JSON.stringify(text));
    }
    assert.ok(read > 500, `only ${read} of the texts tested anything`);
  });

  it('says the same after any slip of the keyboard', () => {
    const random = new SeededRandom(7);
    const whole = `pbx: [hq, branch-1] # c\ntrunks:\n  - trunkname: a\n    host: 'h'\n    port: "1"\n    x:\n  - trunkname: b\n---\npbx:\n  - x\ntrunkname: c\n`;
    let read = 0;
    for (let run = 0; run < 10_000; run += 1) {
      const at = random.below(whole.length);
      const inserted = random.pick([
        '',
        '',
        ' ',
        '\n',
        ':',
        '-',
        '#',
        '"',
        "'",
        '[',
        ']',
        ',',
        '  ',
        '- ',
        ': ',
        ' #',
        'ü',
        '\\',
        '&',
        '?',
        '|',
      ]);
      const text = whole.slice(0, at) + inserted + whole.slice(at + random.below(4));
      const documents = parseSimpleYaml(text);
      if (!documents) continue;
      read += 1;
      assert.deepEqual(documents, general(text), JSON.stringify(text));
    }
    assert.ok(read > 500, `only ${read} of the texts tested anything`);
  });
});
