import { hasOddCharacter, withoutOddCharacters } from '../oddCharacters.ts';
import { misreadWords, quotedAsWritten } from './misread.ts';

/** An escape in double quotes; those of characters that have a number are told apart from all others. */
const escape = /\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|([_LP])|[^])/gi;
/** YAML's short escapes of characters that do not show. */
const shortEscapes: Readonly<Record<string, string>> = { _: '\u00a0', L: '\u2028', P: '\u2029' };

/**
 * A YAML value as it is written, without characters that do not show: neither in it nor, with blanks, around it. Odd spaces
 * inside become common ones. The quotes stay.
 */
export function cleanedValue(raw: string): string {
  const [, quote = '', inQuotes = ''] = /^(["'])([^]*)\1$/.exec(raw) ?? [];
  if (quote === '"') return `"${withoutOddCharacters(withoutOddEscapes(inQuotes)).trim()}"`;
  if (quote !== '') return `'${withoutOddCharacters(inQuotes).trim()}'`;
  const cleaned = withoutOddCharacters(raw).trim();
  const isBlock = /^[|>]/.test(raw);
  return isBlock || misreadWords(cleaned) === undefined ? cleaned : quotedAsWritten(cleaned);
}

function withoutOddEscapes(inQuotes: string): string {
  return inQuotes.replace(escape, (written: string, ...[x, u, long, short]: (string | undefined)[]) => {
    const code = Number.parseInt(x ?? u ?? long ?? '', 16);
    const character = Number.isNaN(code)
      ? shortEscapes[short ?? '']
      : String.fromCodePoint(Math.min(code, 0x10ffff));
    // Two halves of one character may stand in two escapes.
    const isHalf = /^\p{Cs}$/u.test(character ?? '');
    return character !== undefined && !isHalf && hasOddCharacter(character)
      ? withoutOddCharacters(character)
      : written;
  });
}
