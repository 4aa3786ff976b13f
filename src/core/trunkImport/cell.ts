/** The text that a cell stands for. Nothing is read as a formula but `="0123"`, which keeps a number a text; no number loses its zeros. */
export function cellText(cell: string): string {
  const trimmed = cell.trim();
  if (trimmed.length < 3 || !trimmed.startsWith('="') || !trimmed.endsWith('"')) return cell;
  const inQuotes = trimmed.slice(2, -1);
  return inQuotes.replaceAll('""', '').includes('"') ? cell : inQuotes.replaceAll('""', '"');
}

/** Without the apostrophe that keeps a number a text in a spreadsheet. */
export function withoutApostrophe(text: string): string {
  return text.replace(/^'(?=[\d+=@-])/, '');
}
