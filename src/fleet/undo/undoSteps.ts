import { differences } from '../../core/compare.ts';
import { keyOf } from '../../core/trunkKey.ts';
import type { UndoStep } from '../../pbx/provision/checkUndo.ts';
import type { KeptTrunk } from '../journal/keptSettings.ts';
import type { StoredRun } from '../journal/storedRun.ts';

/** What is to be taken back on one PBX. */
export interface PbxUndoStep {
  pbx: string;
  step: UndoStep;
}

/**
 * What a run has done and what is not taken back yet, the last thing first.
 * @param kept what each part was about to send to each PBX.
 */
export function undoSteps(
  { parts }: StoredRun,
  kept: ReadonlyMap<string, readonly (readonly KeptTrunk[])[]>,
): PbxUndoStep[] {
  const steps = new Map<string, PbxUndoStep>();
  parts.forEach(({ action, outcomes }, part) => {
    const ended = new Map(outcomes.map((one) => [keyOf(one), one]));
    const settings = new Map<string, KeptTrunk>();
    for (const [pbx, trunksOfParts] of kept) {
      for (const trunk of trunksOfParts[part] ?? [])
        settings.set(keyOf({ pbx, trunkname: trunk.sent.trunkname }), trunk);
    }
    for (const [key, { pbx, trunkname, outcome }] of ended) {
      const own = settings.get(key);
      switch (outcome) {
        case 'added':
          put(steps, key, { pbx, step: { trunkname, did: 'add', sent: own?.sent, ...secretOf(own) } });
          break;
        case 'updated':
          put(steps, key, { pbx, step: afterUpdate(trunkname, own, steps.get(key)?.step) });
          break;
        case 'unknown':
          if (action !== 'undo') {
            put(steps, key, {
              pbx,
              step: { trunkname, did: 'unsure', before: own?.before, ...secretOf(own) },
            });
          }
          break;
        case 'deleted':
        case 'restored':
          steps.delete(key);
          break;
        case 'unchanged':
          if (action === 'undo') steps.delete(key);
          break;
        case 'skipped':
        case 'failed':
          break;
      }
    }
    // What was about to be sent and has no outcome: the window was closed or crashed in between.
    for (const [key, own] of settings) {
      const { sent, before } = own;
      if (ended.has(key)) continue;
      const [pbx = ''] = JSON.parse(key) as string[];
      put(steps, key, { pbx, step: { trunkname: sent.trunkname, did: 'unsure', before, ...secretOf(own) } });
    }
  });
  return [...steps.values()].reverse();
}

/** True when the run may have left something that is not taken back yet; the secret storage is not asked for it. */
export function canUndo(run: StoredRun): boolean {
  const last = run.parts.at(-1);
  const brokeOff =
    last !== undefined && (last.endedAt === undefined || (last.action === 'undo' && last.cancelled));
  return brokeOff || undoSteps(run, new Map()).length > 0;
}

/** A continuation may update what the run has added or updated before: what was there before all of it counts. */
function afterUpdate(trunkname: string, own: KeptTrunk | undefined, earlier: UndoStep | undefined): UndoStep {
  const before = own?.before;
  const isOwn = before && earlier?.sent && differences(earlier.sent, before).length === 0;
  if (isOwn && earlier.did !== 'unsure') return { ...earlier, sent: own.sent, ...secretOf(own) };
  return { trunkname, did: 'update', sent: own?.sent, before, ...secretOf(own) };
}

function secretOf(kept: KeptTrunk | undefined): Pick<UndoStep, 'secretFields'> {
  return kept?.secretFields ? { secretFields: kept.secretFields } : {};
}

/** Later things stand behind earlier ones. */
function put(steps: Map<string, PbxUndoStep>, key: string, step: PbxUndoStep): void {
  steps.delete(key);
  steps.set(key, step);
}
