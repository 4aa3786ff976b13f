import { longestText, outsideText } from '../core/outsideText.ts';

/** The lines of a Markdown table, padded so that it reads well without a preview too; not its last column, which is long. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const escaped = rows.map((row) => row.map(escapeMarkdown));
  const widths = header.map((title, column) =>
    column === header.length - 1
      ? 0
      : escaped.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), title.length),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(Math.max(3, width)))), ...escaped.map(line)];
}

/**
 * Text as it is shown, whatever Markdown makes of its characters; on one line, as a table needs it, and with nothing hidden
 * in it.
 */
export function escapeMarkdown(text: string): string {
  return outsideText(text, longestText)
    .replace(/[\\`*_{}[\]<>|~#&$]/g, '\\$&')
    .replace(/\b(https?|ftp|mailto):/gi, '$1\\:')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}\\.`);
}
