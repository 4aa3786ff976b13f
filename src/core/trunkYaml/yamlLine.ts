/** The lines of a text, as the editor has them. */
export interface Lines {
  count: number;
  /** The line of that number, from zero, without its line break. */
  at(line: number): string;
}

/** One line of block YAML, as far as it can be told without its surroundings. */
export interface YamlLine {
  /** The column of the first dash, or of the text where there is none. */
  indent: number;
  /** Whether dashes begin it, which makes it an item of a list. */
  isItem: boolean;
  /** The column of the text behind the dashes. */
  column: number;
  /** The text without dashes and comment. */
  content: string;
  /** Of `key: value`; a value that is not there is `''`. */
  entry?: { key: string; value: string; valueColumn: number };
}

const parts = /^(\s*)((?:-(?:\s+|$))*)(.*)$/;
const entryPattern = /^(["']?)([\w-]+)\1\s*:(?:\s+(.*))?$/;

/** Reads one line, also a half-written one. */
export function readLine(text: string): YamlLine {
  const [, space = '', dashes = '', rest = ''] = parts.exec(text) ?? [];
  const column = space.length + dashes.length;
  const content = withoutComment(rest).trimEnd();
  const match = entryPattern.exec(content);
  return {
    indent: space.length,
    isItem: dashes !== '',
    column,
    content,
    ...(match && {
      entry: {
        key: match[2] ?? '',
        value: match[3] ?? '',
        valueColumn: column + content.length - (match[3] ?? '').length,
      },
    }),
  };
}

/** True for a line that begins another document. */
export function isSeparator(text: string): boolean {
  return /^(?:---|\.\.\.)(?:\s|$)/.test(text);
}

/** The same text with everything in quotes and placeholders made dull, so that no sign in it means anything. */
export function withoutQuotes(text: string): string {
  return text
    .replace(/\$\{[^{}]*\}?/g, (found) => 'x'.repeat(found.length))
    .replace(/(?<=^|[\s:[{,])(?:"[^"\\]*(?:\\.[^"\\]*)*(?:"|$)|'[^']*(?:'|$))/g, (found) =>
      'x'.repeat(found.length),
    );
}

/** Cuts off a comment. */
export function withoutComment(text: string): string {
  const start = withoutQuotes(text).search(/(?:^|\s)#/);
  return start === -1 ? text : text.slice(0, start);
}

/** The text of a simple value without its quotes. */
export function plainText(value: string): string {
  return value.trim().replace(/^(["'])(.*)\1$/, '$2');
}
