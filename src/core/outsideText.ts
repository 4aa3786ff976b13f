import { codePointOf, everyUnseenOrControl } from './unseenCharacters.ts';

/** How much of a name is read, in code points. */
const usual = 100;
/** The same for an address or another value: a host name may have 253 characters, and it must be read to its end. */
export const longestValue = 300;
/** The same for a whole text: no sentence of ours is longer, whatever it quotes. */
export const longestText = 2000;

/**
 * Text that comes from outside (a name, an address, a message of a PBX) as a person may see it in the middle of words of ours:
 * on one line, with what nobody sees shown by its code point, such as `⟨U+202E⟩`, and not longer than `limit`. What it
 * returns comes through it again as it is.
 * @param limit in code points; the `…` in the place of the rest is the last of them. A shown code point counts as written.
 */
export function outsideText(text: string, limit = usual): string {
  // Each code point is one of the result at least, and two units at most.
  const head = text.length > 2 * limit ? text.slice(0, 2 * limit + 2) : text;
  const shown = head.replace(everyUnseenOrControl, (character) => `⟨${codePointOf(character)}⟩`);
  if (shown.length <= limit && head === text) return shown;
  const points = Array.from(shown);
  return points.length <= limit ? shown : `${points.slice(0, limit - 1).join('')}…`;
}
