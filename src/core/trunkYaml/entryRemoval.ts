import { isFlow, ownEntries } from './entryEdits.ts';
import type { Span } from './position.ts';
import type { YamlEntry, YamlMap } from './yamlTree.ts';

/**
 * What to take out of a text so that a field of a trunk is gone: its lines, or where it shares a line, the stretch to the next
 * field or from the one before.
 * @returns undefined for a field that does not stand in the map itself, or that is the only one.
 */
export function removalOf(text: string, map: YamlMap, entry: YamlEntry): Span | undefined {
  const own = ownEntries(map);
  const at = own.indexOf(entry);
  if (at === -1 || own.length === 1) return undefined;
  const start = entry.keySpan[0];
  const end = Math.max(entry.keySpan[1], entry.value.span[1]);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (!isFlow(text, map) && text.slice(lineStart, start).trim() === '') {
    const lineEnd = text.indexOf('\n', end);
    return [lineStart, lineEnd === -1 ? text.length : lineEnd + 1];
  }
  const [next, previous] = [own[at + 1], own[at - 1]];
  if (next) return [start, next.keySpan[0]];
  return previous && [Math.max(previous.keySpan[1], previous.value.span[1]), end];
}
