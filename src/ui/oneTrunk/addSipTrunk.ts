import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { TrunkOutcome } from '../../core/outcome.ts';
import { sentences } from '../../core/sentences.ts';
import { tidiedValues } from '../../core/tidied.ts';
import { checkTrunk } from '../../core/trunk.ts';
import type { OneTrunkServices } from './services.ts';
import { addTrunk } from '../../fleet/provision/provision.ts';
import { logOutcome } from '../../fleet/run.ts';
import { hasKeys, pbxNameOf } from '../base/arguments.ts';
import { isSilentCall, readCallOf } from '../base/readObjectCall.ts';

const named = z.object({ trunkname: z.string() });

/** *PBX: Add SIP Trunk*: opens the form, or adds the trunk of the argument at once and asks nothing. */
export async function run(services: OneTrunkServices, target?: unknown): Promise<TrunkOutcome | undefined> {
  const { call, problem } = readCallOf(services.log, 'pbx.addSipTrunk', target, isSilent);
  if (problem === undefined && !(call && isSilent(call))) {
    (await services.trunkForm()).show(pbxNameOf(target));
    return undefined;
  }
  const trunk = hasKeys(target, 'trunk') ? target.trunk : undefined;
  const trunkname = named.safeParse(trunk).data?.trunkname ?? '';
  const pbx = pbxNameOf(target);
  const refuse = (message: string): TrunkOutcome => {
    const outcome: TrunkOutcome = { pbx: pbx ?? '', trunkname, outcome: 'failed', message };
    logOutcome(services.log, outcome);
    return outcome;
  };
  if (problem !== undefined) return { pbx: pbx ?? '', trunkname, outcome: 'failed', message: problem };
  if (pbx === undefined) return refuse(vscode.l10n.t('Name the PBX: {0}.', 'pbx'));
  // A link in a file of the folder can run a command; the form is a person's own doing.
  if (!vscode.workspace.isTrusted) {
    return refuse(vscode.l10n.t('This folder is not trusted, so nothing was added.'));
  }
  if (trunk === undefined) return refuse(vscode.l10n.t('“{0}” is missing.', 'trunk'));
  const checked = checkTrunk(typeof trunk === 'object' && trunk !== null ? tidiedValues(trunk) : trunk);
  if ('trunk' in checked) return await addTrunk(services, pbx, checked.trunk);
  return refuse(sentences(...checked.problems.map(({ message }) => message)));
}

/** True for a call with a trunk in it, whatever its value, and for `confirm: false`. */
function isSilent(target: object): boolean {
  return hasKeys(target, 'trunk') || isSilentCall(target);
}
