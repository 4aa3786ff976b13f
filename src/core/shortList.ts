import * as l10n from '@vscode/l10n';

/** The first names, and how many more there are. @param most how many are named. */
export function shortList(names: readonly string[], most = 8): string {
  const first = names.slice(0, most).join(', ');
  return names.length > most ? l10n.t('{0} and {1} more', first, names.length - most) : first;
}
