import * as vscode from 'vscode';
import * as z from 'zod';
import type { TrunkOutcome } from '../../core/outcome.ts';
import { checkTrunk } from '../../core/trunk.ts';
import type { App } from '../app.ts';
import { addTrunk } from '../addTrunk.ts';
import { hasKeys, pbxNameOf } from './arguments.ts';

const named = z.object({ trunkname: z.string() });

/** *PBX: Add SIP Trunk*: opens the form, or adds the trunk of the argument at once and asks nothing. */
export async function run(app: App, target?: unknown): Promise<TrunkOutcome | undefined> {
  if (!hasKeys(target, 'trunk')) {
    (await app.trunkForm()).show(pbxNameOf(target));
    return undefined;
  }
  const { trunk } = target;
  const trunkname = named.safeParse(trunk).data?.trunkname ?? '';
  const pbx = pbxNameOf(target);
  if (pbx === undefined) {
    return { pbx: '', trunkname, outcome: 'failed', message: vscode.l10n.t('Name the PBX: {0}.', 'pbx') };
  }
  const checked = checkTrunk(trunk);
  if ('trunk' in checked) return await addTrunk(app, pbx, checked.trunk);
  return {
    pbx,
    trunkname,
    outcome: 'failed',
    message: checked.problems.map(({ message }) => message).join(' '),
  };
}
