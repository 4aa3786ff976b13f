import * as l10n from '@vscode/l10n';
import type { ProvisionReport, TrunkOutcome } from '../../core/outcome.ts';
import { keyOf } from '../../core/trunkKey.ts';
import { asPbxError } from '../../pbx/errors.ts';
import { undoPbx } from '../../pbx/provision/undoPbx.ts';
import { failedReport, findLastRun, movedSince } from '../journal/lastRun.ts';
import { recordRun, type EndedPart } from '../journal/recordRun.ts';
import type { StoredRun } from '../journal/storedRun.ts';
import type { Fleet } from '../ports.ts';
import { run, type RunOptions, type RunServices } from '../run.ts';
import { undoSteps, type PbxUndoStep } from './undoSteps.ts';

export type UndoServices = RunServices & Pick<Fleet, 'journal' | 'redactor' | 'unlistedTrunks'>;

/** What is left of a run to take back. The passwords that come with it are known to the redactor from here on. */
export async function stepsOf(
  { journal: openJournal, redactor }: Pick<Fleet, 'journal' | 'redactor'>,
  stored: StoredRun,
): Promise<PbxUndoStep[]> {
  const journal = await openJournal();
  const names = new Set(stored.parts.flatMap(({ pbxes }) => pbxes.map(({ name }) => name)));
  const kept = new Map(
    await Promise.all([...names].map(async (pbx) => [pbx, await journal.kept(stored, pbx)] as const)),
  );
  for (const { sent, before } of [...kept.values()].flat(2)) {
    if ('password' in sent) redactor.add(sent.password);
    redactor.add(before?.password);
  }
  return undoSteps(stored, kept);
}

/**
 * Takes back what is left of a run, several PBXes at a time, and keeps a journal of it. Asks nothing.
 * @returns the outcomes in the order of the steps.
 */
export function undoRun(
  services: UndoServices,
  stored: StoredRun,
  steps: readonly PbxUndoStep[],
  options: Omit<RunOptions, 'observer'>,
): Promise<{ report: ProvisionReport; ended: EndedPart }> {
  const start = {
    action: 'undo' as const,
    files: stored.parts.at(-1)?.files ?? [],
    trunks: steps.map(({ pbx, step: { trunkname } }) => ({ pbx, trunkname })),
  };
  return recordRun(services, start, options, stored, (observer) =>
    run(
      services,
      steps,
      {
        action: 'undo',
        trunknameOf: ({ step }) => step.trunkname,
        reasonAgainst: (pbx) => {
          const message = movedSince(services.pbxes, stored, pbx);
          return message === undefined ? undefined : { outcome: 'skipped', message };
        },
        work: (pbx, items, follower) => {
          const own = items.map(({ step }) => step);
          const unlisted = services.unlistedTrunks.of(pbx.connection.url);
          return undoPbx(pbx, own, { ...follower, signal: options.signal, unlisted });
        },
      },
      { ...options, observer },
    ),
  );
}

/**
 * Takes back the last run and asks nothing: what stands in the way is the outcome of every trunk.
 * @param trusted whether the user trusts the folder.
 * @param id the run that is meant; undefined for the last one.
 */
export async function undoLastRun(
  services: UndoServices,
  trusted: boolean,
  id?: string,
): Promise<ProvisionReport> {
  const last = await findLastRun(await services.journal(), id);
  if (typeof last === 'string') return failedReport(last);
  if (!trusted) return failedUndo(last, untrustedUndo());
  try {
    const steps = await stepsOf(services, last);
    if (steps.length === 0) return { outcomes: undoneAlready(last), cancelled: false };
    const { signal } = new AbortController();
    return (await undoRun(services, last, steps, { signal })).report;
  } catch (error) {
    return failedUndo(last, asPbxError(error).message);
  }
}

/** What stands in the way of an undo, for each trunk that the journal names, without what the secret storage knows of it. */
function failedUndo(stored: StoredRun, message: string): ProvisionReport {
  const outcomes = undoSteps(stored, new Map()).map(({ pbx, step: { trunkname } }): TrunkOutcome => {
    return { pbx, trunkname, outcome: 'failed', message };
  });
  return outcomes.length > 0 ? { outcomes, cancelled: false } : failedReport(message);
}

export function untrustedUndo(): string {
  return l10n.t('This folder is not trusted, so nothing was undone.');
}

export function nothingToUndo(): string {
  return l10n.t('The last run changed nothing, or it is undone already.');
}

/** One outcome for each trunk that an earlier undo dealt with. */
function undoneAlready({ parts }: StoredRun): TrunkOutcome[] {
  const undone = new Map(
    parts
      .filter(({ action }) => action === 'undo')
      .flatMap(({ outcomes }) => outcomes)
      .map(({ pbx, trunkname }) => [keyOf({ pbx, trunkname }), { pbx, trunkname }]),
  );
  const message = nothingToUndo();
  return [...undone.values()].map((one) => ({ ...one, outcome: 'unchanged', message }));
}
