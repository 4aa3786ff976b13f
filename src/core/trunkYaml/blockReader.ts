import { Anchors } from './anchors.ts';
import type { AliasBudget } from './anchors.ts';
import { BlockStack } from './blockStack.ts';
import { InlineValues } from './inlineValues.ts';
import type { OpenList, OpenMap } from './openBlocks.ts';
import type { FoundProblem, Report } from './problem.ts';
import { columnOf, endOfLine } from './yamlLines.ts';
import type { YamlNode } from './yamlTree.ts';

/** `key: value` with nothing special in it, alone or behind a dash: most lines of most files. */
const everyday =
  /( *)(- +)?([A-Za-z_][\w-]{0,99}): +([A-Za-z0-9$](?:[\w.$@/+{}-]|:(?=[\w.$@/+{}-])){0,200})(?=\r?\n)/y;
const dash = /- +(?=[^ #])/y;
const key = /([A-Za-z_][\w-]{0,99}|<<):(?: +|$)/y;
const nothingMore = /(?:#.*)?$/y;
const onlyAnchor = /&([\w-]+)(?: +#.*| *)$/y;

/** Reads one document, line by line. */
export class BlockReader {
  readonly #text: string;
  readonly #anchors: Anchors;
  readonly #values: InlineValues;
  readonly #blocks: BlockStack;

  /** @param found takes the problems, as far as it is not taken back. */
  constructor(text: string, found: FoundProblem[], budget: AliasBudget) {
    this.#text = text;
    const report: Report = (problem) => found.push(problem);
    this.#anchors = new Anchors(report, budget);
    this.#values = new InlineValues(this.#anchors, report);
    this.#blocks = new BlockStack(text, this.#anchors, found);
  }

  /**
   * Reads the line at a place of the text if it is an everyday one.
   * @returns where the next line begins.
   */
  addEveryday(at: number): number | undefined {
    everyday.lastIndex = at;
    const match = everyday.exec(this.#text);
    if (!match) return undefined;
    const [, spaces = '', dashes, name = '', text = ''] = match;
    const end = everyday.lastIndex;
    const column = spaces.length + (dashes?.length ?? 0);
    const map =
      dashes === undefined ? this.#blocks.mapAt(column, at) : this.#mapInItem(spaces.length, column, at);
    if (!map) return undefined;
    map.addKey(name, [at + column, at + column + name.length]);
    map.give({ kind: 'text', text, span: [end - text.length, end] });
    return this.#text.indexOf('\n', end) + 1;
  }

  /**
   * Reads any other line that is not blank.
   * @param at where the line stands in the text.
   * @returns where the next line begins that has not been read, or `undefined` for what only the general reader understands.
   * @throws Refused
   */
  add(line: string, at: number): number | undefined {
    const column = columnOf(line);
    const isRead = line[column] === '-' ? this.#addItem(line, column, at) : this.#addEntry(line, column, at);
    return isRead ? endOfLine(this.#text, at) + 1 : this.#blocks.readGenerally();
  }

  /** What breaks the syntax of the document so far. */
  get mistakes(): readonly FoundProblem[] {
    return this.#blocks.mistakes;
  }

  /** Ends the document. @returns its root, if it has one, or false for an end that only the general reader understands. */
  finish(): YamlNode | undefined | false {
    return this.#blocks.finish();
  }

  #addItem(line: string, column: number, at: number): boolean {
    const from = endOf(dash, line, column);
    if (from !== undefined && endOf(key, line, from) !== undefined) {
      const map = this.#mapInItem(column, from, at);
      return map !== undefined && this.#addKey(map, line, from, at);
    }
    const list = this.#blocks.listAt(column, at);
    if (!list || from === undefined) return false;
    list.expect();
    return this.#addValue(list, line, from, at);
  }

  #addEntry(line: string, column: number, at: number): boolean {
    const map = this.#blocks.mapAt(column, at);
    return map !== undefined && this.#addKey(map, line, column, at);
  }

  #mapInItem(dashColumn: number, column: number, at: number): OpenMap | undefined {
    const list = this.#blocks.listAt(dashColumn, at);
    list?.expect();
    return list && this.#blocks.openMap(column, at, undefined);
  }

  #addKey(map: OpenMap, line: string, column: number, at: number): boolean {
    key.lastIndex = column;
    const [, name] = key.exec(line) ?? [];
    if (name === undefined) return false;
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
}

/** Where the pattern ends that fits at a place of the line. */
function endOf(pattern: RegExp, line: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(line) ? pattern.lastIndex : undefined;
}
