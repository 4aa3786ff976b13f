import type { Anchors } from './anchors.ts';
import { MapEntries } from './mapEntries.ts';
import type { Span } from './position.ts';
import type { Report } from './problem.ts';
import type { YamlNode } from './yamlTree.ts';

const anchor = /&([\w-]+) +/y;
const alias = /\*([\w-]+)(?=[ ,\]}]|$)/y;
const quoted = /'((?:[^']|'')*)'|"([^"\\]*)"/y;
/** Without a colon inside: what is a key and what is not would need a closer look. */
const flowText = /[\p{L}\p{N}_$/.+][^\s,[\]{}:#]*(?: +[^\s,[\]{}:#]+)*/uy;
const flowKey = /(?:([A-Za-z_][\w-]{0,99}|<<)|'([\w-]{1,99})'|"([\w-]{1,99})"): */y;
const spaces = / */y;
const isOver = /(?: +#.*| *)$/y;
const plain = /^[\p{L}\p{N}_$/.+]/u;
/** Brackets in brackets, at most; trunk files have no use for more than two. */
const maxDepth = 8;

/** Reads what stands behind a key or a dash, on one line: a text, an alias, or a list or map in brackets. */
export class InlineValues {
  readonly #anchors: Anchors;
  readonly #report: Report;
  #line = '';
  /** Where the line begins in the text. */
  #base = 0;
  #at = 0;

  constructor(anchors: Anchors, report: Report) {
    this.#anchors = anchors;
    this.#report = report;
  }

  /** @returns `undefined` for what only the general reader understands. */
  read(line: string, at: number, base: number): YamlNode | undefined {
    if (line.includes('\t')) return undefined;
    this.#line = line;
    this.#base = base;
    this.#at = at;
    switch (line.charAt(at)) {
      case '&':
      case '*':
      case '"':
      case "'":
      case '[':
      case '{': {
        const node = this.#node(0);
        return node && this.#match(isOver) ? node : undefined;
      }
      default:
        return this.#plain();
    }
  }

  #plain(): YamlNode | undefined {
    const comment = this.#line.indexOf(' #', this.#at);
    let end = comment === -1 ? this.#line.length : comment;
    while (end > this.#at && this.#line.charCodeAt(end - 1) === 0x20) end -= 1;
    const start = this.#at;
    const text = this.#line.slice(start, end);
    if (!plain.test(text) || text.includes(': ') || text.endsWith(':')) return undefined;
    this.#at = this.#line.length;
    return { kind: 'text', text, span: this.#span(start, end) };
  }

  #node(depth: number): YamlNode | undefined {
    const name = this.#line[this.#at] === '&' ? this.#match(anchor)?.[1] : undefined;
    if (name === undefined) return this.#content(depth);
    // An alias cannot be named, nor a node have two names.
    if (/[*&]/.test(this.#line[this.#at] ?? '')) return undefined;
    this.#anchors.open(name);
    const node =
      depth === 0 && !/["'[{]/.test(this.#line[this.#at] ?? '') ? this.#plain() : this.#content(depth);
    if (node) this.#anchors.close(name, node);
    return node;
  }

  #content(depth: number): YamlNode | undefined {
    const start = this.#at;
    switch (this.#line.charAt(start)) {
      case '*': {
        const name = this.#match(alias)?.[1];
        return name === undefined ? undefined : this.#anchors.alias(name, this.#span(start, this.#at));
      }
      case '"':
      case "'": {
        const match = this.#match(quoted);
        if (!match) return undefined;
        const text = match[1]?.replaceAll("''", "'") ?? match[2] ?? '';
        return { kind: 'text', text, span: this.#span(start, this.#at) };
      }
      case '[':
        return depth < maxDepth ? this.#list(start, depth) : undefined;
      case '{':
        return depth < maxDepth ? this.#map(start, depth) : undefined;
      default: {
        const text = depth > 0 ? this.#match(flowText)?.[0] : undefined;
        return text === undefined ? undefined : { kind: 'text', text, span: this.#span(start, this.#at) };
      }
    }
  }

  #list(start: number, depth: number): YamlNode | undefined {
    const items: YamlNode[] = [];
    this.#at += 1;
    for (this.#match(spaces); this.#line[this.#at] !== ']'; this.#match(spaces)) {
      const item = this.#node(depth + 1);
      if (!item || !this.#separator(']')) return undefined;
      items.push(item);
    }
    this.#at += 1;
    return { kind: 'list', items, span: this.#span(start, this.#at) };
  }

  #map(start: number, depth: number): YamlNode | undefined {
    const entries = new MapEntries(this.#anchors, this.#report);
    this.#at += 1;
    for (this.#match(spaces); this.#line[this.#at] !== '}'; this.#match(spaces)) {
      const keyStart = this.#at;
      const [all, word, single, double] = this.#match(flowKey) ?? [];
      if (all === undefined) return undefined;
      const key = word ?? single ?? double ?? '';
      // Only behind a key in quotes the value may follow at once.
      if (key === word && !all.endsWith(' ')) return undefined;
      const keySpan = this.#span(keyStart, keyStart + all.trimEnd().length - 1);
      const value = this.#node(depth + 1);
      if (!value || !this.#separator('}')) return undefined;
      if (word === '<<') entries.addMerge(keySpan, value);
      else entries.add(key, keySpan, value);
    }
    this.#at += 1;
    return { kind: 'map', entries: entries.finish(), span: this.#span(start, this.#at) };
  }

  /** Goes past a comma, or up to the closing bracket. */
  #separator(closing: string): boolean {
    this.#match(spaces);
    const next = this.#line[this.#at];
    if (next === ',') this.#at += 1;
    return next === ',' || next === closing;
  }

  /** Goes past what fits the pattern. */
  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#line);
    if (match) this.#at = pattern.lastIndex;
    return match;
  }

  #span(start: number, end: number): Span {
    return [this.#base + start, this.#base + end];
  }
}
