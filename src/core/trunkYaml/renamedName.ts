import { namingScalars, type NamingScalar } from './namesInFile.ts';
import type { Range, Span } from './position.ts';
import { spanOf, styleOf, type NamedThing, type ScalarName } from './scalarNames.ts';
import { Source } from './source.ts';
import { writeFlowText, writeText } from './writeText.ts';

/** A stretch of a file and what is to stand there. */
export interface TextReplacement {
  range: Range;
  text: string;
}

/**
 * What gives a secret or a PBX another name wherever a trunk file has it. Quotes stay; they are added where the name needs them.
 * @returns undefined for a file that cannot be read to its end.
 */
export function renamedName(text: string, thing: NamedThing, next: string): TextReplacement[] | undefined {
  const source = new Source(text);
  const { scalars, isWhole } = namingScalars(source.text);
  if (!isWhole) return undefined;
  return scalars.flatMap((naming) => {
    const names = naming.names.filter(({ kind, name }) => kind === thing.kind && name === thing.name);
    if (names.length === 0) return [];
    return edits(source.text, naming, names, next).map(([span, words]) => ({
      range: source.range(span),
      text: words,
    }));
  });
}

function edits(
  text: string,
  { scalar, inFlow }: NamingScalar,
  names: readonly ScalarName[],
  next: string,
): [Span, string][] {
  const [start, end] = spanOf(scalar);
  switch (styleOf(scalar)) {
    case 'single':
      return names.map(({ span }) => [span, next.replaceAll("'", "''")]);
    case 'double':
      return names.map(({ span }) => [span, JSON.stringify(next).slice(1, -1)]);
    case 'block':
      return names.map(({ span }) => [span, next]);
    case 'plain': {
      let value = '';
      let done = start;
      for (const { span } of names) {
        value += text.slice(done, span[0]) + next;
        done = span[1];
      }
      value = (value + text.slice(done, end)).replace(/[ \t]*\r?\n[ \t]*/g, ' ');
      const written = inFlow ? writeFlowText(value) : writeText(value);
      return written === value ? names.map(({ span }) => [span, next]) : [[[start, end], written]];
    }
  }
}
