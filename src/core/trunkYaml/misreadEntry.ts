import * as l10n from '@vscode/l10n';
import { isAlwaysOptional } from '../trunk.ts';
import type { TrunkField } from '../trunk.ts';
import { misreadWords, writtenSpan } from './misread.ts';
import type { Span } from './position.ts';
import { errorAt, warningAt } from './problem.ts';
import type { FoundProblem } from './problem.ts';
import type { YamlEntry, YamlText } from './yamlTree.ts';

/** In these, a sign such as # is never meant. */
const plainFields: ReadonlySet<TrunkField> = new Set(['trunktype', 'host', 'port', 'domain']);

/**
 * A value of which YAML reads nothing, or only a part, though there is no mistake in the syntax: behind an anchor that nothing
 * uses, before a comment that hardly is one, or in place of a text of several lines that has none.
 * @param entry of a map that stands there itself, with a value that no alias brings.
 */
export function misreadEntry(
  text: string,
  field: TrunkField,
  { keySpan, value }: YamlEntry & { value: YamlText },
  inFlow: boolean,
): FoundProblem | undefined {
  if (value.text === '' || (value.anchor && !value.anchor.isUsed)) {
    return startsWithSign(text, field, keySpan, value, inFlow);
  }
  return plainFields.has(field) ? undefined : cutByComment(text, value);
}

function startsWithSign(
  text: string,
  field: TrunkField,
  keySpan: Span,
  value: YamlText,
  inFlow: boolean,
): FoundProblem | undefined {
  const behindKey = /^["']?\s*:[ \t]*/.exec(text.slice(keySpan[1], keySpan[1] + 20))?.[0];
  if (behindKey === undefined) return undefined;
  const span = writtenSpan(text, keySpan[1] + behindKey.length, inFlow);
  const raw = text.slice(...span);
  // A comment begins with a space; what is in quotes is blank on purpose.
  if (raw === '' || /^(?:#(?:\s|#|$)|["'])/.test(raw)) return undefined;
  const words = misreadWords(raw);
  if (words === undefined) return undefined;
  const problem =
    value.text !== '' || isAlwaysOptional(field)
      ? warningAt(span, 'field-advice', words)
      : errorAt(span, 'field', words);
  return { ...problem, fix: { kind: 'quote', place: span } };
}

function cutByComment(text: string, { span: [start, end] }: YamlText): FoundProblem | undefined {
  if (!/[ \t]/.test(text.charAt(end)) || /["'|>]/.test(text.charAt(start))) return undefined;
  const lineEnd = text.indexOf('\n', end);
  const comment = /^[ \t]+#[^\s#].*/.exec(text.slice(end, lineEnd === -1 ? text.length : lineEnd))?.[0];
  // Behind a placeholder that is the whole value, nothing more is meant.
  if (comment === undefined || text.charAt(end - 1) === '}') return undefined;
  const place: Span = [start, end + comment.trimEnd().length];
  const words = l10n.t(
    'In YAML, {0} behind a space begins a comment, and the value ends before it. Put the value in quotes if it goes on there, or write a space behind {0}.',
    '#',
  );
  return { ...warningAt(place, 'field-advice', words), fix: { kind: 'quote', place } };
}
