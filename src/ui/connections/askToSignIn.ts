import * as vscode from 'vscode';
import { PbxError } from '../../pbx/errors.ts';
import type { Pbx } from '../../pbx/pbx.ts';
import type { App } from '../app.ts';
import { notify } from '../notify.ts';
import { onEachPbx } from '../provision/byPbx.ts';
import { withSlowProgress } from '../slowProgress.ts';
import { addressOf } from './address.ts';
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
  const left = await signedOut(app, names);
  for (let name = left.shift(); name !== undefined; name = left.shift()) {
    const others = sameUser(app, name, left);
    const addresses = new Map(others.map((one) => [one, addressOf(app.pbxes, one)]));
    const entered = await ask(app, name, {
      canSkip: names.length > 1,
      others,
      problem: problems.get(name),
    });
    if (entered.kind === 'left') return false;
    if (entered.kind !== 'signedIn' || entered.forOthers === undefined) continue;
    const done = await tryOn(app, addresses, entered.forOthers, problems);
    left.splice(0, left.length, ...left.filter((one) => !done.has(one)));
  }
  return true;
}

async function signedOut(app: App, names: readonly string[]): Promise<string[]> {
  const states = await Promise.all(names.map((name) => app.pbxes.state(name)));
  return names.filter((_, at) => states[at] === 'signedOut' || states[at] === 'refused');
}

/** Those of the other PBXes that have the same user of the API, whose password may be the same. */
function sameUser(app: App, name: string, others: readonly string[]): string[] {
  const userOf = (one: string) => {
    const configured = app.pbxes.find(one);
    return configured && 'connection' in configured ? configured.connection.username : '';
  };
  const user = userOf(name);
  return user === '' ? [] : others.filter((one) => userOf(one) === user);
}

/**
 * Tries a password once on each PBX.
 * @param addresses where each PBX was when the user agreed: no other box must get the password.
 * @param problems is told what is wrong where it does not work.
 * @returns where it works.
 */
async function tryOn(
  app: App,
  addresses: ReadonlyMap<string, string | undefined>,
  password: string,
  problems: Map<string, string>,
): Promise<Set<string>> {
  const done = new Set<string>();
  await withSlowProgress(vscode.l10n.t('Signing in…'), async (signal, say) => {
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
      done.add(name);
      say(name, 100 / addresses.size);
    });
  });
  return done;
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
  app.explorer.refresh(name);
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
