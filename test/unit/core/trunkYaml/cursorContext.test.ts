import assert from 'node:assert/strict';
import {
  cursorContext,
  hoveredThing,
  type CursorContext,
} from '../../../../src/core/trunkYaml/cursorContext.ts';
import type { Lines } from '../../../../src/core/trunkYaml/yamlLine.ts';

/** The text without its `|`, and where that stood. */
function marked(text: string) {
  const at = text.indexOf('|');
  assert.notEqual(at, -1);
  const lines = (text.slice(0, at) + text.slice(at + 1)).split('\n');
  const before = text.slice(0, at).split('\n');
  const view: Lines = { count: lines.length, at: (line) => lines[line] ?? '' };
  return { lines: view, position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 } };
}

const contextOf = (text: string): CursorContext => {
  const { lines, position } = marked(text);
  return cursorContext(lines, position);
};

/** A context in few words, such as `key of trunk after trunkname,host`. */
function short(text: string): string {
  const context = contextOf(text);
  switch (context.kind) {
    case 'key':
      return `key of ${context.of}${context.hasColon ? ':' : ''} after ${[...context.written.keys()].join()}`;
    case 'value':
      return `value of ${context.key}`;
    case 'pbxName':
      return `${context.dash ? '- ' : ''}pbx besides ${context.taken.join()}`;
    case 'placeholder':
      return `${context.source} ${context.closed ? 'closed' : 'open'}`;
    case 'trunkItem':
    case 'none':
      return context.kind;
  }
}

const list = 'pbx: hq\ntrunks:\n  - trunkname: a\n    trunktype: peer\n';

