import assert from 'node:assert/strict';
import { mayHaveName } from '../../../../src/core/trunkYaml/mayHaveName.ts';
import { namesInFile } from '../../../../src/core/trunkYaml/namesInFile.ts';
import type { Position, Range } from '../../../../src/core/trunkYaml/position.ts';
import { renamedName } from '../../../../src/core/trunkYaml/renamedName.ts';
import { peers } from './marked.ts';

/** A file with each name in `«»` and what stands for it in `‹›`, as the finder is to find them. */
function marked(text: string): string {
  const marks = namesInFile(text).flatMap(({ range, around }, index) => [
    { at: offsetOf(text, around.start), mark: '‹', order: index * 4 },
    { at: offsetOf(text, range.start), mark: '«', order: index * 4 + 1 },
    { at: offsetOf(text, range.end), mark: '»', order: index * 4 + 2 },
    { at: offsetOf(text, around.end), mark: '›', order: index * 4 + 3 },
  ]);
  return marks
    .sort((a, b) => b.order - a.order)
    .reduce((result, { at, mark }) => result.slice(0, at) + mark + result.slice(at), text);
}

const unmarked = (text: string) => text.replace(/[‹›«»]/g, '');

function offsetOf(text: string, { line, character }: Position): number {
  const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(({ index, 0: { length } }) => index + length)];
  return (starts[line] ?? 0) + character;
}

function assertMarked(text: string): void {
  assert.equal(marked(unmarked(text)), text);
}

/** A file with another name for a thing. */
function renamed(text: string, kind: 'secret' | 'pbx', name: string, next: string): string {
  const offset = ({ start, end }: Range) => [offsetOf(text, start), offsetOf(text, end)] as const;
  const edits = renamedName(text, { kind, name }, next);
  assert.ok(edits);
  return edits
    .map(({ range, text: words }) => ({ span: offset(range), words }))
    .sort((a, b) => b.span[0] - a.span[0])
    .reduce((result, { span, words }) => result.slice(0, span[0]) + words + result.slice(span[1]), text);
}

describe('The names in a trunk file', () => {
  for (const [title, text] of Object.entries({
    'a scalar': 'pbx: ‹«hq»›\ntrunkname: a\npassword: ‹${secret:«itsp»}›\n',
    'a list in brackets': 'pbx: [‹«hq»›, ‹"«branch 1»"›,\n  ‹\'«x»\'›]\ntrunks: []\n',
    'a list with dashes': "pbx:\n  - ‹«hq»› # main\n  - ‹'«it''s»'›\n  # - old\ntrunks: []\n",
    'comments, and what only looks like a name':
      '# pbx: hq ${secret:a}\npbx: ‹«hq»› # ${secret:b}\ntrunks:\n  - trunkname: $${secret:c} ${env:d} ${secret:}\n    # password: ${secret:e}\n    password: "‹${secret: «f» }›"\n    username: pbx\n',
    'several names in one value': 'trunkname: a\npassword: x‹${secret:«a»}›-‹${secret:«b c»}›\n',
    'quotes and escapes': "a: \"‹${secret:«\\u00e4»}›\"\nb: '‹${secret:«it''s»}›'\n",
    'flow maps': 'pbx: ‹«hq»›\ntrunks:\n  - {trunkname: a, password: "‹${secret:«a»}›"}\n',
    'a document in brackets': '{pbx: [‹«hq»›], trunks: [{password: "‹${secret:«a»}›"}]}\n',
    blocks:
      'pbx: >-\n  ‹«hq»›\ntrunkname: |- # ${secret:no}\n  ‹${secret:«a»}›\n  ‹${secret:«b»}›\npassword: a\n  ‹${secret:«c»}›\n',
    anchors:
      'x-all: &all\n  pbx: &hq ‹«hq»›\n  password: &p ‹${secret:«a»}›\n<<: *all\ntrunks:\n  - password: *p\n  - {<<: *all}\n',
    'anchors of PBXes': 'x-p: &p [&q ‹«hq»›, ‹«b»›]\npbx: *p\n---\nx: &x &y a\npbx: [&z ‹«c»›, *z]\n',
    'a PBX that is written itself beside a merge': 'x-all: &all {pbx: a}\n<<: *all\npbx: ‹«b»›\n',
    'several documents': 'pbx: ‹«hq»›\n---\npbx: [‹«hq»›, ‹«b»›]\n---\n- password: ‹${secret:«x»}›\n',
    'other line breaks': 'pbx:\r\n  - ‹«hq»›\r\n  - ‹«b»›\r\ntrunks:\r\n  - password: ‹${secret:«x»}›\r\n',
    'letters of two units': 'pbx: [‹«\u{1f4de}»›, ‹«b»›]\ntrunkname: \u{1f4de} ‹${secret:«\u{1f4de}x»}›\n',
    'the same key twice': 'password: ‹${secret:«a»}›\npassword: ‹${secret:«b»}›\n',
    'what is half written': 'pbx: [‹«hq»›, ‹«b»›\ntrunks:\n  - password: ‹${secret:«a»}›\n',
    'a file without any': peers('a', 'b'),
    'groups, and PBXes that are not named here': 'pbx: [‹"«@north»"›, ‹«a@b»›, ""]\ntrunks:\n  - pbx: c\n',
  })) {
    it(`are found in ${title}`, () => {
      assertMarked(text);
    });
  }

  it('are told with what they mean', () => {
    const names = namesInFile(
      'pbx: ["a\\tb", \'it\'\'s\']\npassword: "${secret:\\u00e4 \n   x}"\nauthname: ${secret:b\n  c}\n',
    );
    assert.deepEqual(
      names.map(({ kind, name }) => `${kind} ${name}`),
      ['pbx a\tb', "pbx it's", 'secret ä x', 'secret b c'],
    );
  });

  it('are none where a file is no YAML, too deep or too large', () => {
    assert.deepEqual(namesInFile(''), []);
    assert.deepEqual(namesInFile(`pbx: hq\nx: ${'['.repeat(20_000)}`).length < 2, true);
    assert.deepEqual(namesInFile(`pbx: hq\n#${' '.repeat(5_000_000)}`), []);
  });

  it('may be in a text that has them as they are, or in which they may be written otherwise', () => {
    const hq = { kind: 'pbx', name: 'hq' } as const;
    assert.equal(mayHaveName('pbx: hq', hq), true);
    assert.equal(mayHaveName('pbx: other', hq), false);
    assert.equal(mayHaveName('pbx: "\\u0068q"', hq), true);
    assert.equal(mayHaveName('pbx: other', { kind: 'pbx', name: 'two words' }), true);
  });
});

