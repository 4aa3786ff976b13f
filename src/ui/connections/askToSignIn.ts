import * as vscode from 'vscode';
import { isCertificateCode } from '../../pbx/certificateCodes.ts';
import { PbxError } from '../../pbx/errors.ts';
import type { Pbx } from '../../pbx/pbx.ts';
import type { App } from '../app.ts';
import { notify } from '../notify.ts';
import { plainText } from '../plainText.ts';
import { offerPinning } from './offerPinning.ts';
import { writeConnection } from './settings.ts';

/** How a question ended; `skipped` means to go on without this PBX. */
type Answer = 'signedIn' | 'skipped' | 'left';

/**
 * Asks for the API password, or a token, and signs in. A wrong one is said in the input itself, which stays open; every try
 * is the user's own, since five wrong ones lock the site out.
 * @returns true when signed in, false when the user left.
 */
export async function askToSignIn(app: App, name: string): Promise<boolean> {
  return (await ask(app, name, false)) === 'signedIn';
}

/**
 * Signs in to those PBXes that lack it, one after another. Of several, any can be passed over: one that is down must not
 * hold up the others, and says later that nobody is signed in to it.
 * @returns false when the user left.
 */
export async function signInWhereNeeded(app: App, names: readonly string[]): Promise<boolean> {
  for (const name of names) {
    const state = await app.pbxes.state(name);
    if (state !== 'signedOut' && state !== 'refused') continue;
    if ((await ask(app, name, names.length > 1)) === 'left') return false;
  }
  return true;
}

async function ask(app: App, name: string, canSkip: boolean): Promise<Answer> {
  const opened = await app.pbxes.open(name);
  if (!opened.pbx) {
    notify(app.log, 'error', opened.problem);
    return 'left';
  }
  const pbx = opened.pbx.connection.username === '' ? await askForUsername(app, opened.pbx) : opened.pbx;
  if (!pbx) return 'left';
  const isCurrent = async () => (await app.pbxes.open(name)).pbx === pbx;
  const answer = await askForPassword(pbx, canSkip, isCurrent);
  if (answer === 'changed') {
    notify(
      app.log,
      'warning',
      vscode.l10n.t(
        'Nothing was sent: the settings of {0} changed while you were asked. Sign in again.',
        name,
      ),
    );
    return 'left';
  }
  if (answer === 'certificate') {
    if (await offerPinning(name, pbx.connection)) return await ask(app, name, canSkip);
    return canSkip ? 'skipped' : 'left';
  }
  if (answer === 'signedIn') {
    app.log.info(vscode.l10n.t('Signed in to {0}.', name));
    app.explorer.refresh(name);
  }
  return answer;
}

async function askForUsername(app: App, pbx: Pbx): Promise<Pbx | undefined> {
  const username = await vscode.window.showInputBox({
    title: vscode.l10n.t('Sign In to {0}', pbx.name),
    prompt: vscode.l10n.t(
      'The user name of the API, as set in the PBX’s web page. It is kept in the settings.',
    ),
    ignoreFocusOut: true,
  });
  if (username === undefined || username.trim() === '') return undefined;
  await writeConnection(pbx.name, { ...pbx.connection, username: username.trim() });
  return (await app.pbxes.open(pbx.name)).pbx;
}

/** @param isCurrent false when the PBX of this name is another one now, which must not get this password. */
function askForPassword(
  pbx: Pbx,
  canSkip: boolean,
  isCurrent: () => Promise<boolean>,
): Promise<Answer | 'certificate' | 'changed'> {
  const input = vscode.window.createInputBox();
  const useToken: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('key'),
    tooltip: vscode.l10n.t('Use a token instead'),
  };
  const usePassword: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('person'),
    tooltip: vscode.l10n.t('Use the password instead'),
  };
  const skip: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('arrow-right'),
    tooltip: vscode.l10n.t('Go on without {0}', pbx.name),
  };
  let token = false;
  const describe = () => {
    const wanted = token
      ? vscode.l10n.t('A token that {0} gave out', pbx.name)
      : vscode.l10n.t('API password of the user {0}', pbx.connection.username);
    input.prompt = plainText(
      canSkip ? vscode.l10n.t('{0}. The arrow above goes on without this PBX.', wanted) : wanted,
    );
    input.buttons = [token ? usePassword : useToken, ...(canSkip ? [skip] : [])];
  };
  input.title = vscode.l10n.t('Sign In to {0}', pbx.name);
  input.password = true;
  input.ignoreFocusOut = true;
  describe();

  return new Promise((resolve) => {
    const stop = new AbortController();
    const end = (answer: Answer | 'certificate' | 'changed') => {
      resolve(answer);
      input.dispose();
    };
    input.onDidTriggerButton((button) => {
      if (button === skip) {
        stop.abort();
        end('skipped');
        return;
      }
      token = !token;
      input.value = '';
      input.validationMessage = undefined;
      describe();
    });
    input.onDidChangeValue(() => {
      input.validationMessage = undefined;
    });
    input.onDidHide(() => {
      stop.abort();
      end('left');
    });
    input.onDidAccept(async () => {
      if (input.busy) return;
      if (input.value === '') {
        input.validationMessage = vscode.l10n.t('Type the password, or leave with Escape.');
        return;
      }
      input.busy = true;
      input.enabled = false;
      try {
        if (!(await isCurrent())) {
          end('changed');
          return;
        }
        if (token) await pbx.session.signInWithToken(input.value, stop.signal);
        else await pbx.session.signIn(input.value, stop.signal);
        end('signedIn');
      } catch (error) {
        if (!(error instanceof PbxError)) throw error;
        if (isCertificateCode(error.code)) {
          end('certificate');
          return;
        }
        input.validationMessage = plainText(error.message);
        input.enabled = true;
      } finally {
        input.busy = false;
      }
    });
    input.show();
  });
}
