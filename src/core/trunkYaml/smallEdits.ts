import { hasOddCharacter, withoutOddCharacters } from '../oddCharacters.ts';
import { misreadWords } from './misread.ts';
import type { Span } from './position.ts';

/** A change of a stretch of a text, as small as it can be: so that it holds nothing of what may be a password. */
export interface SmallEdit {
  span: Span;
  text: string;
}

/** One character as it is written, perhaps as an escape, and what is to be there. */
interface Piece {
  span: Span;
  written: string;
  cleaned: string;
}

/** An escape in double quotes, or one character; escapes of characters that have a number are told apart from all others. */
const piece = /\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|([_LP])|[^])|[^]/giu;
/** YAML's short escapes of characters that do not show. */
const shortEscapes: Readonly<Record<string, string>> = { _: '\u00a0', L: '\u2028', P: '\u2029' };

/** Puts a value in single quotes, which mean nothing but themselves, as a person has written it. */
export function quoting(written: string): SmallEdit[] {
  const quotes = [...written.matchAll(/'/g)].map(({ index }) => index);
  return [0, ...quotes, written.length].map((at) => ({ span: [at, at], text: "'" }));
}

/**
 * Takes out of a value in YAML what does not show: in it, and with blanks around it. Odd spaces inside become common ones, and
 * quotes stay. A value without quotes that would then begin with a sign of YAML gets some.
 */
export function cleaning(written: string): SmallEdit[] {
  const [, quote = '', inQuotes = written] = /^(["'])([^]*)\1$/.exec(written) ?? [];
  const pieces = piecesOf(inQuotes, quote.length, quote === '"');
  const isBlank = ({ cleaned }: Piece): boolean => cleaned.trim() === '';
  const first = pieces.findIndex((one) => !isBlank(one));
  const last = pieces.findLastIndex((one) => !isBlank(one));
  for (const [at, one] of pieces.entries()) if (at < first || at > last) one.cleaned = '';
  const edits = pieces
    .filter(({ written: before, cleaned }) => before !== cleaned)
    .map(({ span, cleaned }) => ({ span, text: cleaned }));
  const cleaned = pieces.map((one) => one.cleaned).join('');
  const needsQuotes = quote === '' && !/^[|>]/.test(written) && misreadWords(cleaned) !== undefined;
  return needsQuotes ? [...edits, ...quoting(written)] : edits;
}

function piecesOf(text: string, offset: number, hasEscapes: boolean): Piece[] {
  return [...text.matchAll(hasEscapes ? piece : /[^]/gu)].map((match) => {
    const [written, x, u, long, short = ''] = match;
    const span: Span = [offset + match.index, offset + match.index + written.length];
    const code = Number.parseInt(x ?? u ?? long ?? '', 16);
    const character = Number.isNaN(code)
      ? (shortEscapes[short] ?? written)
      : String.fromCodePoint(Math.min(code, 0x10ffff));
    // Two halves of one character may stand in two escapes.
    const isOdd = hasOddCharacter(character) && !/^\p{Cs}$/u.test(character);
    return { span, written, cleaned: isOdd ? withoutOddCharacters(character) : written };
  });
}
