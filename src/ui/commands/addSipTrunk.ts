import * as z from 'zod';
import type { TrunkOutcome } from '../../core/outcome.ts';
import { checkTrunk } from '../../core/trunk.ts';
import type { App } from '../app.ts';
import { addTrunk } from '../addTrunk.ts';
import { pbxNameOf } from './arguments.ts';

const automation = z.object({ pbx: z.string(), trunk: z.record(z.string(), z.unknown()) });

/** *PBX: Add SIP Trunk*: opens the form, or adds the trunk of the argument at once and asks nothing. */
export async function run(app: App, target?: unknown): Promise<TrunkOutcome | undefined> {
  const full = automation.safeParse(target);
  if (!full.success) {
    (await app.trunkForm()).show(pbxNameOf(target));
    return undefined;
  }
  const { pbx, trunk } = full.data;
  const checked = checkTrunk(trunk);
  if ('trunk' in checked) return await addTrunk(app, pbx, checked.trunk);
  const trunkname = typeof trunk['trunkname'] === 'string' ? trunk['trunkname'] : '';
  return {
    pbx,
    trunkname,
    outcome: 'failed',
    message: checked.problems.map(({ message }) => message).join(' '),
  };
}
