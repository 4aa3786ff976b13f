import * as vscode from 'vscode';
import { credentialKey, type Connection } from '../../core/connection.ts';
import { outsideText } from '../../core/outsideText.ts';
import { shownAddress } from '../../core/shownAddress.ts';
import { onEachPbx } from '../../fleet/eachPbx.ts';
import { PbxError } from '../../pbx/errors.ts';
import type { Pbx } from '../../pbx/pbx.ts';
import type { PbxServices } from './services.ts';
import { askForLine } from '../base/quickInput.ts';
import { notify } from '../base/notify.ts';
import { withProgress } from '../base/progress.ts';
import { offerPinning } from './offerPinning.ts';
import { maxConcurrentPbxes, writeConnection } from './settings.ts';
import { askForPassword, type PasswordQuestion, type PasswordAnswer } from './signInInput.ts';

/**
 * Asks for the API password, or a token, and signs in. A wrong one is said in the input itself, which stays open; every try
 * is the user's own, since five wrong ones lock the site out.
 * @returns true when signed in, false when the user left.
 */
export async function askToSignIn(services: PbxServices, name: string): Promise<boolean> {
  return (await ask(services, name, { canSkip: false, others: [] })).kind === 'signedIn';
}

/**
 * Signs in to those PBXes that lack it, one after another. Of several, any can be passed over: one that is down must not
 * hold up the others, and says later that nobody is signed in to it. Where the user wants that, the password of one is tried
 * once on all others that have the same user.
 * @returns false when the user left.
 */
export async function signInWhereNeeded(services: PbxServices, names: readonly string[]): Promise<boolean> {
  const problems = new Map<string, string>();
  const left = [...names];
  for (let name = left.shift(); name !== undefined; name = left.shift()) {
    // Several names may stand for one box and user, and the first sign-in is for all of them.
    if (!(await isSignedOut(services, name))) continue;
    const others = await otherBoxes(services, name, left);
    const entered = await ask(services, name, {
      canSkip: names.length > 1,
      others: [...others].map(([other, url]) => shownAddress(other, url)),
      problem: problems.get(name),
    });
    if (entered.kind === 'left') return false;
    if (entered.kind !== 'signedIn' || entered.forOthers === undefined) continue;
    await tryOn(services, others, entered.forOthers, problems);
  }
  return true;
}

async function isSignedOut({ pbxes }: PbxServices, name: string): Promise<boolean> {
  const state = await pbxes.state(name);
  return state === 'signedOut' || state === 'refused';
}

/**
 * Other boxes that nobody is signed in to and that have the same user of the API: its password may be the same.
 * @returns where each of them is, by its name.
 */
async function otherBoxes(
  services: PbxServices,
  name: string,
  left: readonly string[],
): Promise<Map<string, string>> {
  const boxes = new Map<string, string>();
  const own = connectionOf(services, name);
  if (!own || own.username === '') return boxes;
  const known = new Set([credentialKey(own)]);
  for (const one of left) {
    const connection = connectionOf(services, one);
    if (connection?.username !== own.username || known.has(credentialKey(connection))) continue;
    known.add(credentialKey(connection));
    if (await isSignedOut(services, one)) boxes.set(one, connection.url);
  }
  return boxes;
}

function connectionOf({ pbxes }: PbxServices, name: string): Connection | undefined {
  const configured = pbxes.find(name);
  return configured && 'connection' in configured ? configured.connection : undefined;
}

/**
 * Tries a password once on each PBX.
 * @param addresses where each PBX was when the user agreed: no other box must get the password.
 * @param problems is told what is wrong where it does not work.
 */
async function tryOn(
  services: PbxServices,
  addresses: ReadonlyMap<string, string>,
  password: string,
  problems: Map<string, string>,
): Promise<void> {
  await withProgress(vscode.l10n.t('Signing in…'), async (signal, say) => {
    await onEachPbx({ settings: { maxConcurrentPbxes } }, addresses.keys(), async (name) => {
      const { pbx } = await services.pbxes.open(name);
      if (!pbx || pbx.connection.url !== addresses.get(name)) return;
      try {
        await pbx.session.signIn(password, signal);
      } catch (error) {
        if (!(error instanceof PbxError)) throw error;
        if (!signal.aborted) problems.set(name, error.message);
        return;
      }
      signedIn(services, name);
      say(outsideText(name), 100 / addresses.size);
    });
  });
}

async function ask(services: PbxServices, name: string, asked: PasswordQuestion): Promise<PasswordAnswer> {
  const { log, pbxes } = services;
  const opened = await pbxes.open(name);
  if (!opened.pbx) {
    notify(log, 'error', opened.problem);
    return { kind: 'left' };
  }
  const pbx = opened.pbx.connection.username === '' ? await askForUsername(services, opened.pbx) : opened.pbx;
  if (!pbx) return { kind: 'left' };
  const isCurrent = async () => (await pbxes.open(name)).pbx === pbx;
  const entered = await askForPassword(pbx, asked, isCurrent);
  if (entered.kind === 'changed') {
    notify(
      log,
      'warning',
      vscode.l10n.t(
        'Nothing was sent: the settings of {0} changed while you were asked. Sign in again.',
        outsideText(name),
      ),
    );
    return { kind: 'left' };
  }
  if (entered.kind === 'certificate') {
    if (await offerPinning(name, pbx.connection, pbx.network)) return await ask(services, name, asked);
    return { kind: asked.canSkip ? 'skipped' : 'left' };
  }
  if (entered.kind === 'signedIn') signedIn(services, name);
  return entered;
}

function signedIn({ log, pbxes }: PbxServices, name: string): void {
  log.info(vscode.l10n.t('Signed in to {0}.', outsideText(name)));
  pbxes.trunksOutdated(name);
}

async function askForUsername({ pbxes }: PbxServices, pbx: Pbx): Promise<Pbx | undefined> {
  const username = await askForLine({
    names: [pbx.name, shownAddress(pbx.name, pbx.connection.url)],
    title: vscode.l10n.t('Sign In to {0}', shownAddress(pbx.name, pbx.connection.url)),
    prompt: vscode.l10n.t(
      'The user name of the API, as set in the PBX’s web page. It is kept in the settings.',
    ),
    ignoreFocusOut: true,
  });
  if (username === undefined || username.trim() === '') return undefined;
  await writeConnection(pbx.name, { ...pbx.connection, username: username.trim() });
  return (await pbxes.open(pbx.name)).pbx;
}
