import * as l10n from '@vscode/l10n';

/** The first names, and how many more there are. @param shown so many are named. */
export function shortList(names: readonly string[], shown = 8): string {
  const first = names.slice(0, shown).join(', ');
  return names.length > shown ? l10n.t('{0} and {1} more', first, names.length - shown) : first;
}
