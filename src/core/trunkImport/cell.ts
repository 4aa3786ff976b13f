/** What Excel writes to keep a number a text: `="0123"`. */
const asFormula = /^="((?:[^"]|"")*)"$/;

/** The text that a cell stands for. Nothing else is read as a formula, and no number loses its zeros. */
export function cellText(cell: string): string {
  const [, text] = asFormula.exec(cell.trim()) ?? [];
  return text === undefined ? cell : text.replaceAll('""', '"');
}

/** Without the apostrophe that keeps a number a text in a spreadsheet. */
export function withoutApostrophe(text: string): string {
  return text.replace(/^'(?=[\d+=@-])/, '');
}
