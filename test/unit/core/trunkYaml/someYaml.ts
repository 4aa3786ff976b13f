import type { SeededRandom } from './seededRandom.ts';

type Texts = readonly [string, ...string[]];

const names: Texts = ['a', 'b', 'c', 'd-1'];
const keys: Texts = ['trunkname', 'host', 'port', 'pbx', 'k', 'k2', 'k3', 'k4', 'x-y', 'z_z'];
const strangeKeys: Texts = ['"q"', "'q'", '0', 'a b', 'é', '?', '*a', '&a k', '[a]'];
const texts: Texts = [
  ...(['a', '0123', '192.0.2.1', 'a b  c', 'ü', '+49 1', 'a.b-c', "it's", 'a"b', '$a', '😀x'] as const),
  ...(["''", '""', "'a # b'", '"a: b"', "'it''s'", '"[a]"', "'{'"] as const),
];
const strangeTexts: Texts = [
  ...(['${secret:x}', 'a#b', 'a:b', 'p,q', 'x]', 'y}', 'x{y', '.x', '/x', 'a &b', '[::1]'] as const),
  ...(['"\\n"', '"\\"x"', '~', '-', '-a', '<<', '...', '---', '*', '&', '?', '|', '>-', '"a', "'a"] as const),
  ...([
    '@a',
    'a: b',
    'a:',
    '!t a',
    '!!str a',
    'a\u00a0b',
    '\u2028',
    "'a' b",
    '"a" #b',
    '[a,',
    '{a: b',
  ] as const),
];
const comments: Texts = ['', '', '', '', ' # c', '  #', ' '];
const strangeEnds: Texts = ['#', '\t', ' #\u00a0', ' \t# c'];
const loneLines: Texts = ['', '# c', '  # c', '      # c', '  '];
const strangeLines: Texts = [
  ...(['junk', 'more text', '- x', 'k: v', ']', '}', '"', '? a', ': b', '*a', '&a', '%X', '\t'] as const),
  ...(['...', '---', '--- # c', '--- a', '---a', '- - a', '-', '- &a', '|', '- |', 'k: |', '# c'] as const),
];

/**
 * Makes YAML as a trunk file may have it: blocks in blocks, brackets in brackets, anchors, aliases, merge keys, quotes and
 * comments.
 */
export class SomeYaml {
  readonly #random: SeededRandom;
  readonly #strangeness: number;
  /** The anchors of the document so far. */
  #anchors: string[] = [];

  /** @param strangeness one of so many parts is such that it may be wrong, or only the general reader understands it. */
  constructor(random: SeededRandom, strangeness: number) {
    this.#random = random;
    this.#strangeness = strangeness;
  }

  file(): string {
    const documents = Array.from({ length: 1 + this.#random.below(2) }, () => {
      this.#anchors = [];
      return this.#block(0, 0);
    });
    const text = documents.join(this.#random.pick(['\n', '\n---\n'])) + this.#random.pick(['\n', '', '\n\n']);
    return this.#random.below(4) === 0 ? text.replaceAll('\n', '\r\n') : text;
  }

  #usual(usual: Texts, strange: Texts): string {
    return this.#random.pick(this.#random.below(this.#strangeness) === 0 ? strange : usual);
  }

  #oneIn(limit: number): boolean {
    return this.#random.below(limit) === 0;
  }

  #block(indent: number, depth: number): string {
    const lines: string[] = [];
    const isList = this.#oneIn(2);
    for (let left = 1 + this.#random.below(4); left > 0; left -= 1) {
      if (this.#oneIn(12)) lines.push(this.#random.pick(loneLines));
      if (this.#oneIn(2 * this.#strangeness)) {
        lines.push(' '.repeat(this.#random.below(6)) + this.#random.pick(strangeLines));
      }
      lines.push(isList ? this.#item(indent, depth) : ' '.repeat(indent) + this.#entry(indent, depth));
    }
    return lines.join('\n');
  }

  #item(indent: number, depth: number): string {
    const dash = `-${' '.repeat(1 + this.#random.below(2))}`;
    const head = ' '.repeat(indent) + dash;
    if (this.#oneIn(4)) return head + this.#value();
    const inner = indent + dash.length;
    const keysOfMap = Array.from({ length: 1 + this.#random.below(4) }, () => this.#entry(inner, depth + 1));
    const named = this.#oneIn(5)
      ? `${this.#anchor()}${this.#random.pick(comments)}\n${' '.repeat(inner)}`
      : '';
    return head + named + keysOfMap.join(`\n${' '.repeat(inner)}`);
  }

  #entry(indent: number, depth: number): string {
    if (this.#oneIn(6)) return `<<: ${this.#merged()}${this.#end()}`;
    const key = this.#usual(keys, strangeKeys);
    if (depth > 3 || !this.#oneIn(4)) return `${key}: ${this.#value()}`;
    const anchor = this.#oneIn(3) ? ` ${this.#anchor()}` : '';
    const further = this.#oneIn(this.#strangeness) ? this.#random.below(2) : 2 + this.#random.below(2);
    return `${key}:${anchor}${this.#end()}\n${this.#block(indent + further, depth + 1)}`;
  }

  #value(): string {
    const value = this.#oneIn(3) ? this.#brackets(0) : this.#oneIn(8) ? '' : this.#text();
    return value + this.#end();
  }

  #end(): string {
    return this.#usual(comments, strangeEnds);
  }

  #text(): string {
    if (this.#oneIn(6)) return this.#alias();
    return `${this.#oneIn(6) ? `${this.#anchor()} ` : ''}${this.#usual(texts, strangeTexts)}`;
  }

  #merged(): string {
    return this.#oneIn(3)
      ? `[${this.#alias()}, ${this.#alias()}]`
      : this.#oneIn(6)
        ? this.#brackets(0)
        : this.#alias();
  }

  #brackets(depth: number): string {
    if (depth > 2 || (depth > 0 && !this.#oneIn(3))) return this.#text();
    const isList = this.#oneIn(2);
    const parts = this.#random.several(3, () => (isList ? this.#brackets(depth + 1) : this.#pair(depth)));
    const space = this.#random.pick(['', ' ']);
    const inside = parts.join(this.#random.pick([', ', ',', ' ,'])) + (this.#oneIn(8) ? ',' : '');
    const anchor = this.#oneIn(5) ? `${this.#anchor()} ` : '';
    return `${anchor}${isList ? '[' : '{'}${space}${inside}${space}${isList ? ']' : '}'}`;
  }

  #pair(depth: number): string {
    if (this.#oneIn(4)) return `<<: ${this.#merged()}`;
    const colon = this.#usual([': ', ': ', ':  '], [':', ' : ', '']);
    return this.#usual([...keys, '"q"', "'q'"], strangeKeys) + colon + this.#brackets(depth + 1);
  }

  #anchor(): string {
    const name = this.#random.pick(names);
    this.#anchors.push(name);
    return `&${name}`;
  }

  #alias(): string {
    const [first, ...others] = this.#anchors;
    if (this.#oneIn(this.#strangeness)) return `*${this.#random.pick(names)}`;
    return first === undefined ? 'n' : `*${this.#random.pick([first, ...others])}`;
  }
}
