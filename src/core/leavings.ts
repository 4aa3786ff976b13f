import * as l10n from '@vscode/l10n';

/** What other programs write for a value that is not there. */
const wordsForNothing = /^(?:~|null|\(null\)|<null>|none|nil|\.?nan|undefined|n\/a|\\N)$/i;

/** A number of which a spreadsheet has kept only the first digits, such as `4.93012E+11`; Java writes no plus. */
const shortened = /^[-+]?\d{1,3}(?:[.,]\d+E[-+]?\d+|E[-+]\d+)$/i;
/** Spreadsheets know 15 digits of a number and write zeros for the others. */
const cutTo15Digits = /^[1-9]\d{14}0+$/;
/** A whole number that became one with decimals on its way, such as `5060.0`. */
const withDecimals = /^[-+]?\d+[.,]0+$/;
/** The errors of spreadsheets in any language, such as `#NAME?`, `#WERT!`, `#¡VALOR!`. */
const errorWord = /^#[\p{Lu}\p{Lo}\p{M}\d/._¡¿ ]+[!?]$/u;
/** Those without a sign at their end, and the numbered ones of LibreOffice. */
const otherErrors =
  /^(?:#(?:\p{Lu}\/\p{Lu}+|NV|YOK|HIÁNYZIK|GETTING_DATA)|(?:Err|Error|Fehler|Erreur|Errore|Erro|Fout):\d{3})$/u;
/** What stands in a column that is too narrow. */
const tooNarrow = /^#{2,}$/;

/** True for a word that other programs write where there is no value, such as `null`, `~` or `NaN`. */
export function isWordForNothing(text: string): boolean {
  return wordsForNothing.test(text.trim());
}

/** Something that a spreadsheet left in place of a value. */
type Leaving = 'number' | 'decimals' | 'error';

/** Tells what a spreadsheet has left in place of a value, if it has. */
function spreadsheetLeaving(text: string): Leaving | undefined {
  const value = text.trim();
  if (withDecimals.test(value)) return 'decimals';
  if (shortened.test(value) || cutTo15Digits.test(value)) return 'number';
  return [errorWord, otherErrors, tooNarrow].some((pattern) => pattern.test(value)) ? 'error' : undefined;
}

/** @returns the words for a value in whose place a spreadsheet left something, which they do not repeat. */
export function leavingWords(field: string, value: string): string | undefined {
  switch (spreadsheetLeaving(value)) {
    case 'number':
      return l10n.t('{0} looks like a number that a spreadsheet has shortened. Is it right?', field);
    case 'decimals':
      return l10n.t('{0} looks like a number to which a spreadsheet has added decimals. Is it right?', field);
    case 'error':
      return l10n.t('{0} looks like what a spreadsheet shows in place of a value. Is it right?', field);
    case undefined:
      return undefined;
  }
}

/** A whole number without the decimals that a spreadsheet gave it; any other text as it is. */
export function withoutDecimals(text: string): string {
  return withDecimals.test(text) ? text.replace(/[.,]0+$/, '') : text;
}
