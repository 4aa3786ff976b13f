import * as vscode from 'vscode';
import { credentialKey, type Connection } from '../../core/connection.ts';
import { PbxError } from '../../pbx/errors.ts';
import type { Pbx } from '../../pbx/pbx.ts';
import type { App } from '../app.ts';
import { notify } from '../base/notify.ts';
import { onEachPbx } from '../provision/byPbx.ts';
import { withProgress } from '../base/progress.ts';
import { offerPinning } from './offerPinning.ts';
import { writeConnection } from './settings.ts';
import { askForPassword, type Asked, type Entered } from './signInInput.ts';

/**
 * Asks for the API password, or a token, and signs in. A wrong one is said in the input itself, which stays open; every try
 * is the user's own, since five wrong ones lock the site out.
 * @returns true when signed in, false when the user left.
 */
export async function askToSignIn(app: App, name: string): Promise<boolean> {
  return (await ask(app, name, { canSkip: false, others: [] })).kind === 'signedIn';
}

/**
 * Signs in to those PBXes that lack it, one after another. Of several, any can be passed over: one that is down must not
 * hold up the others, and says later that nobody is signed in to it. Where the user wants that, the password of one is tried
 * once on all others that have the same user.
 * @returns false when the user left.
 */
export async function signInWhereNeeded(app: App, names: readonly string[]): Promise<boolean> {
  const problems = new Map<string, string>();
  const left = [...names];
  for (let name = left.shift(); name !== undefined; name = left.shift()) {
    // Several names may stand for one box and user, and the first sign-in is for all of them.
    if (!(await isSignedOut(app, name))) continue;
    const others = await otherBoxes(app, name, left);
    const entered = await ask(app, name, {
      canSkip: names.length > 1,
      others: [...others.keys()],
      problem: problems.get(name),
    });
    if (entered.kind === 'left') return false;
    if (entered.kind !== 'signedIn' || entered.forOthers === undefined) continue;
    await tryOn(app, others, entered.forOthers, problems);
  }
  return true;
}

async function isSignedOut(app: App, name: string): Promise<boolean> {
  const state = await app.pbxes.state(name);
  return state === 'signedOut' || state === 'refused';
}

/**
 * Other boxes that nobody is signed in to and that have the same user of the API: its password may be the same.
 * @returns where each of them is, by its name.
 */
async function otherBoxes(app: App, name: string, left: readonly string[]): Promise<Map<string, string>> {
  const boxes = new Map<string, string>();
  const own = connectionOf(app, name);
  if (!own || own.username === '') return boxes;
  const known = new Set([credentialKey(own)]);
  for (const one of left) {
    const connection = connectionOf(app, one);
    if (connection?.username !== own.username || known.has(credentialKey(connection))) continue;
    known.add(credentialKey(connection));
    if (await isSignedOut(app, one)) boxes.set(one, connection.url);
  }
  return boxes;
}

function connectionOf(app: App, name: string): Connection | undefined {
  const configured = app.pbxes.find(name);
  return configured && 'connection' in configured ? configured.connection : undefined;
}

/**
 * Tries a password once on each PBX.
 * @param addresses where each PBX was when the user agreed: no other box must get the password.
 * @param problems is told what is wrong where it does not work.
 */
async function tryOn(
  app: App,
  addresses: ReadonlyMap<string, string>,
  password: string,
  problems: Map<string, string>,
): Promise<void> {
  await withProgress(vscode.l10n.t('Signing in…'), async (signal, say) => {
    await onEachPbx(addresses.keys(), async (name) => {
      const { pbx } = await app.pbxes.open(name);
      if (!pbx || pbx.connection.url !== addresses.get(name)) return;
      try {
        await pbx.session.signIn(password, signal);
      } catch (error) {
        if (!(error instanceof PbxError)) throw error;
        if (!signal.aborted) problems.set(name, error.message);
        return;
      }
      signedIn(app, name);
      say(name, 100 / addresses.size);
    });
  });
}

async function ask(app: App, name: string, asked: Asked): Promise<Entered> {
  const opened = await app.pbxes.open(name);
  if (!opened.pbx) {
    notify(app.log, 'error', opened.problem);
    return { kind: 'left' };
  }
  const pbx = opened.pbx.connection.username === '' ? await askForUsername(app, opened.pbx) : opened.pbx;
  if (!pbx) return { kind: 'left' };
  const isCurrent = async () => (await app.pbxes.open(name)).pbx === pbx;
  const entered = await askForPassword(pbx, asked, isCurrent);
  if (entered.kind === 'changed') {
    notify(
      app.log,
      'warning',
      vscode.l10n.t(
        'Nothing was sent: the settings of {0} changed while you were asked. Sign in again.',
        name,
      ),
    );
    return { kind: 'left' };
  }
  if (entered.kind === 'certificate') {
    if (await offerPinning(name, pbx.connection)) return await ask(app, name, asked);
    return { kind: asked.canSkip ? 'skipped' : 'left' };
  }
  if (entered.kind === 'signedIn') signedIn(app, name);
  return entered;
}

function signedIn(app: App, name: string): void {
  app.log.info(vscode.l10n.t('Signed in to {0}.', name));
  app.pbxes.trunksOutdated(name);
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
