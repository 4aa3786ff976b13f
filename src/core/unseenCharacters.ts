/**
 * Characters that a person does not see, or takes for a common space, as the inside of a character class (flag `u`): format
 * characters (bidi, zero width), what Unicode lets programs ignore, line and paragraph separators, every space but the common
 * one, the blank of Braille, and halves of characters.
 */
const unseen = String.raw`\p{Cf}\p{DI}\p{Zl}\p{Zp}\p{Cs}\u2800\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000`;
/** Those among them that take up room as a space does. */
const blanks = String.raw`\p{Zl}\p{Zp}\u2800\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000`;

/** Finds one. Without the control characters, which no value of a trunk may have at all. */
export const unseenCharacter = new RegExp(`[${unseen}]`, 'u');
export const everyUnseenCharacter = new RegExp(`[${unseen}]`, 'gu');
export const everyUnseenBlank = new RegExp(`[${blanks}]`, 'gu');
/** The control characters too: line breaks, tabs, the bell, what moves a terminal's cursor. */
export const everyUnseenOrControl = new RegExp(`[\\p{Cc}${unseen}]`, 'gu');

/** A character by its code point, such as `U+200B`. */
export function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
