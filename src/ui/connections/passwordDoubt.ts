import * as vscode from 'vscode';
import { oddEndsOf } from '../../core/oddEnds.ts';

/** What to think about before a typed password is sent: what does not show at its ends. Undefined when there is nothing. */
export function doubtAbout(password: string): string | undefined {
  const odd = oddEndsOf(password);
  return odd === undefined
    ? undefined
    : vscode.l10n.t('{0} Nothing was sent yet. Correct it, or press Enter again to send it as it is.', odd);
}
