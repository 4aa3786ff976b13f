import { LineIndex } from './position.ts';
import type { Range, Span } from './position.ts';
import type { Fix, FoundProblem, Problem } from './problem.ts';
import type { Place } from './trunkFile.ts';

/** The text being read, and the problems found in it so far. */
export class Source {
  /** The text as YAML and VS Code see it: no byte order mark, and a lone carriage return is a line break. */
  readonly text: string;
  readonly #lines: LineIndex;
  readonly #found = new Map<string, FoundProblem>();

  constructor(text: string) {
    this.text = text.replace(/^\uFEFF/, '').replace(/\r(?!\n)/g, '\n');
    this.#lines = new LineIndex(this.text);
  }

  /** Remembers a problem; one that an alias repeats counts once. */
  readonly report = (problem: FoundProblem): void => {
    const key = `${problem.span[0]} ${problem.span[1]} ${problem.message}`;
    if (!this.#found.has(key)) this.#found.set(key, problem);
  };

  /** Forgets all problems, because another explains them. */
  forget(): void {
    this.#found.clear();
  }

  /** True when something is wrong with which nothing of the file may be sent. */
  get hasError(): boolean {
    return [...this.#found.values()].some(({ severity }) => severity === 'error');
  }

  get isClean(): boolean {
    return this.#found.size === 0;
  }

  range(span: Span): Range {
    return this.#lines.range(span);
  }

  /** The same as {@link range}, in little room. */
  place(span: Span): Place {
    const { start, end } = this.range(span);
    return [start.line, start.character, end.line, end.character];
  }

  /** The first line of a longer stretch: enough to point at it. */
  head([start, end]: Span): Span {
    const lineEnd = this.text.slice(start, end).search(/\r?\n/);
    return [start, lineEnd === -1 ? end : start + lineEnd];
  }

  /** The problems in the order of the text. */
  problems(): Problem[] {
    return [...this.#found.values()]
      .sort((a, b) => a.span[0] - b.span[0] || a.span[1] - b.span[1])
      .map(({ severity, code, message, span, fix }) => ({
        severity,
        code,
        message,
        ...(fix && { fix: this.#place(fix) }),
        ...this.range(span),
      }));
  }

  #place(fix: Fix<Span>): Fix {
    return 'place' in fix ? { ...fix, place: this.range(fix.place) } : fix;
  }
}
