import * as l10n from '@vscode/l10n';
import type { Span } from './position.ts';

/** A value in quotes with something behind them, which YAML does not take. */
const goesOnBehindQuotes = /^(?:"[^"\\]*(?:\\.[^"\\]*)*"|'[^']*(?:''[^']*)*')(?:#|\s*[^\s#])/;
/** Begins a text of several lines, and says nothing more. */
const blockHeader = /^[|>](?:[-+]?[1-9]?|[1-9][-+])$/;

/**
 * Says why YAML reads a value as something else than the text that a person wrote.
 * @param raw what stands behind the colon, without a comment.
 * @returns the words, or undefined for a value that is read as it is written. Of it they repeat no more than a sign.
 */
export function misreadWords(raw: string): string | undefined {
  const sign = raw.charAt(0);
  switch (sign) {
    case '!':
      return l10n.t('In YAML, {0} begins a tag, and tags mean nothing here. Put the value in quotes.', sign);
    case '&':
      return l10n.t('In YAML, {0} begins an anchor, a name for the value. Put the value in quotes.', sign);
    case '*':
      return l10n.t('In YAML, {0} begins an alias of a value above. Put the value in quotes.', sign);
    case '#':
      return l10n.t('In YAML, {0} begins a comment, which is not read. Put the value in quotes.', sign);
    case '@':
    case '`':
    case '%':
    case ',':
    case ']':
    case '}':
      return l10n.t('In YAML, no value can begin with {0}. Put the value in quotes.', sign);
    case '|':
    case '>':
      return blockHeader.test(raw)
        ? undefined
        : l10n.t('In YAML, {0} begins a text of several lines. Put the value in quotes.', sign);
    case '[':
    case '{':
      return l10n.t('In YAML, {0} begins a list or a map. Put the value in quotes.', sign);
    case '"':
    case "'":
      return goesOnBehindQuotes.test(raw)
        ? l10n.t('The value goes on behind its closing quote. Put all of it in quotes.')
        : undefined;
    default:
      if (/^[-?:](?:\s|$)/.test(raw)) {
        return l10n.t('In YAML, {0} and a space begin something else. Put the value in quotes.', sign);
      }
      return /:(?:\s|$)/.test(raw)
        ? l10n.t('This line has two keys. Put a value that has a colon in it in quotes.')
        : undefined;
  }
}

/** The value that begins at an offset as it is written: to the end of the line without a comment, or of its place in brackets. */
export function writtenSpan(text: string, start: number, inFlow: boolean): Span {
  const lineEnd = text.indexOf('\n', start);
  const line = text.slice(start, lineEnd === -1 ? text.length : lineEnd);
  const end = line.search(inFlow ? /[,}\]]|\s#/ : /\s#(?:\s|$)/);
  return [start, start + (end === -1 ? line : line.slice(0, end)).trimEnd().length];
}
