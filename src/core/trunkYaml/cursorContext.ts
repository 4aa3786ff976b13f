import { blockContext, listContext } from './blockContext.ts';
import { openBracket } from './flowContext.ts';
import type { OpenBracket } from './flowContext.ts';
import type { Position } from './position.ts';
import { isSeparator, plainText, readLine, withoutComment } from './yamlLine.ts';
import type { Lines } from './yamlLine.ts';

/** A stretch of the cursor's line that a completion replaces. */
interface Stretch {
  from: number;
  to: number;
}

/** A key is being written, or could be. */
export interface KeyContext extends Stretch {
  kind: 'key';
  /** `document`: a single trunk, or what holds the list of trunks. */
  of: 'document' | 'trunk';
  /** The other keys of the same map with their values. */
  written: ReadonlyMap<string, string>;
  /** Whether a colon already follows. */
  hasColon: boolean;
  /** Whether it stands in brackets, on one line. */
  inBrackets: boolean;
  /** How far the keys are from the line's first character: what a further line needs in addition. */
  indent: number;
}

/** The value of a key is being written. */
export interface ValueContext extends Stretch {
  kind: 'value';
  key: string;
  inBrackets: boolean;
  /** Whether the stretch is only the end of the value, from a dollar sign on. */
  isPart: boolean;
}

/** What is being written where the cursor is. Told by the lines around it, since a half-written file is rarely YAML. */
export type CursorContext =
  | KeyContext
  | (Stretch & { kind: 'trunkItem' })
  | (Stretch & { kind: 'pbxName'; dash: boolean; taken: string[] })
  | ValueContext
  | (Stretch & { kind: 'placeholder'; source: 'secret' | 'env'; closed: boolean })
  | { kind: 'none' };

const none: CursorContext = { kind: 'none' };

