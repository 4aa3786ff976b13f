/**
 * The known word that somebody may have meant: the same without case and separators, a letter or two away, or the one
 * that holds the word as a part (`type` → `trunktype`).
 */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  const plain = withoutSeparators(word);
  if (plain === '' || plain.length > 20) return undefined;
  const tolerated = Math.max(1, Math.floor(plain.length / 3));
  const [best] = known
    .map((candidate) => ({ candidate, letters: withoutSeparators(candidate) }))
    .filter(({ letters }) => Math.abs(letters.length - plain.length) <= tolerated)
    .map(({ candidate, letters }) => ({ candidate, distance: editDistance(plain, letters) }))
    .sort((a, b) => a.distance - b.distance);
  if (best && best.distance <= tolerated) return best.candidate;
  return plain.length >= 4 ? known.find((candidate) => candidate.includes(plain)) : undefined;
}

function withoutSeparators(word: string): string {
  return word.toLowerCase().replace(/[-_ ]/g, '');
}

/** How many letters to insert, remove, replace or swap with their neighbour (optimal string alignment). */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Infinity;
      row.push(Math.min(replaced, swapped, at(i - 1, j) + 1, at(i, j - 1) + 1));
    }
  }
  return at(a.length, b.length);
}
