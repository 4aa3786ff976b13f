import type { Anchors, AnchorMark } from './anchors.ts';
import { LibraryNodes } from './libraryNodes.ts';
import { MapEntries } from './mapEntries.ts';
import { OpenList, OpenMap } from './openBlocks.ts';
import { parsePiece, parseWrongItem } from './parsePiece.ts';
import type { FoundProblem, Report } from './problem.ts';
import { endOfPiece } from './yamlLines.ts';
import { maxSyntaxErrors } from './yamlLibrary.ts';
import type { YamlNode } from './yamlTree.ts';

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
  mistakes: number;
}

/** The lists and maps of a document that have not ended yet, from the outermost to the innermost. */
export class BlockStack {
  readonly #text: string;
  readonly #anchors: Anchors;
  readonly #found: FoundProblem[];
  readonly #mistakes: FoundProblem[] = [];
  readonly #open: (OpenMap | OpenList)[] = [];
  #root: YamlNode | undefined;
  /** The last entry of the document, and the last item of the outermost list in it. */
  #entry: Start<OpenMap> | undefined;
  #item: Start<OpenList> | undefined;

  /** @param found the problems found so far in all of the text. */
  constructor(text: string, anchors: Anchors, found: FoundProblem[]) {
    this.#text = text;
    this.#anchors = anchors;
    this.#found = found;
  }

  /** What breaks the syntax of the document so far. */
  get mistakes(): readonly FoundProblem[] {
    return this.#mistakes;
  }

  /**
   * The list that the dash of a line belongs to.
   * @param at where the line stands in the text.
   * @returns `undefined` where only the general reader knows.
   */
  listAt(column: number, at: number): OpenList | undefined {
    if (!this.#closeDeeper(column)) return undefined;
    let list = this.#open.at(-1);
    if (!(list instanceof OpenList) || list.column < column) {
      const fits = list ? list instanceof OpenMap && list.waits : !this.#root && column === 0;
      if (!fits) return undefined;
      list = new OpenList(column, at + column, list?.valueAnchor);
      this.#open.push(list);
    }
    if (list.waits) return undefined;
    if (!this.#item || this.#item.block === list) this.#item = this.#startOf(list, at);
    return this.#open.length > maxDepth ? undefined : list;
  }

  /** The map that the key of a line belongs to; otherwise like {@link listAt}. */
  mapAt(column: number, at: number): OpenMap | undefined {
    if (!this.#closeDeeper(column)) return undefined;
    let map = this.#open.at(-1);
    if (map instanceof OpenList && map.column === column) {
      if (!this.#close()) return undefined;
      map = this.#open.at(-1);
    }
    if (!map) {
      if (this.#root || column > 0) return undefined;
      map = this.openMap(column, at, undefined);
    } else if (map.column < column) {
      if (!map.waits) return undefined;
      map = this.openMap(column, at, map.valueAnchor);
    } else if (map.waits && !map.giveNothing()) return undefined;
    if (!(map instanceof OpenMap)) return undefined;
    if (this.#open.length === 1) this.#entry = this.#startOf(map, at);
    return this.#open.length > maxDepth ? undefined : map;
  }

  /** Begins a map with the key at the column of the line. */
  openMap(column: number, at: number, anchor: string | undefined): OpenMap {
    const entries = new MapEntries(this.#anchors, (problem) => this.#found.push(problem));
    const map = new OpenMap(column, at + column, anchor, entries);
    this.#open.push(map);
    return map;
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
    const isEntry = block instanceof OpenMap;
    const end = endOfPiece(this.#text, at, block.column, isEntry);
    if (end - at > maxPiece) return undefined;
    const piece =
      parsePiece(this.#text, [at, end], isEntry ? 'map' : 'list') ??
      // The first item decides what the list is, and how an entry with mistakes is read depends on the one before it.
      (start === this.#item && start.mark > 0
        ? parseWrongItem(this.#text, [at, end], block.column, this.#open[level - 1]?.column)
        : undefined);
    if (!piece) return undefined;
    this.#open.length = level + 1;
    this.#found.length = start.found;
    this.#anchors.rewind(start.anchors);
    this.#mistakes.length = start.mistakes;
    this.#mistakes.push(...piece.mistakes);
    if (this.#mistakes.length > maxSyntaxErrors) return undefined;
    const report: Report = (problem) => this.#found.push(problem);
    const nodes = new LibraryNodes(this.#text, piece.offset, this.#anchors, report);
    if (start === this.#item) {
      start.block.rewind(start.mark);
      const [item, ...others] = piece.nodes;
      if (item === undefined || others.length > 0) return undefined;
      start.block.give(nodes.node(item, [at, at], level + 1));
    } else if (start === this.#entry) {
      start.block.rewind(start.mark);
      if (!ownEntry.test(this.#text.slice(at, end))) return undefined;
      nodes.pairs(piece.nodes, level, start.block.entries, [at, at]);
      this.#entry = undefined;
    }
    // What comes next is no part of it, or else of something larger.
    this.#item = undefined;
    return end;
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
    const { length: found } = this.#found;
    const { length: mistakes } = this.#mistakes;
    return { at, block, mark, level, anchors: this.#anchors.mark(), found, mistakes };
  }
}
