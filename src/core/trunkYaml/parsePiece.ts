import { isMap, isScalar, isSeq } from 'yaml';
import type { Document } from 'yaml';
import type { Span } from './position.ts';
import type { FoundProblem } from './problem.ts';
import { mistakesOf, newComposer, reportMistakes, tokens } from './yamlLibrary.ts';

/** What was read of a piece of a file: list items or pairs of a map, as the library has them, and what is wrong with it. */
export interface Piece {
  nodes: unknown[];
  mistakes: FoundProblem[];
  /** Where the library's places count from, in the text. */
  offset: number;
}

/**
 * Reads items of a list, or entries of a map, by themselves.
 * @returns `undefined` unless they are one such block without any mistake.
 */
export function parsePiece(text: string, [from, to]: Span, kind: 'list' | 'map'): Piece | undefined {
  const document = compose(text.slice(from, to));
  if (!document || mistakesOf(document).length > 0) return undefined;
  const block = document.contents;
  if (!isMap(block) && !isSeq(block)) return undefined;
  return isMap(block) === (kind === 'map') ? { nodes: block.items, mistakes: [], offset: from } : undefined;
}

/**
 * Reads an item of a list that has mistakes, by itself, in surroundings that are made up.
 * @param column where its dash stands. @param mapColumn where the key stands whose value the list is, if it is one.
 * @returns `undefined` unless it ends where it should: else it may be part of something larger.
 */
export function parseWrongItem(
  text: string,
  [from, to]: Span,
  column: number,
  mapColumn: number | undefined,
): Piece | undefined {
  const other = `${' '.repeat(column)}- x\n`;
  const before = (mapColumn === undefined ? '' : `${' '.repeat(mapColumn)}x:\n`) + other;
  const isLast = to === text.length;
  const document = compose(before + text.slice(from, to) + (isLast ? '' : other));
  const root = document?.contents;
  const list = isMap(root) && root.items.length === 1 ? root.items[0]?.value : root;
  if (!document || !isSeq(list)) return undefined;
  const offset = from - before.length;
  const [, ...nodes] = list.items;
  const next = isLast ? undefined : nodes.pop();
  if (!isLast && !(isScalar(next) && (next.range?.[0] ?? 0) + offset >= to)) return undefined;
  const mistakes: FoundProblem[] = [];
  reportMistakes(mistakesOf(document), text, (problem) => mistakes.push(problem), offset);
  const isInside = mistakes.every(
    ({ code, span: [start] }) => code === 'syntax' && start >= from && (start < to || isLast),
  );
  return isInside ? { nodes, mistakes, offset } : undefined;
}

/** @returns the only document of a text. */
function compose(text: string): Document | undefined {
  const [document, ...others] = newComposer().compose(tokens(text, () => undefined));
  return others.length > 0 ? undefined : document;
}
