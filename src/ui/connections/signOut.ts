import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { chosenOf, hasKeys, pbxNameOf } from '../base/arguments.ts';
import { pickPbx } from './pickPbx.ts';

interface SignOutResult {
  pbx: string;
  signedIn: false;
  message?: string;
}

/** *PBX: Sign Out*: forgets password and token, and ends the session on the PBX, or on each that is selected. */
export async function run(
  app: App,
  target?: unknown,
  selection?: unknown,
): Promise<SignOutResult | undefined> {
  const selected = new Set(chosenOf(target, selection).flatMap((one) => pbxNameOf(one) ?? []));
  if (hasKeys(target, 'pbx') && selected.size === 0) {
    return { pbx: '', signedIn: false, message: vscode.l10n.t('Name the PBX: {0}.', 'pbx') };
  }
  if (selected.size > 1) {
    await Promise.all([...selected].map((name) => signOut(app, name)));
    return undefined;
  }
  const [name] = selected.size > 0 ? selected : [await pickPbx(app, vscode.l10n.t('Sign Out'))];
  return name === undefined ? undefined : await signOut(app, name);
}

async function signOut(app: App, name: string): Promise<SignOutResult> {
  const { pbx, problem } = await app.pbxes.open(name);
  if (!pbx) return { pbx: name, signedIn: false, message: problem };
  await pbx.session.signOut();
  app.log.info(vscode.l10n.t('Signed out of {0}.', name));
  app.pbxes.trunksOutdated(name);
  return { pbx: name, signedIn: false };
}
