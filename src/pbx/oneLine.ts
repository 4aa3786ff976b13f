/** Characters that break a line, do not show, or turn the text around. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * Text that a certificate or a proxy wrote, as it may stand in a sentence of ours: on one line, what nobody sees by its code
 * point, and cut.
 * @param limit in code points.
 */
export function oneLine(text: string, limit = 100): string {
  const shown = text
    .slice(0, 2 * limit + 2)
    .replace(
      unseen,
      (character) => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
    );
  const points = Array.from(shown);
  return points.length <= limit ? shown : `${points.slice(0, limit - 1).join('')}…`;
}
