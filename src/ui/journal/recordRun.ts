import type { ProvisionReport } from '../../core/outcome.ts';
import type { RunObserver } from '../../pbx/provision/provisionPbx.ts';
import type { App } from '../app.ts';
import type { RunStart } from '../../fleet/journal/journalEvents.ts';
import type { StoredRun } from '../../fleet/journal/storedRun.ts';
import type { EndedPart } from './tellResult.ts';

/**
 * Runs something that the journal and a report tell of.
 * @param goesOn the run that it continues or takes back; without one it is a run of its own.
 */
export async function recordRun(
  app: App,
  start: Omit<RunStart, 'pbxes'> & { pbxNames: Iterable<string> },
  goesOn: StoredRun | undefined,
  run: (observer: RunObserver) => Promise<ProvisionReport>,
): Promise<{ report: ProvisionReport; ended: EndedPart }> {
  const { pbxNames, ...rest } = start;
  const pbxes = [...new Set(pbxNames)].flatMap((name) => {
    const configured = app.pbxes.find(name);
    return configured && 'connection' in configured ? [{ name, url: configured.connection.url }] : [];
  });
  const journal = await app.journal();
  const recording = await (goesOn
    ? journal.resume(goesOn, { ...rest, pbxes })
    : journal.begin({ ...rest, pbxes }));
  return await journal.whileUnderWay(recording.id, async () => {
    let report: ProvisionReport | undefined;
    let part;
    try {
      report = await run(recording);
    } finally {
      part = await recording.end(report);
    }
    const ended = { run: recording.id, index: recording.part, part };
    app.reports.keep(ended.run, ended.index, part);
    return { report, ended };
  });
}
