import * as l10n from '@vscode/l10n';
import { hasOddCharacter, namedCharacter, withoutOddCharacters } from '../oddCharacters.ts';
import { isTrunkField } from '../trunk.ts';
import type { Span } from './position.ts';
import { errorAt } from './problem.ts';
import type { FoundProblem } from './problem.ts';
import type { SmallEdit } from './smallEdits.ts';

/** What stands before the first key of a line, with the dash of a list. */
const lead = /^[\s\p{Cf}\p{DI}\u2800]*(?:-(?=$|[\s\p{Cf}\p{DI}\u2800])[\s\p{Cf}\p{DI}\u2800]*)*/u;
/** A key with what stands around its colon, where that is not a common space. */
const keyAndColon = /^(["']?)([\w-]+)\1([^\S\n]*:)((?:(?! )[^\S\n\t]+)?)/u;
/** As wide as a common space, or as two. */
const twoSpaces = /[\t\u3000]/g;

/**
 * Finds the first line of which YAML cannot tell how far it is indented, since something else than spaces stands there.
 * @returns the problem, or undefined where all lines are indented with spaces.
 */
export function oddIndentation(text: string): FoundProblem | undefined {
  if (!text.includes('\t') && !hasOddCharacter(text)) return undefined;
  let start = 0;
  for (const line of text.split('\n')) {
    const spaced = withSpaces(line);
    if (spaced !== line) {
      let at = 0;
      while (line.charAt(at) === spaced.charAt(at)) at += 1;
      const character = String.fromCodePoint(line.codePointAt(at) ?? 0);
      const span: Span = [start, start + Math.max(1, line.length - line.trimStart().length)];
      return { ...errorAt(span, 'syntax', indentationWords(character)), fix: { kind: 'indent' } };
    }
    start += line.length + 1;
  }
  return undefined;
}

/**
 * Puts common spaces before the first key of a line and around the colon of that.
 * @returns nothing for a line that has no others there. No edit reaches into a value.
 */
export function indenting(line: string): SmallEdit[] {
  const spaced = withSpaces(line);
  if (spaced === line) return [];
  let same = 0;
  const shorter = Math.min(line.length, spaced.length);
  while (same < shorter && line.at(-1 - same) === spaced.at(-1 - same)) same += 1;
  return [{ span: [0, line.length - same], text: spaced.slice(0, spaced.length - same) }];
}

function withSpaces(line: string): string {
  const [before = ''] = lead.exec(line) ?? [];
  const rest = line.slice(before.length);
  // YAML takes tabs where there is nothing to be indented.
  if (!hasOddCharacter(before) && (rest.trim() === '' || rest.startsWith('#'))) return line;
  return spaces(before) + withSpacedColon(rest);
}

function withSpacedColon(rest: string): string {
  const [whole = '', quote = '', key = '', colon = '', gap = ''] = keyAndColon.exec(rest) ?? [];
  if (!isTrunkField(key) && key !== 'pbx' && key !== 'trunks') return rest;
  return `${quote}${key}${quote}${spaces(colon)}${spaces(gap)}${rest.slice(whole.length)}`;
}

function spaces(text: string): string {
  return withoutOddCharacters(text.replace(twoSpaces, '  '));
}

function indentationWords(character: string): string {
  return character === '\t'
    ? l10n.t('YAML does not take tabs for indentation. Use spaces.')
    : l10n.t(
        'This is indented with {0}, which YAML does not take for a space. Use common spaces.',
        namedCharacter(character),
      );
}
