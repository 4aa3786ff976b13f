import type { TrunkOutcome } from '../../core/outcome.ts';
import type { Trunk } from '../../core/trunk.ts';
import { keyOf, type TrunkKey } from '../../core/trunkKey.ts';
import { deleteTrunks as deleteOnPbx } from '../../pbx/provision/deleteTrunks.ts';
import { earlierTrunk } from '../../pbx/provision/restoration.ts';
import type { Fleet } from '../ports.ts';
import { run, type RunOptions, type RunServices } from '../run.ts';

/** A trunk that was deleted and can be added again, and where the PBX was. Kept in memory only: it has the password. */
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

/** Deletes trunks by their exact names, several PBXes at a time. Asks nothing. A trunk that is named twice is one. */
export async function deleteTrunks(
  services: RunServices & Pick<Fleet, 'redactor' | 'unlistedTrunks'>,
  targets: readonly TrunkKey[],
  options: Omit<RunOptions, 'observer'>,
): Promise<Deletion> {
  const wanted = [...new Map(targets.map((target) => [keyOf(target), target])).values()];
  const seen = new Map<string, DeletedTrunk>();
  const { outcomes } = await run(
    services,
    wanted,
    {
      action: 'delete',
      trunknameOf: ({ trunkname }) => trunkname,
      work: async (pbx, items, observer) => {
        const { url } = pbx.connection;
        const names = items.map(({ trunkname }) => trunkname);
        const outcomes = await deleteOnPbx(pbx, names, {
          ...observer,
          signal: options.signal,
          onFound: (found) => {
            services.redactor.add(found.password);
            const earlier = earlierTrunk(found);
            if (!('trunk' in earlier)) return;
            const { trunk } = earlier;
            seen.set(keyOf({ pbx: pbx.name, trunkname: found.trunkname }), { pbx: pbx.name, url, trunk });
          },
        });
        for (const { outcome, trunkname } of outcomes) {
          if (outcome === 'deleted') services.unlistedTrunks.forgetDeleted(url, trunkname);
        }
        return outcomes;
      },
    },
    options,
  );
  // One of which nobody knows whether it is gone is added again only if it is: an add asks first.
  const deleted = outcomes.flatMap((one) =>
    one.outcome === 'deleted' || one.outcome === 'unknown' ? (seen.get(keyOf(one)) ?? []) : [],
  );
  return { outcomes, deleted };
}