describe('Another name in a trunk file', () => {
  it('is written wherever the thing has its name, and nowhere else', () => {
    const text =
      '# hq ${secret:a}\r\npbx: [hq, "hq", \'hq\', hq-2]\r\ntrunkname: hq\r\npassword: "${secret:a}${secret:ab}${secret: a }"\r\n';
    assert.equal(
      renamed(text, 'pbx', 'hq', 'main'),
      text.replace('[hq, "hq", \'hq\'', '[main, "main", \'main\''),
    );
    assert.equal(
      renamed(text, 'secret', 'a', 'new'),
      text.replace('"${secret:a}', '"${secret:new}').replace('{secret: a }', '{secret: new }'),
    );
    assert.equal(renamed(text, 'secret', 'hq', 'x'), text);
    assert.equal(renamed(text, 'pbx', 'a', 'x'), text);
  });

  it('is not written into a file that is not read to its end', () => {
    const hq = { kind: 'pbx', name: 'hq' } as const;
    assert.equal(renamedName(`pbx: hq\n#${' '.repeat(5_000_000)}`, hq, 'x'), undefined);
  });

  it('keeps the quotes, and gets some where it needs them', () => {
    const text = 'pbx:\n  - hq\n  - "hq"\n  - \'hq\'\npassword: ${secret:a}\nhost: "${secret:a}"\n';
    assert.equal(
      renamed(text, 'pbx', 'hq', `it's: "x"`),
      `pbx:\n  - "it's: \\"x\\""\n  - "it's: \\"x\\""\n  - 'it''s: "x"'\npassword: \${secret:a}\nhost: "\${secret:a}"\n`,
    );
    assert.equal(
      renamed(text, 'secret', 'a', 'b: #"'),
      text
        .replace('password: ${secret:a}', 'password: "${secret:b: #\\"}"')
        .replace('"${secret:a}"', '"${secret:b: #\\"}"'),
    );
    assert.equal(renamed('pbx: [hq]\n', 'pbx', 'hq', 'a, b'), 'pbx: ["a, b"]\n');
    assert.equal(renamed('pbx: hq\n', 'pbx', 'hq', 'a, b'), 'pbx: a, b\n');
    assert.equal(renamed('pbx: hq\n', 'pbx', 'hq', 'no'), 'pbx: "no"\n');
    assert.equal(renamed('pbx: >-\n  hq\n', 'pbx', 'hq', 'a: b'), 'pbx: >-\n  a: b\n');
  });

  it('is read again as that very name', () => {
    for (const next of [
      'x',
      'a b',
      "it's",
      '"q"',
      'a: b',
      'a #b',
      '\u{1f4de}',
      '1e3',
      'null',
      '\\u0041',
      '- a',
    ])
      for (const text of [
        'pbx: hq\n',
        'pbx: [hq, b]\n',
        'pbx:\n  - "hq"\n  - \'b\'\n',
        "pbx: 'hq'\n",
        'x: &a hq\npbx: *a\n',
      ]) {
        const names = namesInFile(renamed(text, 'pbx', 'hq', next)).map(({ name }) => name);
        assert.ok(names.includes(next), `${text} ${next}: ${names.join()}`);
        const secret = text
          .replace('pbx', 'host')
          .replace('hq', '${secret:s}')
          .replace(/\[(.*?),/, '["$1",');
        const secrets = namesInFile(renamed(secret, 'secret', 's', next)).map(({ name }) => name);
        assert.ok(secrets.includes(next) || secret.includes('[$'), `${secret} ${next}: ${secrets.join()}`);
      }
  });
});
