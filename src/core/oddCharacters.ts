import * as l10n from '@vscode/l10n';
import { wordList } from './sentences.ts';
import { codePointOf, everyUnseenBlank, everyUnseenCharacter, unseenCharacter } from './unseenCharacters.ts';

/** How many are worth being named. */
const maxNamed = 3;

/** Unicode's names, in lower case, of those that text brings along when it is copied. */
const names: Readonly<Record<number, () => string>> = {
  0x09: () => l10n.t('tab'),
  0xa0: () => l10n.t('no-break space'),
  0xad: () => l10n.t('soft hyphen'),
  0x34f: () => l10n.t('combining grapheme joiner'),
  0x61c: () => l10n.t('Arabic letter mark'),
  0x180e: () => l10n.t('Mongolian vowel separator'),
  0x2002: () => l10n.t('en space'),
  0x2003: () => l10n.t('em space'),
  0x2007: () => l10n.t('figure space'),
  0x2008: () => l10n.t('punctuation space'),
  0x2009: () => l10n.t('thin space'),
  0x200a: () => l10n.t('hair space'),
  0x200b: () => l10n.t('zero width space'),
  0x200c: () => l10n.t('zero width non-joiner'),
  0x200d: () => l10n.t('zero width joiner'),
  0x200e: () => l10n.t('left-to-right mark'),
  0x200f: () => l10n.t('right-to-left mark'),
  0x2028: () => l10n.t('line separator'),
  0x2029: () => l10n.t('paragraph separator'),
  0x202a: () => l10n.t('left-to-right embedding'),
  0x202b: () => l10n.t('right-to-left embedding'),
  0x202c: () => l10n.t('pop directional formatting'),
  0x202d: () => l10n.t('left-to-right override'),
  0x202e: () => l10n.t('right-to-left override'),
  0x202f: () => l10n.t('narrow no-break space'),
  0x205f: () => l10n.t('medium mathematical space'),
  0x2060: () => l10n.t('word joiner'),
  0x2066: () => l10n.t('left-to-right isolate'),
  0x2067: () => l10n.t('right-to-left isolate'),
  0x2068: () => l10n.t('first strong isolate'),
  0x2069: () => l10n.t('pop directional isolate'),
  0x3000: () => l10n.t('ideographic space'),
  0xfeff: () => l10n.t('zero width no-break space'),
};

/** True for a text with a character in it that does not show, or that only looks like a common space. */
export function hasOddCharacter(text: string): boolean {
  return unseenCharacter.test(text);
}

/** The first odd characters of a text by their names, each once, such as `U+200B zero width space`. */
export function namedOddCharacters(text: string): string {
  return wordList(
    [...new Set(text.match(everyUnseenCharacter) ?? [])].slice(0, maxNamed).map(namedCharacter),
  );
}

/** A character by its code point, and by its name where one is known here. */
export function namedCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const point = codePointOf(character);
  const name =
    code >= 0xfe00 && code <= 0xfe0f ? l10n.t('variation selector-{0}', code - 0xfdff) : names[code]?.();
  return name === undefined ? point : `${point} ${name}`;
}

/** A text with a common space for every odd one, and nothing for what does not show at all. */
export function withoutOddCharacters(text: string): string {
  return text.replace(everyUnseenBlank, ' ').replace(everyUnseenCharacter, '');
}
