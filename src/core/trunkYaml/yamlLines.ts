const nothing = /^ *(?:#.*)?$/;

/** True for a line that is blank or has only a comment. */
export function isNothing(line: string): boolean {
  return nothing.test(line);
}

/** The offset of the line break that ends the line, or of the end of the text. */
export function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** How far a line is indented. */
export function columnOf(line: string): number {
  let column = 0;
  while (line.charCodeAt(column) === 0x20) column += 1;
  return column;
}

/**
 * Where a piece of a document ends that began with the line at `from`: before the next line that is indented no more than `column`.
 * @param isEntry whether it is an entry of a map, to which dashes at its own column belong, too.
 */
export function endOfPiece(text: string, from: number, column: number, isEntry: boolean): number {
  for (let at = endOfLine(text, from) + 1; at < text.length; at = endOfLine(text, at) + 1) {
    const line = text.slice(at, endOfLine(text, at)).replace(/\r$/, '');
    if (/^(?:---|\.\.\.)/.test(line)) return at;
    if (isNothing(line)) continue;
    const own = columnOf(line);
    if (own < column || (own === column && !(isEntry && /^- |^-$/.test(line.slice(own))))) return at;
  }
  return text.length;
}
