import { Scalar } from 'yaml';
import type { Span } from './position.ts';

/** Something that trunk files know by its name. */
export interface NamedThing {
  kind: 'secret' | 'pbx';
  name: string;
}

/** A name in a scalar, by its offsets in the file. */
export interface ScalarName extends NamedThing {
  /** The name alone: without quotes, and without the rest of its placeholder. */
  span: Span;
  /** What stands for the thing: the whole placeholder, or the name with its quotes. */
  around: Span;
}

/** How a scalar is written, which decides how a character in it is. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'block';

/** As core/template.ts reads it. */
const secretPlaceholder = /(?<!\$)(\$\{secret:\s*)([^\s{}](?:[^{}]*[^\s{}])?)\s*\}/g;

/** The secrets in a scalar, in the order of the text. */
export function secretsIn(text: string, scalar: Scalar): ScalarName[] {
  const style = styleOf(scalar);
  const [start, end] = contentOf(text, scalar);
  return [...text.slice(start, end).matchAll(secretPlaceholder)].map((match) => {
    const [whole, lead = '', name = ''] = match;
    const from = start + match.index;
    const nameStart = from + lead.length;
    return {
      kind: 'secret',
      name: meaningOf(name, style),
      span: [nameStart, nameStart + name.length],
      around: [from, from + whole.length],
    };
  });
}

/** The PBX that a scalar names, or the group of them. */
export function pbxIn(text: string, scalar: Scalar): ScalarName | undefined {
  const name = scalar.value;
  if (typeof name !== 'string' || name.trim() === '') return undefined;
  const [start, end] = contentOf(text, scalar);
  if (styleOf(scalar) !== 'block') {
    return { kind: 'pbx', name, span: [start, end], around: spanOf(scalar) };
  }
  const lines = text.slice(start, end);
  const from = start + lines.length - lines.trimStart().length;
  const span: Span = [from, from + lines.trim().length];
  return { kind: 'pbx', name, span, around: span };
}

export function styleOf({ type }: Scalar): ScalarStyle {
  if (type === Scalar.QUOTE_SINGLE) return 'single';
  if (type === Scalar.QUOTE_DOUBLE) return 'double';
  return type === Scalar.BLOCK_FOLDED || type === Scalar.BLOCK_LITERAL ? 'block' : 'plain';
}

/** Where a scalar stands, with its quotes. */
export function spanOf({ range }: Scalar): Span {
  return range ? [range[0], range[1]] : [0, 0];
}

/** Where the text of a scalar stands: between the quotes, or below the first line of a block, which may have a comment. */
function contentOf(text: string, scalar: Scalar): Span {
  const [start, end] = spanOf(scalar);
  switch (styleOf(scalar)) {
    case 'plain':
      return [start, end];
    case 'single':
    case 'double':
      return [start + 1, Math.max(start + 1, end - 1)];
    case 'block': {
      const firstLine = text.indexOf('\n', start);
      return firstLine === -1 || firstLine >= end ? [end, end] : [firstLine + 1, end];
    }
  }
}

/** What a stretch of a scalar stands for. A line break in it counts as a space. */
function meaningOf(written: string, style: ScalarStyle): string {
  const text = written.replace(/[ \t]*\r?\n[ \t]*/g, ' ');
  if (style === 'single') return text.replaceAll("''", "'");
  return style === 'double' ? unescaped(text) : text;
}

/** YAML's escapes are those of JSON and a few more, which nobody writes into a name. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}
