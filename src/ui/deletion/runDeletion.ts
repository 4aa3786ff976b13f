import type { TrunkOutcome } from '../../core/outcome.ts';
import type { Trunk } from '../../core/trunk.ts';
import type { TrunkKey } from '../../core/trunkKey.ts';
import { deleteTrunks } from '../../pbx/provision/deleteTrunks.ts';
import { earlierTrunk } from '../../pbx/provision/restoration.ts';
import type { App } from '../app.ts';
import { onEachPbx } from '../provision/byPbx.ts';
import { logOutcome, progressOf, type RunOptions } from '../provision/runProvision.ts';
import { groupTargets } from './target.ts';

/** A trunk that was deleted and can be added again, and where the PBX was. Kept in memory only. */
export interface DeletedTrunk {
  pbx: string;
  url: string;
  trunk: Trunk;
}

/** What a deletion came to: an outcome for each trunk, and what can be brought back. */
export interface Deletion {
  outcomes: TrunkOutcome[];
  deleted: DeletedTrunk[];
}

/** Deletes trunks, several PBXes at a time, and logs every outcome. Asks nothing. */
export async function runDeletion(
  app: App,
  targets: readonly TrunkKey[],
  { signal, say }: Pick<RunOptions, 'signal' | 'say'>,
): Promise<Deletion> {
  const groups = groupTargets(targets);
  const progress = say ? progressOf(targets.length, say) : {};
  const byPbx = new Map<string, Deletion>();
  await onEachPbx(groups.keys(), async (name) => {
    byPbx.set(
      name,
      await deleteOn(app, name, groups.get(name) ?? [], {
        signal,
        ...progress,
        onOutcome: (outcome) => {
          logOutcome(app, outcome);
          progress.onOutcome?.(outcome);
        },
      }),
    );
    app.pbxes.trunksOutdated(name);
  });
  const ordered = [...groups.keys()].flatMap((name) => byPbx.get(name) ?? []);
  return {
    outcomes: ordered.flatMap(({ outcomes }) => outcomes),
    deleted: ordered.flatMap(({ deleted }) => deleted),
  };
}

async function deleteOn(
  app: App,
  name: string,
  trunknames: readonly string[],
  options: NonNullable<Parameters<typeof deleteTrunks>[2]> & { onOutcome: (outcome: TrunkOutcome) => void },
): Promise<Deletion> {
  const { pbx, problem } = await app.pbxes.open(name);
  if (!pbx) {
    const outcomes = trunknames.map((trunkname): TrunkOutcome => ({
      pbx: name,
      trunkname,
      outcome: 'failed',
      message: problem,
    }));
    outcomes.forEach(options.onOutcome);
    return { outcomes, deleted: [] };
  }
  const seen = new Map<string, Trunk>();
  const outcomes = await deleteTrunks(pbx, trunknames, {
    ...options,
    onFound: (found) => {
      app.redactor.add(found.password);
      const earlier = earlierTrunk(found);
      if ('trunk' in earlier) seen.set(found.trunkname, earlier.trunk);
    },
  });
  // One of which nobody knows whether it is gone is added again only if it is: an add asks first.
  const deleted = outcomes.flatMap(({ trunkname, outcome }) => {
    const trunk = outcome === 'deleted' || outcome === 'unknown' ? seen.get(trunkname) : undefined;
    return trunk ? [{ pbx: name, url: pbx.connection.url, trunk }] : [];
  });
  return { outcomes, deleted };
}
