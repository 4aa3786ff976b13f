import assert from 'node:assert/strict';
import { parseSimpleYaml } from '../../../../src/core/trunkYaml/simpleYaml.ts';
import { parseYaml } from '../../../../src/core/trunkYaml/parseYaml.ts';
import type { FoundProblem } from '../../../../src/core/trunkYaml/problem.ts';
import type { YamlDocument } from '../../../../src/core/trunkYaml/yamlTree.ts';
import { peers } from './marked.ts';
import { SeededRandom } from './seededRandom.ts';
import { SomeYaml } from './someYaml.ts';

/** What a reader makes of a text, and what it complains about. */
interface Reading {
  documents: YamlDocument[];
  problems: FoundProblem[];
}

function fast(text: string): Reading | undefined {
  const problems: FoundProblem[] = [];
  const documents = parseSimpleYaml(text, (problem) => problems.push(problem));
  if (!documents) assert.deepEqual(problems, []);
  return documents && { documents, problems };
}

function general(text: string): Reading {
  const problems: FoundProblem[] = [];
  return { documents: parseYaml(text, (problem) => problems.push(problem)), problems };
}

/** Compares the readers on texts that `make` makes. @returns how many of them the fast one did not leave to the other. */
function compare(runs: number, make: () => string): number {
  let read = 0;
  for (let run = 0; run < runs; run += 1) {
    const text = make();
    const reading = fast(text);
    if (!reading) continue;
    read += reading.documents.length > 0 ? 1 : 0;
    assert.deepEqual(reading, general(text), JSON.stringify(text));
  }
  return read;
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

const slips = [
  ...[
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
  ],
  ...['*', '{', '}', '<<: ', '\t', '\r\n', '\n  ', '&a ', '*a', '\n---\n'],
] as [string, ...string[]];

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
  for (const [title, text] of [
    ['everyday trunks', `pbx: [hq, branch-1]   # two\n\n${peers('a', 'b')}`],
    [
      'several documents and line ends',
      `pbx:\n  - hq\n${peers('0123')}---\npbx: hq\r\ntrunkname: "a b"\r\nport: ''\r\nfromuser:\r\n`,
    ],
    ['a list at the margin', 'trunks:\n- trunkname: a\n  password: ${secret:x} # kept\n- trunkname: b\n'],
    ['a bare list', '- trunkname: a\n- &b\n  # named\n  trunkname: b\n'],
    [
      'anchors, aliases and merge keys',
      'x-a: &a\n  host: h\n  user: &u 0123\nx-b: &b { port: 5060, <<: *a }\ntrunks:\n  - <<: *a\n    username: *u\n  - <<: [*a, *b]\n  - *b\n',
    ],
    ['brackets', '- { "trunkname":"a", \'host\': h , list: [ a, [ b ], {} ], }\n'],
    ['a key that stands twice', 'trunkname: a\ntrunkname: b\n'],
    ['a merge key with a text', '- <<: a\n'],
  ] as const) {
    it(`is used for ${title}`, () => {
      assert.deepEqual(fast(text), general(text));
    });
  }

  for (const [title, text] of [
    [
      'a block of text',
      'trunks:\n  - trunkname: |\n      a\n\n      b\n    host: &h x\n  - trunkname: b\n    host: *h\n',
    ],
    ['brackets over several lines', 'x-a: &a {\n  host: h,\n  }\ntrunks: # c\n- <<: *a\n'],
    ['escapes', '- trunkname: "a\\tb"\n- trunkname: b\n'],
    ['a tab', 'trunks:\n  - trunkname: a\t# c\n  - trunkname: b\n---\npbx: a\tb\n'],
    [
      'an anchor that the item has used before',
      'x: &a 1\ntrunks:\n  - k: *a\n    l: &a 2\n    m: |\n      x\n  - k: *a\n',
    ],
    [
      'a key that is half written',
      'trunks:\n  - trunkname: a\n  - trunkname: b\n    hos\n  - trunkname: c\n',
    ],
    [
      'a mistake that makes others',
      '- trunkname: a\n- trunkname: b\n  trunkname: b\n  host: @h\n---\n- a\n- [a] x\n',
    ],
    ['a mistake in the last line', '- trunkname: a\n- trunkname: b\n  port: !!int 1\n  hos'],
  ] as const) {
    it(`is used around ${title}`, () => {
      assert.deepEqual(fast(text), general(text));
    });
  }

  for (const [title, text] of [
    ['a quote that ends in another trunk', '- trunkname: a\n- trunkname: "b\n- trunkname: c\n'],
    ['a bracket that ends in another trunk', '- trunkname: a\n- trunkname: [b\n- trunkname: c\n'],
    ['a mistake in the first item', '- trunkname: a\n  hos\n- trunkname: b\n'],
    ['a mistake in an entry', 'pbx: hq\nhos\ntrunkname: b\n'],
    ['many mistakes', '- trunkname: b\n  hos\n'.repeat(30)],
    ['an alias of nothing', 'trunkname: *a\n'],
    ['an explicit key', '? trunkname\n: a\n'],
    ['the end of a document', 'trunkname: |\n  a\n...\ntrunkname: b\n'],
    ['text behind a separator', 'trunkname: a\n--- b\n'],
    ['a tab behind a separator', '---\t\n- trunkname: a\n'],
    ['many nested blocks', Array.from({ length: 60 }, (_, depth) => `${' '.repeat(depth)}k:\n`).join('')],
  ] as const) {
    it(`leaves all to the general one for ${title}`, () => {
      assert.equal(fast(text), undefined);
    });
  }

  it('says the same as the general one, or leaves the text to it', () => {
    const random = new SeededRandom(20_260_101);
    const read = compare(20_000, () => someLines(random));
    assert.ok(read > 500, `only ${read} of the texts tested anything`);
  });

  for (const [strangeness, least] of [
    [1000, 2000],
    [20, 1000],
    [4, 300],
  ] as const) {
    it(`says the same of YAML of which one part in ${strangeness} is strange`, () => {
      const some = new SomeYaml(new SeededRandom(strangeness), strangeness);
      const read = compare(5000, () => some.file());
      assert.ok(read > least, `only ${read} of the texts tested anything`);
    });
  }

  it('says the same after any slip of the keyboard', () => {
    const random = new SeededRandom(7);
    const wholes = [
      `pbx: [hq, branch-1] # c\ntrunks:\n  - trunkname: a\n    host: 'h'\n    port: "1"\n    x:\n  - trunkname: b\n---\npbx:\n  - x\ntrunkname: c\n`,
      `x-a: &a { host: h, port: '1' }\nx-b:\n  c: &c\n    host: i\n# d\ntrunks:\n- &d\n  trunkname: a\n  <<: [*a, *c]\n- { trunkname: b, <<: *d }\n- trunkname: "e"\n  host: |-\n    f\n  port: &p 5060\n- *d\n`,
    ] as const;
    const read = compare(20_000, () => {
      const whole = random.pick(wholes);
      const at = random.below(whole.length);
      return whole.slice(0, at) + random.pick(slips) + whole.slice(at + random.below(4));
    });
    assert.ok(read > 2000, `only ${read} of the texts tested anything`);
  });
});
