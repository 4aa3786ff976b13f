import * as l10n from '@vscode/l10n';
import { Composer, isAlias, isMap, isScalar, isSeq, Lexer, Parser, Scalar, Schema } from 'yaml';
import type { Alias, CST, Document, YAMLError, YAMLMap } from 'yaml';
import type { Span } from './position.ts';
import { errorAt } from './problem.ts';
import type { Report } from './problem.ts';
import { duplicateKeyWords, tooDeepWords, yamlErrorWords } from './yamlErrorWords.ts';
import type { YamlDocument, YamlEntry, YamlNode } from './yamlTree.ts';

/** Deeper than any trunk file, and shallow enough for the stack. */
const maxDepth = 50;
/** How many aliases may lead to one another. */
const maxAliasDepth = 20;
/** How many values aliases and merge keys may bring into one file. */
const maxAliasCount = 500_000;
/** Words, signs, spaces and line ends: some two seconds of reading, or 17,000 trunks. */
const maxLexemes = 1_000_000;
/** One mistake often makes many errors; the rest of them are noise. */
const maxSyntaxErrors = 20;
/** Lexemes that stand for no text: the begin of a document, a wrong end of brackets, the begin of a scalar. */
const marks = new Set(['\u0002', '\u0018', '\u001f']);

/**
 * Reads YAML with every scalar as text (YAML's failsafe schema).
 * @returns the documents that are not empty. What is wrong goes to `report`; nothing is thrown.
 */
