import * as vscode from 'vscode';
import { outsideText } from '../../core/outsideText.ts';
import { shortList } from '../../core/shortList.ts';
import { shownAddress, shownForms } from '../../core/shownAddress.ts';
import { isCertificateCode } from '../../pbx/tls/certificateCodes.ts';
import { heldBackCode } from '../../pbx/signIn/heldBack.ts';
import { PbxError } from '../../pbx/errors.ts';
import type { Pbx } from '../../pbx/pbx.ts';
import { plainLine, shownText } from '../base/shownText.ts';
import { doubtAbout } from './passwordDoubt.ts';

/** What to ask, beyond the password itself. */
export interface PasswordQuestion {
  /** Whether the user may go on without this PBX. */
  canSkip: boolean;
  /** PBXes on which the same password may be tried as well, with their addresses. */
  others: readonly string[];
  /** Why a password that was tried already did not work. */
  problem?: string | undefined;
}

/**
 * How the question ended: `forOthers` is the password, where the user wants it to be tried on the others too; `changed` means that
 * the PBX of this name is another one now.
 */
export type PasswordAnswer =
  { kind: 'signedIn'; forOthers?: string } | { kind: 'skipped' | 'left' | 'certificate' | 'changed' };

/**
 * Asks for the password, or a token, and signs in with it; a wrong one is said in the input, which stays open.
 * @param isCurrent false when the PBX of this name is another one now, which must not get this password.
 */
export function askForPassword(
  pbx: Pbx,
  asked: PasswordQuestion,
  isCurrent: () => Promise<boolean>,
): Promise<PasswordAnswer> {
  const input = vscode.window.createInputBox();
  const buttons = buttonsFor(pbx, asked);
  // Also of a PBX whose settings have changed meanwhile.
  const names = namesOf(pbx, asked);
  let token = false;
  let everywhere = false;
  /** Set when a login was not sent, since it might lock this computer out. */
  let isHeldBack = false;
  /** What the user was asked about already, and means as it is. */
  let doubted: string | undefined;
  const describe = () => {
    input.prompt = shownText(promptFor(pbx, asked, token, everywhere), names);
    input.buttons = [
      ...(isHeldBack && !token ? [buttons.anyway] : []),
      ...(asked.others.length > 0 && !token ? [everywhere ? buttons.onlyHere : buttons.everywhere] : []),
      token ? buttons.password : buttons.token,
      ...(asked.canSkip ? [buttons.skip] : []),
    ];
  };
  input.title = shownText(vscode.l10n.t('Sign In to {0}', pbxWords(pbx)), names);
  input.password = true;
  input.ignoreFocusOut = true;
  input.validationMessage = asked.problem === undefined ? undefined : shownText(asked.problem);
  describe();

  return new Promise((resolve) => {
    const stop = new AbortController();
    const end = (entered: PasswordAnswer) => {
      resolve(entered);
      input.dispose();
    };
    input.onDidTriggerButton((button) => {
      if (button === buttons.anyway) {
        void send(true);
        return;
      }
      if (button === buttons.skip) {
        stop.abort();
        end({ kind: 'skipped' });
        return;
      }
      if (button === buttons.token || button === buttons.password) {
        token = !token;
        everywhere = false;
        input.value = '';
        input.validationMessage = undefined;
      } else {
        everywhere = !everywhere;
      }
      describe();
    });
    input.onDidChangeValue(() => {
      doubted = undefined;
      input.validationMessage = undefined;
    });
    input.onDidHide(() => {
      stop.abort();
      end({ kind: 'left' });
    });
    input.onDidAccept(() => send(false));
    const send = async (anyway: boolean) => {
      if (input.busy) return;
      const { value } = input;
      if (value === '') {
        input.validationMessage = vscode.l10n.t('Type the password, or leave with Escape.');
        return;
      }
      const doubt = token || doubted === value ? undefined : doubtAbout(value);
      if (doubt !== undefined) {
        doubted = value;
        input.validationMessage = {
          message: shownText(doubt),
          severity: vscode.InputBoxValidationSeverity.Warning,
        };
        return;
      }
      input.busy = true;
      input.enabled = false;
      try {
        if (!(await isCurrent())) {
          end({ kind: 'changed' });
          return;
        }
        if (token) await pbx.session.signInWithToken(value, stop.signal);
        else await pbx.session.signIn(value, stop.signal, anyway);
        end({ kind: 'signedIn', ...(everywhere && { forOthers: value }) });
      } catch (error) {
        if (!(error instanceof PbxError)) throw error;
        if (isCertificateCode(error.code)) {
          end({ kind: 'certificate' });
          return;
        }
        isHeldBack = error.code === heldBackCode;
        describe();
        input.validationMessage = shownText(
          isHeldBack ? vscode.l10n.t('{0} The first icon above does that.', error.message) : error.message,
        );
        input.enabled = true;
      } finally {
        input.busy = false;
      }
    };
    input.show();
  });
}

function buttonsFor(pbx: Pbx, asked: PasswordQuestion) {
  const { others } = asked;
  const names = namesOf(pbx, asked);
  const button = (icon: string, tooltip: string) => ({
    iconPath: new vscode.ThemeIcon(icon),
    tooltip: plainLine(tooltip, names),
  });
  return {
    everywhere: button('checklist', vscode.l10n.t('Try the same password on {0} too', shortList(others, 3))),
    onlyHere: button('check-all', vscode.l10n.t('Try it only on {0}', pbxWords(pbx))),
    anyway: button('debug-rerun', vscode.l10n.t('Try once anyway')),
    token: button('key', vscode.l10n.t('Use a token instead')),
    password: button('person', vscode.l10n.t('Use the password instead')),
    skip: button('arrow-right', vscode.l10n.t('Go on without {0}', outsideText(pbx.name))),
  } satisfies Record<string, vscode.QuickInputButton>;
}

function namesOf(pbx: Pbx, { others }: PasswordQuestion): string[] {
  return [...shownForms(pbx.name, pbx.connection.url), ...others];
}

function pbxWords({ name, connection }: Pbx): string {
  return shownAddress(name, connection.url);
}

function promptFor(
  pbx: Pbx,
  { canSkip, others }: PasswordQuestion,
  token: boolean,
  everywhere: boolean,
): string {
  const where = pbxWords(pbx);
  const wanted = token
    ? vscode.l10n.t('A token that {0} gave out', where)
    : vscode.l10n.t('API password of the user {0} on {1}', outsideText(pbx.connection.username), where);
  if (everywhere) return vscode.l10n.t('{0}. It is tried once on {1} too.', wanted, shortList(others));
  if (!canSkip) return wanted;
  return others.length > 0 && !token
    ? vscode.l10n.t(
        '{0}. The first icon above tries it on the other PBXes too, the arrow goes on without this one.',
        wanted,
      )
    : vscode.l10n.t('{0}. The arrow above goes on without this PBX.', wanted);
}
