import { isMap, isSeq } from 'yaml';
import { Anchors } from './anchors.ts';
import type { AliasBudget, AnchorMark } from './anchors.ts';
import { InlineValues } from './inlineValues.ts';
import { LibraryNodes } from './libraryNodes.ts';
import { MapEntries } from './mapEntries.ts';
import { OpenList, OpenMap } from './openBlocks.ts';
import { parsePiece } from './parseYaml.ts';
import type { FoundProblem, Report } from './problem.ts';
import { columnOf, endOfPiece } from './yamlLines.ts';
import type { YamlNode } from './yamlTree.ts';

const dash = /- +(?=[^ #])/y;
const key = /([A-Za-z_][\w-]{0,99}|<<):(?: +|$)/y;
const nothingMore = /(?:#.*)?$/y;
const onlyAnchor = /&([\w-]+)(?: +#.*| *)$/y;
/** What else stands at the begin of a line may belong to the entry above. */
const ownEntry = /^[A-Za-z_"'<]/;
/** Lists and maps inside one another, at most. */
const maxDepth = 20;
/** A piece as long as this is no trunk. */
const maxPiece = 20_000;

/** Where something begins that the general reader can read by itself, and what was known before it. */
interface Start<Block extends OpenMap | OpenList> {
  at: number;
  block: Block;
  mark: ReturnType<Block['mark']>;
  level: number;
  anchors: AnchorMark;
  found: number;
}

/** Reads one document, line by line. */
export class BlockReader {
  readonly #text: string;
  readonly #found: FoundProblem[];
  readonly #report: Report;
  readonly #anchors: Anchors;
  readonly #values: InlineValues;
  readonly #open: (OpenMap | OpenList)[] = [];
  #root: YamlNode | undefined;
  /** The last entry of the document, and the last item of the outermost list in it. */
  #entry: Start<OpenMap> | undefined;
  #item: Start<OpenList> | undefined;

  constructor(text: string, found: FoundProblem[], budget: AliasBudget) {
    this.#text = text;
    this.#found = found;
    this.#report = (problem) => found.push(problem);
    this.#anchors = new Anchors(this.#report, budget);
    this.#values = new InlineValues(this.#anchors, this.#report);
  }

  /**
   * @param at where the line stands in the text.
   * @returns false for a line that only the general reader understands.
   * @throws Refused
   */
  add(line: string, at: number): boolean {
    const column = columnOf(line);
    if (!this.#closeDeeper(column)) return false;
    return line[column] === '-' ? this.#addItem(line, column, at) : this.#addEntry(line, column, at);
  }

  /** Ends the document. @returns its root, if it has one, or false for an end that only the general reader understands. */
  finish(): YamlNode | undefined | false {
    return this.#closeDeeper(-1) && this.#root;
  }

  /**
   * Leaves the item or the entry that was being read to the general reader.
   * @returns where it ends, or `undefined` when it may be part of something larger.
   * @throws Refused
   */
  readGenerally(): number | undefined {
    const start = this.#item ?? this.#entry;
    if (!start) return undefined;
    const { block, at, level } = start;
    const end = endOfPiece(this.#text, at, block.column, block instanceof OpenMap);
    const piece = this.#text.slice(at, end);
    if (piece.length > maxPiece) return undefined;
    this.#open.length = level + 1;
    this.#found.length = start.found;
    this.#anchors.rewind(start.anchors);
    const contents = parsePiece(piece);
    const nodes = new LibraryNodes(this.#text, at, this.#anchors, this.#report);
    if (start === this.#item) {
      start.block.rewind(start.mark);
      const [item, ...others] = isSeq(contents) && !contents.flow ? contents.items : [];
      if (item === undefined || others.length > 0) return undefined;
      start.block.give(nodes.node(item, [at, at], level + 1));
    } else if (start === this.#entry) {
      start.block.rewind(start.mark);
      if (!isMap(contents) || contents.flow || !ownEntry.test(piece)) return undefined;
      nodes.pairs(contents, level, start.block.entries, [at, at]);
    }
    // What comes next is no part of it, or else of something larger.
    if (start === this.#entry) this.#entry = undefined;
    this.#item = undefined;
    return end;
  }

  #addItem(line: string, column: number, at: number): boolean {
    let list = this.#open.at(-1);
    if (!(list instanceof OpenList) || list.column < column) {
      if (list ? list instanceof OpenList || !list.waits : (this.#root ?? column > 0)) return false;
      list = new OpenList(column, at + column, list?.valueAnchor);
      this.#open.push(list);
    }
    if (list.waits) return false;
    this.#item = !this.#item || this.#item.block === list ? this.#startOf(list, at) : this.#item;
    const from = endOf(dash, line, column);
    if (from === undefined) return false;
    list.expect();
    if (endOf(key, line, from) === undefined) return this.#addValue(list, line, from, at);
    return this.#addKey(this.#openMap(from, at, undefined), line, from, at);
  }

  #addEntry(line: string, column: number, at: number): boolean {
    let map = this.#open.at(-1);
    if (map instanceof OpenList && map.column === column) {
      if (!this.#close()) return false;
      map = this.#open.at(-1);
    }
    if (!map) {
      if (this.#root ?? column > 0) return false;
      map = this.#openMap(column, at, undefined);
    } else if (map.column < column) {
      if (!map.waits) return false;
      map = this.#openMap(column, at, map.valueAnchor);
    } else if (map.waits && !map.giveNothing()) return false;
    if (!(map instanceof OpenMap)) return false;
    if (this.#open.length === 1) this.#entry = this.#startOf(map, at);
    return this.#addKey(map, line, column, at);
  }

  #addKey(map: OpenMap, line: string, column: number, at: number): boolean {
    key.lastIndex = column;
    const [, name] = key.exec(line) ?? [];
    if (name === undefined || this.#open.length > maxDepth) return false;
    const from = key.lastIndex;
    map.addKey(name, [at + column, at + column + name.length]);
    return endOf(nothingMore, line, from) !== undefined || this.#addValue(map, line, from, at);
  }

  #addValue(block: OpenMap | OpenList, line: string, from: number, at: number): boolean {
    onlyAnchor.lastIndex = from;
    const [, anchor] = onlyAnchor.exec(line) ?? [];
    if (anchor !== undefined) {
      this.#anchors.open(anchor);
      block.valueAnchor = anchor;
      return true;
    }
    const value = this.#values.read(line, from, at);
    if (value) block.give(value);
    return value !== undefined;
  }

  #openMap(column: number, at: number, anchor: string | undefined): OpenMap {
    const map = new OpenMap(column, at + column, anchor, new MapEntries(this.#anchors, this.#report));
    this.#open.push(map);
    return map;
  }

  #closeDeeper(column: number): boolean {
    while ((this.#open.at(-1)?.column ?? -1) > column) if (!this.#close()) return false;
    return true;
  }

  /** Ends the innermost map or list. */
  #close(): boolean {
    const block = this.#open.at(-1);
    if (!block || (block.waits && !block.giveNothing())) return false;
    this.#open.pop();
    if (this.#item?.block === block) this.#item = undefined;
    const node = block.finish();
    if (block.anchor !== undefined) this.#anchors.close(block.anchor, node);
    const outer = this.#open.at(-1);
    if (outer) outer.give(node);
    else this.#root = node;
    return true;
  }

  #startOf<Block extends OpenMap | OpenList>(block: Block, at: number): Start<Block> {
    const mark = block.mark() as ReturnType<Block['mark']>;
    const level = this.#open.length - 1;
    return { at, block, mark, level, anchors: this.#anchors.mark(), found: this.#found.length };
  }
}

/** Where the pattern ends that fits at a place of the line. */
function endOf(pattern: RegExp, line: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(line) ? pattern.lastIndex : undefined;
}
