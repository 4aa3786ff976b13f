import * as l10n from '@vscode/l10n';
import { outsideText } from './outsideText.ts';
import { wordList } from './sentences.ts';

/** The first names, and how many more there are. @param most how many are named. */
export function shortList(names: readonly string[], most = 8): string {
  const first = wordList(names.slice(0, most));
  return names.length > most ? l10n.t('{0} and {1} more', first, names.length - most) : first;
}

/** The same for names from outside: each on one line, and not longer than anybody reads. */
export function shortOutsideList(names: readonly string[], most?: number): string {
  return shortList(
    names.map((name) => outsideText(name)),
    most,
  );
}
