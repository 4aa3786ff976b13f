import type { Span } from './trunkYaml/position.ts';

/** A string of a JSON text. */
export interface JsonString {
  /** Where it belongs: the keys and the places in lists that lead there; those of a key end with itself. */
  path: readonly (string | number)[];
  isKey: boolean;
  value: string;
  /** By offsets, quotes included. */
  span: Span;
}

const token = /\/\/[^\n\r]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\\n\r]|\\.)*"|[{}[\],]/g;

/** The strings of a text as VS Code's own files have them: JSON with comments and commas too many, which may be half written. */
export function jsonStrings(text: string): JsonString[] {
  const found: JsonString[] = [];
  /** For each bracket that is open: the place in its list, or the key in its map, if there is one yet. */
  const open: { isList: boolean; at: string | number | undefined }[] = [];
  for (const { 0: written, index } of text.matchAll(token)) {
    const top = open.at(-1);
    if (written === '{' || written === '[') {
      open.push(written === '[' ? { isList: true, at: 0 } : { isList: false, at: undefined });
    } else if (written === '}' || written === ']') {
      open.pop();
    } else if (written === ',') {
      if (top) top.at = typeof top.at === 'number' ? top.at + 1 : undefined;
    } else if (written.startsWith('"')) {
      const value = valueOf(written);
      const isKey = top?.isList === false && top.at === undefined;
      if (isKey) top.at = value;
      found.push({
        path: open.map(({ at }) => at ?? ''),
        isKey,
        value,
        span: [index, index + written.length],
      });
    }
  }
  return found;
}

function valueOf(written: string): string {
  try {
    return JSON.parse(written) as string;
  } catch {
    return written.slice(1, -1);
  }
}
