import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { hasKeys, pbxNameOf, pickPbx } from './arguments.ts';

/** *PBX: Sign Out*: forgets password and token, and ends the session on the PBX. */
export async function run(
  app: App,
  target?: unknown,
): Promise<{ pbx: string; signedIn: false; message?: string } | undefined> {
  const named = pbxNameOf(target);
  if (hasKeys(target, 'pbx') && named === undefined) {
    return { pbx: '', signedIn: false, message: vscode.l10n.t('Name the PBX: {0}.', 'pbx') };
  }
  const name = named ?? (await pickPbx(app, vscode.l10n.t('Sign Out')));
  if (name === undefined) return undefined;
  const { pbx, problem } = await app.pbxes.open(name);
  if (!pbx) return { pbx: name, signedIn: false, message: problem };
  await pbx.session.signOut();
  app.log.info(vscode.l10n.t('Signed out of {0}.', name));
  app.explorer.refresh(name);
  return { pbx: name, signedIn: false };
}
