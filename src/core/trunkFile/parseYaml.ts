import * as l10n from '@vscode/l10n';
import { Composer, Lexer, Parser, Schema } from 'yaml';
import type { CST, Document, YAMLError } from 'yaml';
import { aliasBudget, Anchors, Refused } from './anchors.ts';
import type { AliasBudget } from './anchors.ts';
import { LibraryNodes } from './libraryNodes.ts';
import { errorAt } from './problem.ts';
import type { Report } from './problem.ts';
import { yamlErrorWords } from './yamlErrorWords.ts';
import type { YamlDocument, YamlNode } from './yamlTree.ts';

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

/**
 * Reads a piece of a file by itself.
 * @returns the library's node, or `undefined` unless it is one document without any mistake.
 */
export function parsePiece(text: string): unknown {
  const [document, ...others] = newComposer().compose(tokens(text, () => undefined));
  const isRight = document && [...document.errors, ...document.warnings, ...others].length === 0;
  return isRight ? document.contents : undefined;
}

function readDocuments(text: string, report: Report): YamlDocument[] {
  const composer = newComposer();
  const documents: YamlDocument[] = [];
  const budget = aliasBudget();
  let any = false;
  for (const document of composer.compose(tokens(text, report))) {
    any = true;
    const broken = reportSyntax([...document.errors, ...document.warnings], text, report);
    // What else seems wrong with a broken document mostly follows from that.
    const root = readRoot(document, text, broken ? () => undefined : report, budget);
    if (root && !(root.kind === 'text' && root.text === '')) documents.push({ root, broken });
  }
  const { errors, warnings } = composer.streamInfo();
  if (!any) reportSyntax([...errors, ...warnings], text, report);
  return documents;
}

function newComposer(): Composer {
  return new Composer({
    schema: new Schema({ schema: 'failsafe', resolveKnownTags: false }),
    // Checked by MapEntries: the library compares every key with every other.
    uniqueKeys: false,
    prettyErrors: false,
  });
}

function readRoot(
  document: Document,
  text: string,
  report: Report,
  budget: AliasBudget,
): YamlNode | undefined {
  const anchors = new Anchors(report, budget);
  try {
    return new LibraryNodes(text, 0, anchors, report).node(document.contents, [0, 0], 0);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
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
