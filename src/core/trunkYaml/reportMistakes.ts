import type { YAMLError } from 'yaml';
import { isTrunkField } from '../trunk.ts';
import { misreadWords, writtenSpan } from './misread.ts';
import type { Span } from './position.ts';
import { errorAt } from './problem.ts';
import type { Report } from './problem.ts';
import { yamlErrorWords } from './yamlErrorWords.ts';

/** One mistake often makes many errors; the rest of them are noise. */
const maxSyntaxErrors = 20;

const lineKey = /^(?:\s|-\s)*(["']?)([\w-]+)\1[ \t]*:[ \t]+/;
const keyInBrackets = /[{,[\s](["']?)([\w-]+)\1[ \t]*:[ \t]+/g;

/** A value that YAML reads as something else than text. */
interface Misread {
  span: Span;
  words: string;
  /** True when YAML looks for the end of it in the lines below, or takes it for the end of something above. */
  isBracket: boolean;
}

/** Reports the first syntax errors, in their order in the text; several of one value are one. */
export function reportMistakes(mistakes: readonly YAMLError[], text: string, report: Report): void {
  const told = new Set<number>();
  for (const { code, pos } of mistakes.slice(0, maxSyntaxErrors)) {
    const misread = misreadAt(text, pos[0]) ?? bracketAbove(text, pos[0]);
    if (!misread) {
      const span = onOneLine(text, pos);
      const isStart = code === 'BAD_SCALAR_START';
      report({
        ...errorAt(span, code === 'RESOURCE_EXHAUSTION' ? 'too-deep' : 'syntax', yamlErrorWords(code)),
        // The name of a PBX may stand in a list, without a key.
        ...(isStart && { fix: { kind: 'quote', place: writtenSpan(text, span[0], true) } }),
      });
      continue;
    }
    const { span, words, isBracket } = misread;
    if (!told.has(span[0]))
      report({ ...errorAt(span, 'syntax', words), fix: { kind: 'quote', place: span } });
    told.add(span[0]);
    if (isBracket) return;
  }
}

function onOneLine(text: string, [start, end]: Span): Span {
  const lineEnd = text.indexOf('\n', start);
  return [start, Math.max(start, Math.min(end, lineEnd === -1 ? text.length : lineEnd))];
}

/** The value around a mistake, if its first signs explain the mistake. */
function misreadAt(text: string, offset: number): Misread | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = text.indexOf('\n', offset);
  const line = text.slice(lineStart, lineEnd === -1 ? text.length : lineEnd);
  const ofLine = lineKey.exec(line);
  const inBrackets = ofLine
    ? undefined
    : [...line.slice(0, offset - lineStart + 1).matchAll(keyInBrackets)].at(-1);
  const [whole, , key = ''] = ofLine ?? inBrackets ?? [];
  if (whole === undefined || !(isTrunkField(key) || key === 'pbx')) return undefined;
  const start = lineStart + (inBrackets?.index ?? 0) + whole.length;
  const span = writtenSpan(text, start, inBrackets !== undefined);
  const raw = text.slice(...span);
  // A list is what a PBX's key may have.
  const words = key === 'pbx' && raw.startsWith('[') ? undefined : misreadWords(raw);
  return offset < start || words === undefined ? undefined : { span, words, isBracket: /^[[\]{}]/.test(raw) };
}

/** A value with an opening bracket in the line above, which makes the next line a mistake. */
function bracketAbove(text: string, offset: number): Misread | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1);
  if (lineStart <= 0) return undefined;
  const above = text.slice(0, lineStart).trimEnd().length;
  const misread = misreadAt(text, above);
  return misread?.isBracket && /^[[{][^\]}]*$/.test(text.slice(...misread.span)) ? misread : undefined;
}
