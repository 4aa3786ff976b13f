import type { Span } from './position.ts';
import type { YamlDocument, YamlList, YamlMap, YamlNode, YamlText } from './yamlTree.ts';

const nothing = /^ *(?:#.*)?$/;
const separator = /^---(?: +#.*| *)$/;
const entryLine = /^([A-Za-z_][\w-]*):(?:( +)(.*))?$/;
const itemLine = /^(- +)(.+)$/;
const quoted = /^(?:'([^']*)'|"([^"\\]*)")(?: +#.*| *)$/;
const flowList = /^\[( *[A-Za-z_][\w.-]*(?: *, *[A-Za-z_][\w.-]*)* *)\](?: +#.*| *)$/;
const plain = /^[\p{L}\p{N}_$/]/u;
const notPlain = /: |:$/;
/** More keys than any trunk has; the general reader finds duplicates among many. */
const maxKeys = 30;

/**
 * Reads the everyday shape of a trunk YAML (one `key: value` a line, trunks as a list of such lines) at more than ten times
 * the speed of the general reader, so that a file of 10,000 trunks is checked while somebody types.
 * @returns what `parseYaml` returns for the text, or `undefined` when anything in it is less usual or wrong.
 */
export function parseSimpleYaml(text: string): YamlDocument[] | undefined {
  if (/[\t\uFEFF]/.test(text)) return undefined;
  const documents: SimpleDocument[] = [];
  let document: SimpleDocument | undefined;
  for (let at = 0; at < text.length;) {
    const end = endOfLine(text, at);
    const line = text.slice(at, text.charCodeAt(end - 1) === 0x0d ? end - 1 : end);
    if (separator.test(line)) document = undefined;
    else if (!nothing.test(line)) {
      if (!document) documents.push((document = new SimpleDocument()));
      if (!document.add(line, at)) return undefined;
    }
    at = end + 1;
  }
  return documents.map(({ root }) => ({ root: withSpan(root), broken: false }));
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

/** A document as far as it has been read: a map, whose last value may be a list, whose last item may be a map. */
class SimpleDocument {
  readonly root: YamlMap = { kind: 'map', entries: [], span: [0, 0] };
  /** Columns of the list's dashes and of the keys behind them; -1 where there is none. */
  #dashColumn = -1;
  #keyColumn = -1;
  #list: YamlList | undefined;
  #item: YamlMap | undefined;

  /** @returns false for a line that only the general reader understands. */
  add(line: string, offset: number): boolean {
    const column = line.search(/[^ ]/);
    const content = line.slice(column);
    const at = offset + column;
    const dash = content.startsWith('-') ? itemLine.exec(content) : null;
    if (dash) return this.#addItem(column, dash[1]?.length ?? 0, dash[2] ?? '', at);
    if (column === 0) {
      this.#list = this.#item = undefined;
      return addEntry(this.root, content, at);
    }
    return this.#item !== undefined && column === this.#keyColumn && addEntry(this.#item, content, at);
  }

  #addItem(column: number, indent: number, content: string, at: number): boolean {
    if (!this.#list) {
      const entry = this.root.entries.at(-1);
      // Only a key with nothing behind it takes a list: its value stands, so far, at the key itself.
      if (!entry || entry.value.span !== entry.keySpan) return false;
      entry.value = this.#list = { kind: 'list', items: [], span: [at, at] };
      this.#dashColumn = column;
    }
    if (column !== this.#dashColumn) return false;
    this.#keyColumn = column + indent;
    this.#item = undefined;
    if (entryLine.test(content)) {
      this.#item = { kind: 'map', entries: [], span: [at, at] };
      this.#list.items.push(this.#item);
      return addEntry(this.#item, content, at + indent);
    }
    const value = readValue(content, at + indent);
    if (value?.kind !== 'text') return false;
    this.#list.items.push(value);
    return true;
  }
}

function addEntry(map: YamlMap, content: string, at: number): boolean {
  const match = entryLine.exec(content);
  if (!match || map.entries.length >= maxKeys) return false;
  const [, key = '', space = '', rest = ''] = match;
  const keySpan: Span = [at, at + key.length];
  const value: YamlNode | undefined =
    rest === '' || rest.startsWith('#')
      ? { kind: 'text', text: '', span: keySpan }
      : readValue(rest, at + key.length + 1 + space.length);
  if (!value || map.entries.some((entry) => entry.key === key)) return false;
  map.entries.push({ key, keySpan, value });
  return true;
}

function readValue(rest: string, at: number): YamlNode | undefined {
  const first = rest.charCodeAt(0);
  const inQuotes = first === 0x22 || first === 0x27 ? quoted.exec(rest) : null;
  if (inQuotes) {
    const text = inQuotes[1] ?? inQuotes[2] ?? '';
    return { kind: 'text', text, span: [at, at + text.length + 2] };
  }
  const inBrackets = first === 0x5b ? flowList.exec(rest) : null;
  if (inBrackets) {
    const inside = inBrackets[1] ?? '';
    const items = [...inside.matchAll(/[^ ,]+/g)].map(({ 0: text, index }): YamlText => {
      const start = at + 1 + index;
      return { kind: 'text', text, span: [start, start + text.length] };
    });
    return { kind: 'list', items, span: [at, at + inside.length + 2] };
  }
  const comment = rest.indexOf(' #');
  const text = (comment === -1 ? rest : rest.slice(0, comment)).replace(/ +$/, '');
  if (!plain.test(text) || notPlain.test(text)) return undefined;
  return { kind: 'text', text, span: [at, at + text.length] };
}

/** Gives maps and lists of lines their place, from the first key to the last value. */
function withSpan<T extends YamlNode>(node: T): T {
  let start: number | undefined;
  let end: number | undefined;
  if (node.kind === 'map') {
    for (const { value } of node.entries) end = withSpan(value).span[1];
    start = node.entries[0]?.keySpan[0];
  } else if (node.kind === 'list' && node.span[0] === node.span[1]) {
    for (const item of node.items) end = withSpan(item).span[1];
  }
  if (end !== undefined) node.span = [start ?? node.span[0], end];
  return node;
}
