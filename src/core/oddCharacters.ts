import { codePointOf, everyUnseenBlank, everyUnseenCharacter, unseenCharacter } from './unseenCharacters.ts';

/** How many are worth being named. */
const maxNamed = 3;

/** Unicode's names, in lower case, of those that text brings along when it is copied. They are names: nobody translates them. */
const names: Readonly<Record<number, string>> = {
  0x09: 'tab',
  0xa0: 'no-break space',
  0xad: 'soft hyphen',
  0x34f: 'combining grapheme joiner',
  0x61c: 'Arabic letter mark',
  0x180e: 'Mongolian vowel separator',
  0x2002: 'en space',
  0x2003: 'em space',
  0x2007: 'figure space',
  0x2008: 'punctuation space',
  0x2009: 'thin space',
  0x200a: 'hair space',
  0x200b: 'zero width space',
  0x200c: 'zero width non-joiner',
  0x200d: 'zero width joiner',
  0x200e: 'left-to-right mark',
  0x200f: 'right-to-left mark',
  0x2028: 'line separator',
  0x2029: 'paragraph separator',
  0x202a: 'left-to-right embedding',
  0x202b: 'right-to-left embedding',
  0x202c: 'pop directional formatting',
  0x202d: 'left-to-right override',
  0x202e: 'right-to-left override',
  0x202f: 'narrow no-break space',
  0x205f: 'medium mathematical space',
  0x2060: 'word joiner',
  0x2066: 'left-to-right isolate',
  0x2067: 'right-to-left isolate',
  0x2068: 'first strong isolate',
  0x2069: 'pop directional isolate',
  0x3000: 'ideographic space',
  0xfeff: 'zero width no-break space',
};

/** True for a text with a character in it that does not show, or that only looks like a common space. */
export function hasOddCharacter(text: string): boolean {
  return unseenCharacter.test(text);
}

/** The first odd characters of a text by their names, each once, such as `U+200B zero width space`. */
export function namedOddCharacters(text: string): string {
  return [...new Set(text.match(everyUnseenCharacter) ?? [])]
    .slice(0, maxNamed)
    .map(namedCharacter)
    .join(', ');
}

/** A character by its code point, and by its name where one is known here. */
export function namedCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const point = codePointOf(character);
  const name =
    code >= 0xfe00 && code <= 0xfe0f ? `variation selector-${(code - 0xfdff).toString()}` : names[code];
  return name === undefined ? point : `${point} ${name}`;
}

/** A text with a common space for every odd one, and nothing for what does not show at all. */
export function withoutOddCharacters(text: string): string {
  return text.replace(everyUnseenBlank, ' ').replace(everyUnseenCharacter, '');
}
