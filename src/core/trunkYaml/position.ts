/** A place in a file as VS Code counts: lines and UTF-16 units, both from zero. */
export interface Position {
  line: number;
  character: number;
}

/** A stretch of a file; `end` is behind its last character. */
export interface Range {
  start: Position;
  end: Position;
}

/** A stretch of a text by its offsets in UTF-16 units. */
export type Span = readonly [start: number, end: number];

/** Turns offsets into lines and characters. */
export class LineIndex {
  readonly #starts = [0];
  readonly #text: string;
  /** The line of the last answer: questions mostly come in the order of the text. */
  #last = 0;

  constructor(text: string) {
    this.#text = text;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1))
      this.#starts.push(end + 1);
  }

  position(offset: number): Position {
    let inside = Math.min(Math.max(offset, 0), this.#text.length);
    // A line ends before its line break, however long that is.
    if (this.#text[inside] === '\n' && this.#text[inside - 1] === '\r') inside -= 1;
    if (!this.#holds(this.#last, inside)) {
      this.#last = this.#holds(this.#last + 1, inside) ? this.#last + 1 : this.#find(inside);
    }
    return { line: this.#last, character: inside - (this.#starts[this.#last] ?? 0) };
  }

  range([start, end]: Span): Range {
    return { start: this.position(start), end: this.position(Math.max(start, end)) };
  }

  #holds(line: number, offset: number): boolean {
    const start = this.#starts[line];
    return start !== undefined && start <= offset && offset < (this.#starts[line + 1] ?? Infinity);
  }

  #find(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
