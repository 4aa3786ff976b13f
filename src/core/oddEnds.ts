import * as l10n from '@vscode/l10n';
import { hasOddCharacter, namedCharacter } from './oddCharacters.ts';

/**
 * What stands at the ends of a typed password and does not show there, in words; undefined when nothing does. A copied one
 * often brings a blank, a line break or an invisible character along, which is a wrong password then.
 */
export function oddEndsOf(password: string): string | undefined {
  const [first = '', ...others] = Array.from(password);
  const last = others.at(-1) ?? first;
  const begins = isUnseen(first);
  const ends = isUnseen(last);
  if (begins && ends) {
    return l10n.t('The password begins with {0} and ends with {1}.', nameOf(first), nameOf(last));
  }
  if (begins) return l10n.t('The password begins with {0}.', nameOf(first));
  return ends ? l10n.t('The password ends with {0}.', nameOf(last)) : undefined;
}

function isUnseen(character: string): boolean {
  return /^[\s\p{Cc}]$/u.test(character) || hasOddCharacter(character);
}

function nameOf(character: string): string {
  if (character === ' ') return l10n.t('a blank');
  return /^[\r\n]$/.test(character) ? l10n.t('a line break') : namedCharacter(character);
}