describe('What is being written in a trunk file', () => {
  const cases: [title: string, text: string, expected: string][] = [
    ['an empty file', '|', 'key of document after '],
    ['a key of a single trunk', 'trunkname: a\nho|', 'key of document after trunkname'],
    ['a key that is there', 'trunkname: a\nho|st: b', 'key of document: after trunkname'],
    ['the next document', 'trunkname: a\n---\n|', 'key of document after '],
    ['before the next document', 'trunkname: a\n|\n---\nhost: b', 'key of document after trunkname'],
    ['the first line below trunks:', 'trunks:\n  |', 'trunkItem'],
    ['a dash below trunks:', 'trunks:\n  - |', 'key of trunk after '],
    ['a dash without a space', 'trunks:\n  -|', 'none'],
    ['a dash at the margin', 'trunks:\n- |', 'key of trunk after '],
    ['a list without trunks:', '- trunkname: a\n- t|', 'key of trunk after '],
    ['a key of a trunk', `${list}    |`, 'key of trunk after trunktype,trunkname'],
    [
      'a key between others',
      'trunks:\n  - trunkname: a\n    |\n    port: 1',
      'key of trunk after trunkname,port',
    ],
    ['a key before the next trunk', `${list}    p|\n  - host: b`, 'key of trunk after trunktype,trunkname'],
    ['a key behind the dash', 'trunks:\n  - t|\n    port: 1', 'key of trunk after port'],
    ['another trunk', `${list}  |`, 'trunkItem'],
    ['the margin below a list', `${list}|`, 'key of document after trunks,pbx'],
    ['comments and blank lines between', 'trunks:\n  - port: 1\n\n# x\n    |', 'key of trunk after port'],
    ['shared values', 'x-all: &all\n  |', 'key of trunk after '],
    ['a type', 'trunktype: |', 'value of trunktype'],
    ['a type in a list', 'trunks:\n  - trunktype: re|', 'value of trunktype'],
    ['a value in quotes', 'host: "si|"', 'value of host'],
    ['a key right before its colon', 'host|: a', 'key of document: after '],
    ['a colon without a space', 'host:|', 'none'],
    ['a PBX', 'pbx: |', 'pbx besides '],
    ['PBXes in brackets', 'pbx: [hq, |', 'pbx besides hq'],
    ['PBXes between others', 'pbx: [hq, | , branch-1]', 'pbx besides hq,branch-1'],
    ['the first PBX in brackets', 'pbx: [|]', 'pbx besides '],
    ['PBXes on several lines', 'pbx: [\n  hq,\n  |\n]', 'pbx besides hq'],
    ['PBXes in a list', 'pbx:\n  - hq\n  - b|', 'pbx besides hq'],
    ['a dot in a name', 'pbx:\n  - hq\n  - branch.|', 'pbx besides hq'],
    ['the first line below pbx:', 'pbx:\n  |', '- pbx besides '],
    ['pbx of a trunk is nothing', 'trunks:\n  - pbx: |', 'value of pbx'],
    ['a trunk in brackets', 'trunks:\n  - {trunkname: a, |}', 'key of trunk after trunkname'],
    ['a trunk in brackets, a value', 'trunks:\n  - {trunkname: a, trunktype: |', 'value of trunktype'],
    [
      'a trunk in brackets on several lines',
      'trunks:\n  - {\n      port: 1,\n      |',
      'key of trunk after port',
    ],
    ['a document in brackets', '{port: 1, |}', 'key of document after port'],
    ['a bracket inside a value', 'host: a[b\n|', 'key of document after host'],
    ['a bracket that was never closed', 'pbx: [hq\ntrunks:\n  - |', 'key of trunk after '],
    ['a comment', 'host: a # |', 'none'],
    ['a sharp sign inside a value', 'password: a#|', 'value of password'],
    ['a sharp sign in quotes', 'password: "a # |', 'value of password'],
    ['a secret', 'password: ${secret:|', 'secret open'],
    ['a secret before its brace', 'password: ${secret:it|}', 'secret closed'],
    ['a secret in brackets', '- {password: "${secret:|}"', 'secret closed'],
    ['an environment variable', 'host: "a${env:|', 'env open'],
    ['no placeholder', 'password: $${secret:|', 'value of password'],
    ['a separator', '---|', 'none'],
    ['a text on further lines', 'host: a\n  b|', 'none'],
  ];
  for (const [title, text, expected] of cases) {
    it(title, () => {
      assert.equal(short(text), expected);
    });
  }

  it('gives the stretch to replace', () => {
    const stretch = (text: string) => {
      const context = contextOf(text);
      assert.notEqual(context.kind, 'none');
      return 'from' in context ? [context.from, context.to] : [];
    };
    assert.deepEqual(stretch('  - ho|st: b'), [4, 8]);
    assert.deepEqual(stretch('host: a|bc # x'), [6, 9]);
    assert.deepEqual(stretch('host: abc${|'), [9, 11]);
    assert.deepEqual(stretch('password: ${secret:it|sp}'), [19, 23]);
    assert.deepEqual(stretch('pbx: [hq, br|anch-1, c]'), [10, 18]);
  });

  it('knows how deep a trunk’s keys are', () => {
    for (const [text, indent] of [
      ['trunks:\n  - |', 2],
      ['trunks:\n  -   |', 4],
      ['|', 0],
    ] as const) {
      const context = contextOf(text);
      assert.ok(context.kind === 'key');
      assert.equal(context.indent, indent);
    }
  });

  it('never throws, wherever the cursor is in a file that is being written', () => {
    const text = `${list}  - {trunkname: "b, [c: {\n  pbx: ['x\n    - password: \${secret:\n%\t& *x <<: [*a, {\n`;
    const lines = text.split('\n');
    const view: Lines = { count: lines.length, at: (line) => lines[line] ?? '' };
    for (const [line, content] of lines.entries()) {
      for (let character = 0; character <= content.length; character += 1) {
        assert.ok(cursorContext(view, { line, character }).kind);
        hoveredThing(view, { line, character });
      }
    }
  });

  it('looks only at the lines around', () => {
    let asked = 0;
    const lines: Lines = {
      count: 1_000_000,
      at: (line) => {
        asked += 1;
        return line === 500_000 ? '    ' : '    port: 1';
      },
    };
    cursorContext(lines, { line: 500_000, character: 4 });
    assert.ok(asked < 5000, String(asked));
  });
});

describe('What the mouse is on in a trunk file', () => {
  const cases: [text: string, expected: string | undefined][] = [
    ['ho|st: b', 'key host'],
    ['  - |trunkname: b', 'key trunkname'],
    ['- {trunkname: b, po|rt: 1}', 'key port'],
    ['"po|rt": 1', 'key port'],
    ['host: po|rt', undefined],
    ['password: ${secret:i|tsp}', 'secret itsp'],
    ['host: a${env: H|OST }b', 'env HOST'],
    ['password: $${secret:i|tsp}', undefined],
    ['pbx: h|q', 'pbxName hq'],
    ['pbx: [hq, bran|ch-1]', 'pbxName branch-1'],
    ['pbx:\n  - h|q', 'pbxName hq'],
    ['# ho|st: b', undefined],
    ['|', undefined],
  ];
  for (const [text, expected] of cases) {
    it(`${JSON.stringify(text)}: ${expected ?? 'nothing'}`, () => {
      const { lines, position } = marked(text);
      const thing = hoveredThing(lines, position);
      const kind = thing && (thing.kind === 'placeholder' ? thing.source : thing.kind);
      assert.equal(thing && `${kind ?? ''} ${thing.name}`, expected);
    });
  }
});
