import * as l10n from '@vscode/l10n';
import { commandTitles } from '../../core/commandTitles.ts';

/** The `code` of a PbxError for a login that was not sent, since it might lock this computer out; a person may send it anyway. */
export const heldBackCode = 'LOGIN_HELD_BACK';
/** The same where one more wrong login would lock this computer out: nobody may send it. */
export const lastLoginCode = 'LOGIN_LAST_KEPT';

/** The words of an error for whoever has no button at hand: where a held-back sign-in can be tried once anyway. */
export function withWayOut({ code, message }: { code?: string | undefined; message: string }): string {
  return code === heldBackCode ? l10n.t('{0} {1} offers that.', message, commandTitles.signIn()) : message;
}
