import * as l10n from '@vscode/l10n';
import { differences } from '../../core/compare.ts';
import type { TrunkOutcome } from '../../core/outcome.ts';
import type { Trunk } from '../../core/trunk.ts';
import { asPbxError } from '../errors.ts';
import type { Pbx } from '../pbx.ts';
import { applyAtLast } from './applyAtLast.ts';
import { standardBackoff, type Backoff } from './backoff.ts';
import { compareTrunks, type ComparedTrunk, type Comparison } from './compareTrunks.ts';
import { writeOnce, type Write, type WriteResult } from './writeOnce.ts';
import { addition, change } from './writes.ts';

/** Who follows a run. */
export interface RunObserver {
  /** Before the PBX is asked what it has, and before each trunk that is sent. */
  onStart?: (pbx: string, trunkname: string | undefined) => void;
  onOutcome?: (outcome: TrunkOutcome) => void;
  /**
   * What is there and what is wanted, before the first write. Adds do not wait for it; the first update does.
   * @returns why nothing that is there may be changed, if so.
   */
  onCompared?: (pbx: string, comparison: Comparison) => Promise<string | undefined>;
}

export interface ProvisionOptions extends RunObserver {
  /** Stops before the next request; the one under way is waited for, since nobody could know its result otherwise. */
  signal?: AbortSignal;
  backoff?: Backoff;
  /** Changes trunks that are there but differ. Without it they are `skipped`. */
  update?: boolean;
}

/** So many trunks in a row without a proper answer, and the rest is not tried. */
const silencesToStop = 2;

/**
 * Brings the wanted trunks to one PBX: one query to see what is there, then one write at a time for what is missing or, if
 * that was asked for, different.
 * @returns one outcome for each wanted trunk, in their order; never throws for what a PBX does.
 */
export function provisionPbx(
  pbx: Pbx,
  wanted: readonly Trunk[],
  options: ProvisionOptions = {},
): Promise<TrunkOutcome[]> {
  return pbx.writes.run(() => provision(pbx, wanted, options), options.signal);
}

type Report = (outcome: Omit<TrunkOutcome, 'pbx'>) => void;

async function provision(
  pbx: Pbx,
  wanted: readonly Trunk[],
  options: ProvisionOptions,
): Promise<TrunkOutcome[]> {
  const { signal, backoff = standardBackoff } = options;
  const outcomes: TrunkOutcome[] = [];
  const report: Report = (outcome) => {
    const full = { pbx: pbx.name, ...outcome };
    outcomes.push(full);
    options.onOutcome?.(full);
  };

  const comparison = await compare(pbx, wanted, options, report);
  if (!comparison) return outcomes;
  const ready = options.onCompared?.(pbx.name, comparison);

  const sent = new Map<string, { trunk: Trunk; outcome: Omit<TrunkOutcome, 'pbx'> }>();
  let applyDue = false;
  let silences = 0;
  let reasonToStop: string | undefined;
  for (const compared of comparison.trunks) {
    const { trunk } = compared;
    const { trunkname } = trunk;
    const twin = sent.get(trunkname);
    const changes = compared.action === 'update' && options.update === true;
    const write = writeFor(pbx, compared, options, changes ? await ready : undefined);
    if (twin) {
      // The comparison is older than what its twin has changed.
      report(sameName(trunk, twin.trunk, twin.outcome));
    } else if ('outcome' in write) {
      report({ trunkname, ...write });
    } else if (signal?.aborted) {
      report(skippedByCancel(trunkname));
    } else if (reasonToStop !== undefined) {
      report({ trunkname, outcome: 'failed', message: reasonToStop });
    } else {
      options.onStart?.(pbx.name, trunkname);
      const result = await writeOnce(pbx, write, backoff, signal);
      sent.set(trunkname, { trunk, outcome: result.outcome });
      applyDue ||= result.applyDue;
      silences = result.trouble === 'silent' ? silences + 1 : 0;
      reasonToStop = whyStop(pbx.name, result.trouble, silences);
      report(comparison.compared ? result.outcome : withoutComparison(pbx.name, result.outcome));
    }
  }
  if (applyDue && pbx.connection.apiVersion === 'v1.1.0') await applyAtLast(pbx, outcomes, backoff);
  await ready;
  return outcomes;
}

