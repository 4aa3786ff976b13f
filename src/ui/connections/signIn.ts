import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { PbxError } from '../../pbx/errors.ts';
import { withWayOut } from '../../pbx/signIn/heldBack.ts';
import type { PbxServices } from './services.ts';
import { askToSignIn, signInWhereNeeded } from './askToSignIn.ts';
import { whyNoAutomation } from '../base/trust.ts';
import { chosenOf, hasKeys, pbxNameOf } from '../base/arguments.ts';
import { pickPbx } from './pickPbx.ts';

const automation = z.union([
  z.object({ pbx: z.string(), password: z.string() }),
  z.object({ pbx: z.string(), token: z.string() }),
]);

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
  if (hasKeys(target, 'password') || hasKeys(target, 'token')) {
    const full = automation.safeParse(target).data;
    if (full) return await signInWith(services, full);
    const message = vscode.l10n.t('Name the PBX and its password or token, each as text.');
    return { pbx: pbxNameOf(target) ?? '', signedIn: false, message };
  }
  const selected = new Set(chosenOf(target, selection).flatMap((one) => pbxNameOf(one) ?? []));
  if (selected.size > 1) {
    await signInWhereNeeded(services, [...selected]);
    return undefined;
  }
  const name = pbxNameOf(target) ?? (await pickPbx(services, vscode.l10n.t('Sign In')));
  if (name === undefined) return undefined;
  const signedIn = await askToSignIn(services, name);
  return { pbx: name, signedIn };
}

async function signInWith({ pbxes }: PbxServices, given: z.infer<typeof automation>): Promise<SignInResult> {
  const refused = whyNoAutomation();
  if (refused !== undefined) return { pbx: given.pbx, signedIn: false, message: refused };
  const { pbx, problem } = await pbxes.open(given.pbx);
  if (!pbx) return { pbx: given.pbx, signedIn: false, message: problem };
  try {
    if ('password' in given) await pbx.session.signIn(given.password);
    else await pbx.session.signInWithToken(given.token);
    pbxes.trunksOutdated(given.pbx);
    return { pbx: given.pbx, signedIn: true };
  } catch (error) {
    if (!(error instanceof PbxError)) throw error;
    return {
      pbx: given.pbx,
      signedIn: false,
      ...(error.errno !== undefined && { errno: error.errno }),
      message: withWayOut(error),
    };
  }
}
