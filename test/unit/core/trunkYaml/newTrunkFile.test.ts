import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { newTrunkFile } from '../../../../src/core/trunkYaml/newTrunkFile.ts';
import { readTrunkFile } from '../../../../src/core/trunkYaml/readTrunkFile.ts';
import { secretNames } from '../../../../src/core/trunkYaml/trunkFile.ts';

const typesIn = (text: string) =>
  readTrunkFile(text).documents.flatMap(({ trunks }) => trunks.map(({ values }) => values.trunktype));

const sample = readFileSync('media/sample/trunks.yaml', 'utf8');

describe('a new trunk file', () => {
  for (const pbx of [undefined, 'hq', 'odd: #1 "name" ${x}', '[a, b]', '@all', 'null']) {
    it(`has a trunk of each type and nothing wrong with it, for ${pbx ?? 'no PBX'}`, () => {
      const text = newTrunkFile(pbx);
      const file = readTrunkFile(text);
      assert.deepEqual(file.problems, []);
      assert.deepEqual(typesIn(text), ['register', 'peer', 'account']);
      assert.deepEqual(
        file.documents.map(({ pbxNames }) => pbxNames?.map(({ name }) => name)),
        [[pbx ?? 'my-pbx']],
      );
      assert.deepEqual(secretNames(file), ['to-itsp', 'gateway']);
    });
  }

  it('has no letter that VS Code marks in a folder that is not trusted, and the sample has none', () => {
    for (const text of [newTrunkFile(undefined), sample]) assert.doesNotMatch(text, /[^\n -~]/);
  });

  it('is as good as the sample', () => {
    assert.deepEqual(readTrunkFile(sample).problems, []);
    assert.deepEqual(typesIn(sample), ['register', 'peer', 'account']);
  });

  it('is as good as the sample in Chinese, which differs in its comments alone', () => {
    const withoutComments = (text: string) => text.replace(/^ *#.*\n| #.*/gm, '');
    const chinese = readFileSync('media/l10n/trunks.zh-cn.yaml', 'utf8');
    assert.equal(withoutComments(chinese), withoutComments(sample));
    assert.equal(chinese.match(/#.*\p{Script=Han}/gu)?.length, sample.match(/#/g)?.length);
  });
});

interface Snippet {
  prefix: string[];
  description: string;
  body: string[];
}

/** What VS Code inserts when every placeholder is left as it is. */
function inserted(body: readonly string[]): string {
  const defaults = new Map<string, string>();
  const fill = (line: string): string =>
    line
      .replaceAll('\\$', '\0')
      .replaceAll('\\}', '\u0001')
      .replace(/\$\{(\d+):([^{}]*)\}/g, (_, number: string, given: string) => {
        const value = given.replace(/\$(\d+)/g, (_reference, other: string) => defaults.get(other) ?? '?');
        defaults.set(number, value);
        return value;
      })
      .replaceAll('$0', '')
      .replaceAll('\0', '$')
      .replaceAll('\u0001', '}');
  return body.map(fill).join('\n');
}

describe('the snippets', () => {
  const snippets = JSON.parse(readFileSync('media/snippets.json', 'utf8')) as Record<string, Snippet>;

  it('have each a prefix of its own that begins with trunk', () => {
    const prefixes = Object.values(snippets).flatMap(({ prefix }) => prefix);
    assert.equal(new Set(prefixes).size, Object.keys(snippets).length);
    assert.ok(prefixes.every((prefix) => prefix.startsWith('trunk')));
  });

  for (const [name, { body, description }] of Object.entries(snippets)) {
    it(`give a trunk with nothing wrong with it: ${name}`, () => {
      const text = `pbx: hq\ntrunks:\n${inserted(body).replace(/^/gm, '  ')}\n`;
      const file = readTrunkFile(text);
      assert.deepEqual(file.problems, [], text);
      assert.equal(typesIn(text).length, 1);
      assert.match(text, new RegExp(`trunktype: ${/(register|peer|account)/.exec(name)?.[0] ?? '-'}\n`));
      assert.ok(description.endsWith('.'));
      assert.doesNotMatch(text, /password: (?!\$\{secret:[\w-]+\}$)/m);
    });
  }
});
