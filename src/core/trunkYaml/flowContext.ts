import { plainText, readLine, withoutComment, withoutQuotes } from './yamlLine.ts';
import type { Lines } from './yamlLine.ts';

/** A bracket that is still open at the cursor. */
export interface OpenBracket {
  kind: '[' | '{';
  /** The key before the bracket, if it has one on its line. */
  key: string | undefined;
  /** Whether the bracket is the document itself. */
  isRoot: boolean;
  /** What stands between the last comma (or the bracket) and the cursor. */
  segment: string;
  /** What the bracket holds besides that: items, or keys with their values. */
  items: string[];
  entries: Map<string, string>;
}

/** How many lines above the cursor a bracket is looked for. */
const maxLines = 50;
const opening = /(?:^\s*|-\s+|:\s+)[[{]/;

/** The innermost bracket around the cursor, which may have been opened some lines above. */
export function openBracket(lines: Lines, line: number, character: number): OpenBracket | undefined {
  let before = lines.at(line).slice(0, character);
  const here = bracketIn(before, afterCursor(lines, line, character));
  if (here) return here;
  for (let up = line - 1; up >= Math.max(0, line - maxLines); up -= 1) {
    const text = withoutComment(lines.at(up)).trimEnd();
    if (text.trim() !== '' && !/[,[{]$/.test(text)) return undefined;
    before = `${text}\n${before}`;
    if (!opening.test(text)) continue;
    const found = bracketIn(before, afterCursor(lines, line, character));
    if (found) return found;
  }
  return undefined;
}

function afterCursor(lines: Lines, line: number, character: number): string {
  const rest = [lines.at(line).slice(character)];
  for (let down = line + 1; down < Math.min(lines.count, line + maxLines); down += 1) {
    if (/[\]}]/.test(rest.at(-1) ?? '')) break;
    rest.push(withoutComment(lines.at(down)));
  }
  return rest.join('\n');
}

function bracketIn(before: string, after: string): OpenBracket | undefined {
  const dull = withoutQuotes(before);
  const open: number[] = [];
  for (let at = 0; at < dull.length; at += 1) {
    const sign = dull.charAt(at);
    if (sign === '[' || sign === '{') {
      // Elsewhere in a plain value a bracket is a character like any other.
      if (open.length > 0 || opening.test(dull.slice(0, at + 1).replace(/^[^]*\n/, ''))) open.push(at);
    } else if (sign === ']' || sign === '}') open.pop();
  }
  const start = open.at(-1);
  if (start === undefined) return undefined;
  const inside = before.slice(start + 1);
  const dullInside = dull.slice(start + 1);
  const cut = lastComma(dullInside) + 1;
  const rest = `${inside.slice(0, cut)}\n${behindSegment(after)}`;
  const firstLine = readLine(before.slice(before.lastIndexOf('\n', start) + 1, start));
  return {
    kind: dull.charAt(start) === '[' ? '[' : '{',
    key: open.length === 1 ? firstLine.entry?.key : undefined,
    isRoot: open.length === 1 && firstLine.column === 0,
    segment: inside.slice(cut).replace(/^\s+/, ''),
    items: splitItems(rest),
    entries: readEntries(rest),
  };
}

/** The last comma that is not inside a closed bracket. */
function lastComma(dull: string): number {
  let depth = 0;
  for (let at = dull.length - 1; at >= 0; at -= 1) {
    const sign = dull.charAt(at);
    if (sign === ']' || sign === '}') depth += 1;
    else if (sign === '[' || sign === '{') depth -= 1;
    else if (sign === ',' && depth === 0) return at;
  }
  return -1;
}

/** What follows the item at the cursor, up to the closing bracket. */
function behindSegment(after: string): string {
  const dull = withoutQuotes(after);
  const end = dull.search(/[\]}]/);
  const comma = dull.search(/[,\]}]/);
  return comma === -1 ? '' : after.slice(comma + 1, end === -1 ? undefined : Math.max(comma + 1, end));
}

function splitItems(text: string): string[] {
  const dull = withoutQuotes(text);
  const items: string[] = [];
  let start = 0;
  for (let at = 0; at <= dull.length; at += 1) {
    if (at < dull.length && dull.charAt(at) !== ',' && dull.charAt(at) !== '\n') continue;
    const item = plainText(text.slice(start, at));
    if (item !== '') items.push(item);
    start = at + 1;
  }
  return items;
}

function readEntries(text: string): Map<string, string> {
  const entries = new Map<string, string>();
  for (const [, key = '', value = ''] of withoutQuotesInKeys(text).matchAll(
    /(?:^|[,\n])\s*([\w-]+)\s*:(?:\s+([^,{}\n]*)|(?=[,\n]|$))/g,
  )) {
    entries.set(key, plainText(value));
  }
  return entries;
}

function withoutQuotesInKeys(text: string): string {
  return text.replace(/(["'])([\w-]+)\1(?=\s*:)/g, '$2');
}
