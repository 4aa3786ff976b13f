import * as l10n from '@vscode/l10n';
import { Composer, Lexer, Parser, Schema } from 'yaml';
import type { CST, Document, YAMLError } from 'yaml';
import { Refused } from './anchors.ts';
import { errorAt } from './problem.ts';
import type { Report } from './problem.ts';
import { yamlErrorWords } from './yamlErrorWords.ts';

/** Words, signs, spaces and line ends: more than 25,000 trunks have, and few enough to be read within seconds. */
const maxLexemes = 2_000_000;
/** Lexemes that stand for no text: the beginning of a document, a wrong end of brackets, the beginning of a scalar. */
const marks = new Set(['\u0002', '\u0018', '\u001f']);

/** The library's reader of documents, with every scalar as text (YAML's failsafe schema). */
export function newComposer(): Composer {
  return new Composer({
    schema: new Schema({ schema: 'failsafe', resolveKnownTags: false }),
    // Checked by MapEntries: the library compares every key with every other.
    uniqueKeys: false,
    prettyErrors: false,
  });
}

/**
 * The library's tokens of a text.
 * @throws Refused when there are too many of them, which is reported.
 */
export function* tokens(text: string, report: Report): Generator<CST.Token> {
  const parser = new Parser();
  let left = maxLexemes;
  let offset = 0;
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
      report(errorAt([offset, offset], 'syntax', yamlErrorWords('BAD_INDENT')));
      throw new Refused();
    }
    if (!marks.has(lexeme)) offset += lexeme.length;
  }
  yield* parser.end();
}

/** What is wrong with the syntax of a document. */
export function mistakesOf({ errors, warnings }: Pick<Document, 'errors' | 'warnings'>): YAMLError[] {
  return [...errors, ...warnings].sort((a, b) => a.pos[0] - b.pos[0]);
}