export function parseYaml(text: string, report: Report): YamlDocument[] {
  const { stackTraceLimit } = Error;
  try {
    // The library makes an Error of each mistake, and stacks that nobody reads would cost most of the time.
    Error.stackTraceLimit = 0;
    return readDocuments(text, report);
  } catch (error) {
    if (error instanceof Refused) return [];
    throw error;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function readDocuments(text: string, report: Report): YamlDocument[] {
  const composer = new Composer({
    schema: new Schema({ schema: 'failsafe', resolveKnownTags: false }),
    // Checked by the Reader: the library compares every key with every other.
    uniqueKeys: false,
    prettyErrors: false,
  });
  const documents: YamlDocument[] = [];
  const budget = { aliases: maxAliasCount };
  let any = false;
  for (const document of composer.compose(tokens(text, report))) {
    any = true;
    const broken = reportSyntax([...document.errors, ...document.warnings], text, report);
    // What else seems wrong with a broken document mostly follows from that.
    const root = new Reader(text, broken ? () => undefined : report, budget).read(document);
    if (root && !(root.kind === 'text' && root.text === '')) documents.push({ root, broken });
  }
  const { errors, warnings } = composer.streamInfo();
  if (!any) reportSyntax([...errors, ...warnings], text, report);
  return documents;
}

function* tokens(text: string, report: Report): Generator<CST.Token> {
  const parser = new Parser();
  let left = maxLexemes;
  let at = 0;
  for (const lexeme of new Lexer().lex(text)) {
    left -= 1;
    if (left < 0) {
      report(
        errorAt([0, 0], 'too-large', l10n.t('This file is too large to be read. Split it into several.')),
      );
      throw new Refused();
    }
    try {
      yield* parser.next(lexeme);
    } catch (error) {
      // The library calls itself once for each line that does not fit, thousands of times when a bracket is amiss.
      if (!(error instanceof RangeError)) throw error;
      report(errorAt([at, at], 'syntax', yamlErrorWords('BAD_INDENT')));
      throw new Refused();
    }
    if (!marks.has(lexeme)) at += lexeme.length;
  }
  yield* parser.end();
}

/** @returns true when there was something to report. */
function reportSyntax(errors: readonly YAMLError[], text: string, report: Report): boolean {
  for (const { code, pos } of errors.slice(0, maxSyntaxErrors)) {
    const span = [pos[0], Math.max(pos[0], Math.min(pos[1], endOfLine(text, pos[0])))] as const;
    report(errorAt(span, code === 'RESOURCE_EXHAUSTION' ? 'too-deep' : 'syntax', yamlErrorWords(code)));
  }
  return errors.length > 0;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** A node, and how many aliases lead to one another inside it. */
interface Read {
  node: YamlNode;
  aliasDepth: number;
}

/** Stops reading what has been refused with a problem. */
class Refused extends Error {}

/** Turns the library's nodes of one document into ours. */
class Reader {
  readonly #text: string;
  readonly #report: Report;
  readonly #budget: { aliases: number };
  /** By name; `undefined` while the anchored node is still being read. */
  readonly #anchors = new Map<string, Read | undefined>();

  constructor(text: string, report: Report, budget: { aliases: number }) {
    this.#text = text;
    this.#report = report;
    this.#budget = budget;
  }

  read(document: Document): YamlNode | undefined {
    try {
      return this.#node(document.contents, [0, 0], 0).node;
    } catch (error) {
      if (error instanceof Refused) return undefined;
      throw error;
    }
  }

  #node(node: unknown, fallback: Span, depth: number): Read {
    if (isAlias(node)) return this.#alias(node);
    const anchor =
      isScalar(node) || isMap(node) || isSeq(node) ? (node as { anchor?: string }).anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, undefined);
    const read = this.#content(node, fallback, depth);
    if (anchor !== undefined) this.#anchors.set(anchor, read);
    return read;
  }

  #content(node: unknown, fallback: Span, depth: number): Read {
    const span = this.#span(node, fallback);
    if (depth > maxDepth) this.#refuse(errorAt(span, 'too-deep', tooDeepWords()));
    if (isMap(node)) return this.#map(node, span, depth);
    if (isSeq(node)) {
      let aliasDepth = 0;
      const items = node.items.map((item) => {
        const read = this.#node(item, span, depth + 1);
        aliasDepth = Math.max(aliasDepth, read.aliasDepth);
        return read.node;
      });
      const end = node.flow ? span[1] : (items.at(-1)?.span[1] ?? span[1]);
      return { node: { kind: 'list', items, span: [span[0], end] }, aliasDepth };
    }
    const text = isScalar(node) && typeof node.value === 'string' ? node.value : '';
    return { node: { kind: 'text', text, span }, aliasDepth: 0 };
  }

  #map(map: YAMLMap, span: Span, depth: number): Read {
    const entries: YamlEntry[] = [];
    const merges: YamlNode[] = [];
    const keys = new Set<string>();
    let aliasDepth = 0;
    let end = span[1];
    for (const pair of map.items) {
      const key = this.#node(pair.key, span, depth + 1);
      const keySpan = key.node.span;
      const value = this.#node(pair.value, keySpan, depth + 1);
      aliasDepth = Math.max(aliasDepth, key.aliasDepth, value.aliasDepth);
      // A value that is not there is shown at its key, where there is something to underline.
      if (value.node.kind === 'text' && value.node.span[0] === value.node.span[1]) value.node.span = keySpan;
      if (!map.flow) end = Math.max(keySpan[1], value.node.span[1]);
      if (key.node.kind !== 'text') {
        this.#report(errorAt(keySpan, 'wrong-shape', l10n.t('A key must be a single word.')));
      } else if (isMergeKey(pair.key)) {
        merges.push({ ...value.node, source: value.node.source ?? value.node.span, span: keySpan });
      } else if (keys.has(key.node.text)) {
        this.#report(errorAt(keySpan, 'duplicate-key', duplicateKeyWords()));
      } else {
        keys.add(key.node.text);
        entries.push({ key: key.node.text, keySpan, value: value.node });
      }
    }
    for (const merge of merges) this.#merge(merge, keys, entries);
    return { node: { kind: 'map', entries, span: [span[0], end] }, aliasDepth };
  }

  /** Adds what a merge key brings: keys of the map itself win, then those of earlier sources. */
  #merge(merge: YamlNode, keys: Set<string>, entries: YamlEntry[]): void {
    const sources = merge.kind === 'list' ? merge.items : [merge];
    for (const source of sources) {
      if (source.kind !== 'map') {
        this.#report(
          errorAt(
            merge.span,
            'merge',
            l10n.t('{0} takes over the fields of another trunk: write {1}.', '<<', '<<: *name'),
          ),
        );
        return;
      }
      for (const { key, keySpan, value } of source.entries) {
        this.#spend(merge.span);
        if (keys.has(key)) continue;
        keys.add(key);
        entries.push({
          key,
          keySpan,
          value: { ...value, span: merge.span, source: value.source ?? value.span },
        });
      }
    }
  }

  #alias(alias: Alias): Read {
    const span = this.#span(alias, [0, 0]);
    this.#spend(span);
    const target = this.#anchors.get(alias.source);
    if (!target) {
      const words = this.#anchors.has(alias.source)
        ? l10n.t('This alias stands inside the very thing that it repeats. Write the value instead.')
        : l10n.t('Nothing above has an anchor of this name. Write {0} before the value to repeat.', '&name');
      this.#refuse(errorAt(span, 'alias', words));
    }
    const aliasDepth = target.aliasDepth + 1;
    if (aliasDepth > maxAliasDepth) this.#refuse(errorAt(span, 'too-many-aliases', tooManyAliasesWords()));
    return { node: { ...target.node, span, source: target.node.source ?? target.node.span }, aliasDepth };
  }

  #spend(span: Span): void {
    this.#budget.aliases -= 1;
    if (this.#budget.aliases < 0) this.#refuse(errorAt(span, 'too-many-aliases', tooManyAliasesWords()));
  }

  #refuse(problem: Parameters<Report>[0]): never {
    this.#report(problem);
    throw new Refused();
  }

  /** The place of a node without the line breaks behind it. */
  #span(node: unknown, fallback: Span): Span {
    const range = (node as { range?: [number, number, number] | null } | null)?.range;
    if (!range) return fallback;
    const start = range[0];
    let end = range[1];
    while (end > start && isSpace(this.#text.charCodeAt(end - 1))) end -= 1;
    return [start, end];
  }
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && key.type === Scalar.PLAIN;
}

function tooManyAliasesWords(): string {
  return l10n.t('This file repeats itself through too many aliases. Write the trunks out instead.');
}
