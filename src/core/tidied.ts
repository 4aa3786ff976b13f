import { withoutOddCharacters } from './oddCharacters.ts';

/**
 * A value without the blanks around it, which nobody means: the one rule for trunk files, forms, imports and commands.
 * In `trunkname` they stay, since a PBX may list a trunk under just that name, and in `password`, where they may be meant.
 */
export function tidied(field: string, value: string): string {
  switch (field) {
    case 'trunkname':
    case 'password':
      return value;
    case 'port':
    case 'trunktype':
      // Nothing but digits or one of three words can be meant.
      return withoutOddCharacters(value).trim();
    case 'host':
    case 'domain':
      return value.trim();
    default:
      // Spaces of other kinds may be on the PBX already, so they only get a warning.
      return withoutCommonBlanks(value);
  }
}

/** The same for all values of a trunk; what is not a text is left as it is. */
export function tidiedValues<T extends object>(values: T): T {
  const entries = Object.entries(values).map(([field, value]: [string, unknown]) => [
    field,
    typeof value === 'string' ? tidied(field, value) : value,
  ]);
  return Object.fromEntries(entries) as T;
}

/** Without spaces, tabs and line breaks around it. A pattern for the end would take long where many stand inside. */
function withoutCommonBlanks(value: string): string {
  const isBlank = (at: number): boolean => '\t\n\v\f\r '.includes(value.charAt(at));
  let [start, end] = [0, value.length];
  while (start < end && isBlank(start)) start += 1;
  while (end > start && isBlank(end - 1)) end -= 1;
  return value.slice(start, end);
}