/** The write that a trunk needs, or the outcome when it needs none. */
function writeFor(
  pbx: Pbx,
  { trunk, action, fields, existing }: ComparedTrunk,
  { update = false }: ProvisionOptions,
  reasonAgainstUpdates: string | undefined,
): Write | Pick<TrunkOutcome, 'outcome' | 'message'> {
  const differs = fields.join(', ');
  if (action === 'none') {
    return { outcome: 'unchanged', message: l10n.t('It is already there with the same settings.') };
  }
  if (action === 'add' || !existing) return addition(pbx, trunk);
  if (!update) {
    return {
      outcome: 'skipped',
      message: l10n.t('It is already there but differs in {0}. It was left as it is.', differs),
    };
  }
  if (reasonAgainstUpdates !== undefined) return { outcome: 'failed', message: reasonAgainstUpdates };
  const id = existing.id?.trim() ?? '';
  if (id === '') {
    const message = l10n.t(
      'It differs in {0}, but {1} gave no id for it. Change it in the PBX’s web page.',
      differs,
      pbx.name,
    );
    return { outcome: 'failed', message };
  }
  return change(pbx, trunk, { ...existing, id });
}

/** Asks the PBX what it has. When that fails, every trunk is reported, and there is nothing to go on with. */
async function compare(
  pbx: Pbx,
  wanted: readonly Trunk[],
  { signal, backoff = standardBackoff, onStart }: ProvisionOptions,
  report: Report,
): Promise<Comparison | undefined> {
  try {
    if (!signal?.aborted) {
      onStart?.(pbx.name, undefined);
      return await compareTrunks(pbx, wanted, backoff, signal);
    }
  } catch (thrown) {
    const { kind, message, errno } = asPbxError(thrown);
    if (kind !== 'cancelled') {
      for (const { trunkname } of wanted) {
        report({ trunkname, outcome: 'failed', message, ...(errno !== undefined && { errno }) });
      }
      return undefined;
    }
  }
  for (const { trunkname } of wanted) report(skippedByCancel(trunkname));
  return undefined;
}

/** Why the trunks that are left need not be tried, after one that met trouble. */
export function whyStop(pbx: string, trouble: WriteResult['trouble'], silences: number): string | undefined {
  if (trouble === 'signedOut') return l10n.t('Not tried, because nobody is signed in to {0} any more.', pbx);
  return trouble === 'gone' || silences >= silencesToStop
    ? l10n.t('Not tried, because {0} stopped answering.', pbx)
    : undefined;
}

/** Two wanted trunks have one name, perhaps from two files: the first one was sent. */
function sameName(trunk: Trunk, twin: Trunk, outcome: Omit<TrunkOutcome, 'pbx'>): Omit<TrunkOutcome, 'pbx'> {
  const { trunkname } = trunk;
  const fields = differences(trunk, twin);
  if (fields.length > 0) {
    const message = l10n.t(
      'This run has another trunk of the same name, which differs in {0}. Only the first one was sent.',
      fields.join(', '),
    );
    return { trunkname, outcome: 'skipped', message };
  }
  if (outcome.outcome !== 'added' && outcome.outcome !== 'updated') return outcome;
  return { trunkname, outcome: 'unchanged', message: l10n.t('This run has it twice; it was sent once.') };
}

function withoutComparison(pbx: string, outcome: Omit<TrunkOutcome, 'pbx'>): Omit<TrunkOutcome, 'pbx'> {
  if (outcome.outcome !== 'added') return outcome;
  return {
    ...outcome,
    message: l10n.t('Added. {0} cannot list its trunks, so nothing could be compared.', pbx),
  };
}

export function skippedByCancel(trunkname: string): Omit<TrunkOutcome, 'pbx'> {
  return { trunkname, outcome: 'skipped', message: l10n.t('Cancelled before its turn.') };
}
