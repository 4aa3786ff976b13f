import { isAlias, isMap, isScalar, isSeq, Scalar } from 'yaml';
import type { YAMLMap } from 'yaml';
import type { Anchors } from './anchors.ts';
import { MapEntries } from './mapEntries.ts';
import type { Span } from './position.ts';
import { errorAt } from './problem.ts';
import type { Report } from './problem.ts';
import { tooDeepWords } from './yamlErrorWords.ts';
import type { YamlMap, YamlNode } from './yamlTree.ts';

/** Deeper than any trunk file, and shallow enough for the stack. */
const maxDepth = 50;

/** Turns the library's nodes into ours. */
export class LibraryNodes {
  readonly #text: string;
  readonly #anchors: Anchors;
  readonly #report: Report;

  constructor(text: string, anchors: Anchors, report: Report) {
    this.#text = text;
    this.#anchors = anchors;
    this.#report = report;
  }

  /**
   * @param fallback the place of a node that has none.
   * @param depth how many lists and maps are around the node.
   * @throws Refused for nodes that repeat or nest too much.
   */
  node(node: unknown, fallback: Span, depth: number): YamlNode {
    if (isAlias(node)) return this.#anchors.alias(node.source, this.#span(node, [0, 0]));
    const anchor =
      isScalar(node) || isMap(node) || isSeq(node) ? (node as { anchor?: string }).anchor : undefined;
    if (anchor === undefined) return this.#content(node, fallback, depth);
    this.#anchors.open(anchor);
    const content = this.#content(node, fallback, depth);
    this.#anchors.close(anchor, content);
    return content;
  }

  #content(node: unknown, fallback: Span, depth: number): YamlNode {
    const span = this.#span(node, fallback);
    if (depth > maxDepth) this.#anchors.refuse(errorAt(span, 'too-deep', tooDeepWords()));
    if (isMap(node)) return this.#map(node, span, depth);
    if (isSeq(node)) {
      const items = node.items.map((item) => this.node(item, span, depth + 1));
      const end = node.flow ? span[1] : (items.at(-1)?.span[1] ?? span[1]);
      return { kind: 'list', items, span: [span[0], end] };
    }
    return { kind: 'text', text: isScalar(node) && typeof node.value === 'string' ? node.value : '', span };
  }

  #map(map: YAMLMap, span: Span, depth: number): YamlMap {
    const entries = new MapEntries(this.#anchors, this.#report);
    for (const pair of map.items) {
      const key = this.node(pair.key, span, depth + 1);
      const value = this.node(pair.value, key.span, depth + 1);
      if (key.kind !== 'text') entries.addStrange(key.span, value);
      else if (isMergeKey(pair.key)) entries.addMerge(key.span, value);
      else entries.add(key.text, key.span, value);
    }
    const end = map.flow || map.items.length === 0 ? span[1] : entries.end;
    return { kind: 'map', entries: entries.finish(), span: [span[0], end] };
  }

  /** The place of a node without the line breaks behind it. */
  #span(node: unknown, fallback: Span): Span {
    const range = (node as { range?: [number, number, number] | null } | null)?.range;
    if (!range) return fallback;
    const [start] = range;
    let [, end] = range;
    while (end > start && isSpace(this.#text.charCodeAt(end - 1))) end -= 1;
    return [start, end];
  }
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && key.type === Scalar.PLAIN;
}
