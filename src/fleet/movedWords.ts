import * as l10n from '@vscode/l10n';
import { outsideText } from '../core/outsideText.ts';

/** Why nothing is sent to a PBX that was another box when somebody agreed to it. */
export function movedAwayWords(name: string): string {
  return l10n.t('{0} stands for another address now, so nothing was sent.', outsideText(name));
}
