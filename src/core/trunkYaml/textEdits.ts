import type { Span } from './position.ts';

/** Changes to stretches of a text; everything else stays byte for byte. */
export class TextEdits {
  readonly text: string;
  /** The line break of the text. */
  readonly eol: string;
  readonly #edits: { start: number; end: number; text: string }[] = [];

  constructor(text: string) {
    this.text = text;
    this.eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  }

  replace([start, end]: Span, text: string): void {
    this.#edits.push({ start, end, text });
  }

  insert(offset: number, text: string): void {
    this.replace([offset, offset], text);
  }

  /**
   * Takes whole lines out, with the line break before them: what is put behind them then still has its place.
   */
  removeLines([start, end]: Span): void {
    const from = this.lineStart(start);
    if (from === 0) this.replace([0, this.nextLine(end)], '');
    else this.replace([this.text.charAt(from - 2) === '\r' ? from - 2 : from - 1, this.lineEnd(end)], '');
  }

  lineStart(offset: number): number {
    return this.text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** The end of a line, before its line break. */
  lineEnd(offset: number): number {
    const end = this.text.indexOf('\n', offset);
    if (end === -1) return this.text.length;
    return end > offset && this.text.charAt(end - 1) === '\r' ? end - 1 : end;
  }

  /** The start of the next line, or the end of the text. */
  nextLine(offset: number): number {
    const end = this.text.indexOf('\n', offset);
    return end === -1 ? this.text.length : end + 1;
  }

  /** The column of a place, if nothing but spaces (and dashes of a list) stands before it. */
  indentOf(offset: number): string {
    return ' '.repeat(offset - this.lineStart(offset));
  }

  /** @returns the text with all changes, or undefined when two of them are about the same place. What is taken out twice is gone. */
  apply(): string | undefined {
    let result = '';
    let done = 0;
    for (const { start, end, text } of this.#edits.sort((a, b) => a.start - b.start || a.end - b.end)) {
      if (start < done && text !== '') return undefined;
      result += this.text.slice(done, Math.max(start, done)) + text;
      done = Math.max(end, done);
    }
    return result + this.text.slice(done);
  }
}
