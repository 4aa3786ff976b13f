import type { ExistingTrunk } from '../../core/compare.ts';
import type { TrunkOutcome } from '../../core/outcome.ts';
import type { TrunkKey } from '../../core/trunkKey.ts';
import { checkDeletion } from '../../pbx/provision/checkDeletion.ts';
import { earlierTrunk } from '../../pbx/provision/restoration.ts';
import type { App } from '../app.ts';
import { onEachPbx } from '../provision/byPbx.ts';
import { groupTargets } from './target.ts';

/** What a deletion would do. */
export interface CheckedDeletions {
  /** The trunks that it would delete. */
  targets: TrunkKey[];
  /** Those among them that could not be added again, since the PBX hides a part of their settings. */
  lasting: TrunkKey[];
  /** What is reported of the others, for which nothing may, or need, be sent. */
  instead: TrunkOutcome[];
}

/** Asks every PBX what would be deleted, by one query each. Changes nothing. */
export async function checkDeletions(
  app: App,
  wanted: readonly TrunkKey[],
  signal: AbortSignal,
): Promise<CheckedDeletions> {
  const groups = groupTargets(wanted);
  const byPbx = new Map<string, CheckedDeletions>();
  await onEachPbx(groups.keys(), async (pbx) => {
    byPbx.set(pbx, await checkOne(app, pbx, groups.get(pbx) ?? [], signal));
  });
  // In the order of the PBXes, whichever answered first.
  const ordered = [...groups.keys()].flatMap((pbx) => byPbx.get(pbx) ?? []);
  return {
    targets: ordered.flatMap(({ targets }) => targets),
    lasting: ordered.flatMap(({ lasting }) => lasting),
    instead: ordered.flatMap(({ instead }) => instead),
  };
}

async function checkOne(
  app: App,
  name: string,
  trunknames: readonly string[],
  signal: AbortSignal,
): Promise<CheckedDeletions> {
  const checked: CheckedDeletions = { targets: [], lasting: [], instead: [] };
  const { pbx, problem } = await app.pbxes.open(name);
  if (!pbx) {
    checked.instead = trunknames.map((trunkname) => ({
      pbx: name,
      trunkname,
      outcome: 'failed',
      message: problem,
    }));
    return checked;
  }
  for (const one of await checkDeletion(pbx, trunknames, { signal })) {
    const target = { pbx: name, trunkname: one.trunkname };
    if ('instead' in one) checked.instead.push({ pbx: name, ...one.instead });
    else {
      checked.targets.push(target);
      if (isLasting(one.found)) checked.lasting.push(target);
    }
  }
  return checked;
}

function isLasting(found: ExistingTrunk): boolean {
  return 'missing' in earlierTrunk(found);
}
