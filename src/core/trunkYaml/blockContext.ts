import { isSeparator, plainText, readLine } from './yamlLine.ts';
import type { Lines, YamlLine } from './yamlLine.ts';

/** How many lines above and below the keys of the same map are looked for. */
const maxLines = 1000;

/** What surrounds a column of a line in block YAML. */
export interface BlockContext {
  /** The keys of the same map with their values. */
  written: Map<string, string>;
  /** The items of the same list, if a list of plain texts stands at this column. */
  items: string[];
  /** Whether the map is an item of a list. */
  isItem: boolean;
  /** The key that holds the map, or the list that it is an item of; `undefined` at the top of the document. */
  parent: { key: string; value: string } | undefined;
}

/** Looks at the lines around for those that belong to the map (or list) at the column. */
export function blockContext(lines: Lines, line: number, column: number): BlockContext {
  const context: BlockContext = { written: new Map(), items: [], isItem: false, parent: undefined };
  const own = readLine(lines.at(line));
  if (own.isItem && own.column === column) {
    context.isItem = true;
    context.parent = holderOf(lines, line, own.indent);
  } else lookUpwards(lines, line, column, context);
  lookDownwards(lines, line, column, context);
  return context;
}

/** The key whose value is the list with dashes at the column, and the plain items above. */
export function listContext(
  lines: Lines,
  line: number,
  dash: number,
): Pick<BlockContext, 'items' | 'parent'> {
  const items: string[] = [];
  const take = (found: YamlLine): boolean => {
    if (found.isItem && found.indent === dash && !found.entry) items.push(plainText(found.content));
    return found.indent > dash || (found.isItem && found.indent === dash);
  };
  for (const found of linesFrom(lines, line, -1)) if (!take(found)) break;
  for (const found of linesFrom(lines, line, 1)) if (!take(found)) break;
  return { items: items.filter((item) => item !== ''), parent: holderOf(lines, line, dash) };
}

function lookUpwards(lines: Lines, line: number, column: number, context: BlockContext): void {
  for (const found of linesFrom(lines, line, -1)) {
    if (found.column === column && found.entry) write(context, found);
    if (found.isItem && found.indent < column) {
      context.isItem = found.column >= column;
      context.parent = context.isItem ? holderOf(lines, found.line, found.indent) : entryOf(found);
      return;
    }
    if (!found.isItem && found.indent < column) {
      context.parent = entryOf(found);
      return;
    }
  }
}

function lookDownwards(lines: Lines, line: number, column: number, context: BlockContext): void {
  for (const found of linesFrom(lines, line, 1)) {
    if (found.indent < column) return;
    if (!found.isItem && found.indent === column) write(context, found);
  }
}

function write({ written }: BlockContext, { entry }: YamlLine): void {
  if (entry && !written.has(entry.key)) written.set(entry.key, plainText(entry.value));
}

/** The key above a list, which may stand at the column of its dashes or left of it. */
function holderOf(lines: Lines, line: number, dash: number): BlockContext['parent'] {
  for (const found of linesFrom(lines, line, -1)) {
    if (found.isItem ? found.indent < dash : found.indent <= dash) return entryOf(found);
  }
  return undefined;
}

function entryOf({ entry, content }: YamlLine): { key: string; value: string } {
  return entry ? { key: entry.key, value: entry.value } : { key: '', value: content };
}

/** The lines of the document above or below, without blank ones and comments. */
function* linesFrom(lines: Lines, line: number, step: 1 | -1): Generator<YamlLine & { line: number }> {
  for (
    let at = line + step, left = maxLines;
    at >= 0 && at < lines.count && left > 0;
    at += step, left -= 1
  ) {
    const text = lines.at(at);
    if (isSeparator(text)) return;
    const found = readLine(text);
    if (found.content !== '' || found.isItem) yield { ...found, line: at };
  }
}
