import * as l10n from '@vscode/l10n';
import { longestText, outsideText } from '../../../core/outsideText.ts';
import type { Row } from '../protocol.ts';

/** What happened in a row, in words, with the number of its error unless the words have it. */
export function rowWords({ message, errno }: Pick<Row, 'message' | 'errno'>): string[] {
  return [
    ...(message === undefined ? [] : [outsideText(message, longestText)]),
    ...(errno === undefined || message?.includes(errno)
      ? []
      : [l10n.t('Error number: {0}', outsideText(errno))]),
  ];
}
