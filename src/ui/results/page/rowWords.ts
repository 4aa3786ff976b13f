import * as l10n from '@vscode/l10n';
import { longestText, outsideText } from '../../../core/outsideText.ts';
import type { Row } from '../protocol.ts';

/** What happened in a row, in words, with the number of its error unless the words have it, and its place. */
export function rowWords({ message, errno, place }: Pick<Row, 'message' | 'errno' | 'place'>): string[] {
  return [
    ...(message === undefined ? [] : [outsideText(message, longestText)]),
    ...(errno === undefined || message?.includes(errno)
      ? []
      : [l10n.t('Error number: {0}', outsideText(errno))]),
    ...(place === undefined || message?.startsWith(place) ? [] : [outsideText(place, longestText)]),
  ];
}

/** What a row is called: by its trunk, else by its place. */
export function rowName({ trunkname, place = '' }: Row): string {
  return outsideText(trunkname === '' ? place : trunkname);
}
