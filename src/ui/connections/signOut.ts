import * as vscode from 'vscode';
import { outsideText } from '../../core/outsideText.ts';
import { sentences } from '../../core/sentences.ts';
import { asPbxError } from '../../pbx/errors.ts';
import type { PbxServices } from './services.ts';
import { notify } from '../base/notify.ts';
import { whyNoAutomation } from '../base/trust.ts';
import { pbxNameOf, pbxNamesOf } from '../base/arguments.ts';
import { namesPbx, readCallOf } from '../base/readObjectCall.ts';
import { pickPbx } from './pickPbx.ts';

interface SignOutResult {
  pbx: string;
  /** True when it could not be forgotten. */
  signedIn: boolean;
  message?: string;
}

/** *PBX: Sign Out*: forgets password and token, and ends the session on the PBX, or on each that is selected. */
export async function run(
  services: PbxServices,
  target?: unknown,
  selection?: unknown,
): Promise<SignOutResult | undefined> {
  const silent = namesPbx(target);
  const { problem } = readCallOf(services.log, 'pbx.signOut', target, namesPbx);
  if (problem !== undefined) return { pbx: pbxNameOf(target) ?? '', signedIn: false, message: problem };
  const selected = pbxNamesOf(target, selection);
  if (silent && selected.length === 0) {
    return { pbx: '', signedIn: false, message: vscode.l10n.t('Name the PBX: {0}.', 'pbx') };
  }
  const refused = silent ? whyNoAutomation() : undefined;
  if (refused !== undefined) return { pbx: pbxNameOf(target) ?? '', signedIn: false, message: refused };
  if (selected.length > 1) {
    const results = await Promise.all(selected.map((name) => signOut(services, name, true)));
    // A secret storage that fails does so for all of them.
    const messages = new Set(results.flatMap(({ signedIn, message }) => (signedIn ? (message ?? []) : [])));
    if (messages.size > 0) notify(services.log, 'error', sentences(...messages));
    return undefined;
  }
  const [name] = selected.length > 0 ? selected : [await pickPbx(services, vscode.l10n.t('Sign Out'))];
  return name === undefined ? undefined : await signOut(services, name, silent);
}

async function signOut({ log, pbxes }: PbxServices, name: string, silent = false): Promise<SignOutResult> {
  const { pbx, problem } = await pbxes.open(name);
  if (!pbx) return { pbx: name, signedIn: false, message: problem };
  try {
    await pbx.session.signOut();
  } catch (error) {
    const { message } = asPbxError(error);
    if (!silent) notify(log, 'error', message);
    return { pbx: name, signedIn: true, message };
  }
  log.info(vscode.l10n.t('Signed out of {0}.', outsideText(name)));
  pbxes.trunksOutdated(name);
  return { pbx: name, signedIn: false };
}
