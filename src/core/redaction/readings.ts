import { base64Decoded } from './base64.ts';
import { decoded, writings } from './escapes.ts';
import { plainView, type View } from './view.ts';

/** How often writings are undone in a text: JSON in XML in a URL is three. */
const deepest = 3;
const { mixed, ...single } = writings;

/**
 * A text in each way in which it can be read: as it is, with its escapes undone, and with what is in its Base64. There are only
 * so many ways, whatever the text, and most texts have few.
 * @param least how many characters are looked for at least: what is shorter is not read as Base64.
 */
export function* readingsOf(text: string, least: number): Generator<View> {
  const plain = plainView(text);
  yield* unescaped(plain);
  // `+` and `/` of Base64 may be escaped; to take `+` for a blank, as the mixed reading does, would spoil it.
  for (const readable of [plain, ...Object.values(single).map((writing) => decoded(plain, writing))]) {
    const inBase64 = readable && base64Decoded(readable, least);
    if (inBase64) yield* unescaped(inBase64);
  }
}

/** A text, and with each writing undone alone, in each order; then with all of them undone at once. */
function* unescaped(plain: View): Generator<View> {
  if (!mixed.beginsWith.test(plain.text)) {
    yield plain;
    return;
  }
  const seen = new Set<string>();
  let level = [plain];
  for (let depth = 0; level.length > 0; depth += 1) {
    for (const view of level) seen.add(view.text);
    yield* level;
    if (depth === deepest) break;
    level = level.flatMap((view) => Object.values(single).flatMap((writing) => decoded(view, writing) ?? []));
    level = [...new Map(level.map((view) => [view.text, view])).values()].filter(
      ({ text }) => !seen.has(text),
    );
  }
  let view = decoded(plain, mixed);
  for (let depth = 0; view && depth <= deepest; depth += 1) {
    if (!seen.has(view.text)) yield view;
    view = decoded(view, mixed);
  }
}
