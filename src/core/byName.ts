/** Made once: with it, 200 names are sorted in a fraction of the time of `localeCompare`. */
const collator = new Intl.Collator(undefined, { numeric: true });

/** The order in which people look for names: `trunk-2` before `trunk-10`. */
export function byName(one: string, other: string): number {
  return collator.compare(one, other);
}
