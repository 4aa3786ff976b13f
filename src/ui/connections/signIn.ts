import * as vscode from 'vscode';
import { PbxError } from '../../pbx/errors.ts';
import { withWayOut } from '../../pbx/signIn/heldBack.ts';
import type { PbxServices } from './services.ts';
import { askToSignIn, signInWhereNeeded } from './askToSignIn.ts';
import { whyNoAutomation } from '../base/trust.ts';
import { hasKeys, pbxNameOf, pbxNamesOf } from '../base/arguments.ts';
import type { ObjectCall } from '../base/objectCalls.ts';
import { isSilentCall, readCallOf } from '../base/readObjectCall.ts';
import { pickPbx } from './pickPbx.ts';

/** What came of a sign-in. */
export interface SignInResult {
  pbx: string;
  signedIn: boolean;
  errno?: string;
  message?: string;
}

/** *PBX: Sign In…*, to one PBX or to all that are selected; with a password or a token in the argument it asks nothing. */
export async function run(
  services: PbxServices,
  target?: unknown,
  selection?: unknown,
): Promise<SignInResult | undefined> {
  const { call, problem } = readCallOf(services.log, 'pbx.signIn', target, isSilent);
  if (problem !== undefined) return { pbx: pbxNameOf(target) ?? '', signedIn: false, message: problem };
  if (call && isSilent(call)) return await signInWith(services, call);
  const selected = pbxNamesOf(target, selection);
  if (selected.length > 1) {
    await signInWhereNeeded(services, selected);
    return undefined;
  }
  const name = selected[0] ?? (await pickPbx(services, vscode.l10n.t('Sign In')));
  if (name === undefined) return undefined;
  const signedIn = await askToSignIn(services, name);
  return { pbx: name, signedIn };
}

/** True for a call with a secret in it, whatever its value, and for `confirm: false`. */
function isSilent(target: object): boolean {
  return hasKeys(target, 'password') || hasKeys(target, 'token') || isSilentCall(target);
}

async function signInWith(
  { pbxes }: PbxServices,
  { pbx: name, password, token }: ObjectCall<'pbx.signIn'>,
): Promise<SignInResult> {
  const secret = password ?? token;
  if (name === undefined || secret === undefined) {
    const message = vscode.l10n.t('Name the PBX and its password or token, each as text.');
    return { pbx: name ?? '', signedIn: false, message };
  }
  const refused = whyNoAutomation();
  if (refused !== undefined) return { pbx: name, signedIn: false, message: refused };
  const { pbx, problem } = await pbxes.open(name);
  if (!pbx) return { pbx: name, signedIn: false, message: problem };
  try {
    if (password !== undefined) await pbx.session.signIn(password);
    else await pbx.session.signInWithToken(secret);
    pbxes.trunksOutdated(name);
    return { pbx: name, signedIn: true };
  } catch (error) {
    if (!(error instanceof PbxError)) throw error;
    return {
      pbx: name,
      signedIn: false,
      ...(error.errno !== undefined && { errno: error.errno }),
      message: withWayOut(error),
    };
  }
}
