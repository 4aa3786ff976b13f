import type { ProvisionReport } from '../../core/outcome.ts';
import type { TrunkKey } from '../../core/trunkKey.ts';
import type { RunObserver } from '../../pbx/provision/provisionPbx.ts';
import type { Fleet } from '../ports.ts';
import type { RunStart } from './journalEvents.ts';
import type { RunStop } from './liveRun.ts';
import type { RunPart, StoredRun } from './storedRun.ts';

/** A part of a run that has ended, and where it is in the journal. */
export interface EndedPart {
  run: string;
  index: number;
  part: RunPart;
}

/**
 * Runs something that the journal tells of.
 * @param stop is what those who watch it can do about it.
 * @param earlier the run that it continues or takes back; without one it is a run of its own.
 */
export async function recordRun(
  { pbxes, journal: openJournal }: Pick<Fleet, 'pbxes' | 'journal'>,
  start: Omit<RunStart, 'pbxes' | 'trunks'> & { trunks: readonly TrunkKey[] },
  stop: RunStop,
  earlier: StoredRun | undefined,
  run: (observer: RunObserver) => Promise<ProvisionReport>,
): Promise<{ report: ProvisionReport; ended: EndedPart }> {
  const { trunks, ...rest } = start;
  const addresses = [...new Set(trunks.map(({ pbx }) => pbx))].flatMap((name) => {
    const url = pbxes.addressOf(name);
    return url === undefined ? [] : [{ name, url }];
  });
  const about = { ...rest, trunks: trunks.length, pbxes: addresses };
  const journal = await openJournal();
  const id = earlier?.id ?? (await journal.newId());
  return await journal.whileUnderWay(id, async () => {
    const recording = await (earlier ? journal.resume(earlier, about) : journal.begin(about, id));
    let report: ProvisionReport | undefined;
    let part;
    try {
      recording.watch(trunks, stop);
      report = await run(recording);
    } finally {
      part = await recording.end(report);
    }
    return { report, ended: { run: recording.id, index: recording.part, part } };
  });
}
