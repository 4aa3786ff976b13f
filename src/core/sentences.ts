import * as l10n from '@vscode/l10n';

/** Words one after the other, as a sentence lists them: with what the language has in the place of commas. */
export function wordList(words: readonly string[]): string {
  return words.join(l10n.t(', '));
}

/** Marks of Chinese and Japanese, which have the space behind a sentence in them. */
const ownSpace = /[\u3001-\u301f\uff01-\uff60]$/;

/** Whole sentences one after the other; one that is empty is left out. */
export function sentences(...parts: readonly string[]): string {
  return parts
    .filter((part) => part !== '')
    .reduce((before, part) => (before === '' || ownSpace.test(before) ? before : `${before} `) + part, '');
}