/** Finds out what is being written at a position of a trunk file. */
export function cursorContext(lines: Lines, { line, character }: Position): CursorContext {
  const text = lines.at(line);
  const before = text.slice(0, character);
  if (isSeparator(text) || withoutComment(before) !== before) return none;

  const placeholder = /(?<!\$)\$\{(secret|env):\s*([^{}]*)$/.exec(before);
  if (placeholder) {
    const rest = /^([^{}]*)\}/.exec(text.slice(character))?.[1];
    const from = character - (placeholder[2] ?? '').length;
    const source = placeholder[1] === 'env' ? 'env' : 'secret';
    return {
      kind: 'placeholder',
      source,
      from,
      to: character + (rest ?? '').length,
      closed: rest !== undefined,
    };
  }

  const bracket = openBracket(lines, line, character);
  if (bracket) return inBrackets(bracket, text, character);

  const entry = /^(\s*(?:-\s+)*)(["']?)([\w-]+)\2\s*:\s+(.*)$/.exec(before);
  if (entry) {
    const [, lead = '', , key = '', typed = ''] = entry;
    const stretch = { from: character - typed.length, to: valueEnd(text, character) };
    if (key === 'pbx' && lead === '') return { kind: 'pbxName', dash: false, taken: [], ...stretch };
    return valueContext(key, typed, stretch, character, false);
  }
  return atLineStart(lines, line, character);
}

function inBrackets(bracket: OpenBracket, text: string, character: number): CursorContext {
  const { segment } = bracket;
  if (bracket.kind === '[') {
    if (bracket.key !== 'pbx' || segment.includes('\n')) return none;
    const rest = /^[^,\]\s#]*/.exec(text.slice(character))?.[0] ?? '';
    const stretch = { from: character - segment.length, to: character + rest.length };
    return { kind: 'pbxName', dash: false, taken: bracket.items, ...stretch };
  }
  const value = /^(["']?)([\w-]+)\1\s*:\s+(.*)$/.exec(segment);
  if (value) {
    const rest = /^[^,}\n]*/.exec(text.slice(character))?.[0] ?? '';
    const [, , key = '', typed = ''] = value;
    const stretch = { from: character - typed.length, to: character + rest.trimEnd().length };
    return valueContext(key, typed, stretch, character, true);
  }
  if (!/^[\w-]*$/.test(segment)) return none;
  return {
    kind: 'key',
    of: bracket.isRoot ? 'document' : 'trunk',
    written: bracket.entries,
    inBrackets: true,
    indent: 0,
    ...wordAt(text, character, segment.length),
  };
}

function valueContext(
  key: string,
  typed: string,
  stretch: Stretch,
  character: number,
  inBrackets: boolean,
): ValueContext {
  const dollar = /(?<!\$)\$(?:\{\w*)?$/.exec(typed);
  // At the beginning of a value the whole of it is replaced.
  return dollar && dollar.index > 0
    ? { kind: 'value', key, from: character - dollar[0].length, to: character, inBrackets, isPart: true }
    : { kind: 'value', key, ...stretch, inBrackets, isPart: false };
}

/** Before any colon of a line: a key, an item of a list, or the beginning of either. */
function atLineStart(lines: Lines, line: number, character: number): CursorContext {
  const text = lines.at(line);
  const own = readLine(text.slice(0, character));
  const typed = text.slice(own.column, character);
  const stretch = { from: own.column, to: valueEnd(text, character) };
  if (own.isItem) {
    // Without a space the dash would become part of the word.
    if (text.charAt(character - 1) === '-' && typed === '') return none;
    const { items, parent } = listContext(lines, line, own.indent);
    if (parent?.key === 'pbx') return { kind: 'pbxName', dash: false, taken: items, ...stretch };
  }
  if (!/^["']?[\w-]*$/.test(typed)) return none;

  const { parent, written, isItem } = blockContext(lines, line, own.column);
  const key: KeyContext = {
    kind: 'key',
    of: 'trunk',
    written,
    inBrackets: false,
    indent: own.column - own.indent,
    ...wordAt(text, character, typed.length),
  };
  if (parent === undefined) {
    if (isItem) return key;
    return own.column === 0 || written.size > 0 ? { ...key, of: 'document' } : none;
  }
  if (isItem) return parent.key === 'pbx' ? none : key;
  if (parent.value !== '' && !/^&\S+$/.test(parent.value)) return none;
  if (parent.key === 'trunks') return written.size > 0 ? key : { kind: 'trunkItem', ...stretch };
  if (parent.key === 'pbx') {
    const { items } = listContext(lines, line, own.column);
    return { kind: 'pbxName', dash: true, taken: items, ...stretch };
  }
  return parent.key.startsWith('x-') ? key : none;
}

function wordAt(text: string, character: number, typed: number): Stretch & { hasColon: boolean } {
  const rest = /^[\w-]*/.exec(text.slice(character))?.[0] ?? '';
  const to = character + rest.length;
  return { from: character - typed, to, hasColon: /^["']?\s*:/.test(text.slice(to)) };
}

/** Where the value around the cursor ends: before a comment, and without the spaces there. */
function valueEnd(text: string, character: number): number {
  return Math.max(character, withoutComment(text).trimEnd().length);
}

/** The PBX name, the key or the placeholder that the position is on, for what is shown of it. */
export type HoveredThing = Stretch &
  (
    | { kind: 'key' | 'pbxName'; name: string }
    | { kind: 'placeholder'; source: 'secret' | 'env'; name: string }
  );

/** Finds out what a position of a trunk file is on. */
export function hoveredThing(lines: Lines, { line, character }: Position): HoveredThing | undefined {
  const text = lines.at(line);
  const visible = withoutComment(text);
  if (character > visible.length || isSeparator(text)) return undefined;
  for (const match of visible.matchAll(/(?<!\$)\$\{(secret|env):\s*([^{}]*?)\s*\}/g)) {
    const stretch = { from: match.index, to: match.index + match[0].length };
    if (character < stretch.from || character > stretch.to) continue;
    return {
      kind: 'placeholder',
      source: match[1] === 'env' ? 'env' : 'secret',
      name: match[2] ?? '',
      ...stretch,
    };
  }
  for (const match of visible.matchAll(/(?<=^\s*(?:-\s+)*|[{,]\s*)(["']?)([\w-]+)\1(?=\s*:(?:\s|$))/g)) {
    const stretch = { from: match.index, to: match.index + match[0].length };
    if (character >= stretch.from && character <= stretch.to) {
      return { kind: 'key', name: match[2] ?? '', ...stretch };
    }
  }
  const context = cursorContext(lines, { line, character });
  if (context.kind !== 'pbxName') return undefined;
  const name = plainText(text.slice(context.from, context.to));
  return name === '' ? undefined : { kind: 'pbxName', name, from: context.from, to: context.to };
}
