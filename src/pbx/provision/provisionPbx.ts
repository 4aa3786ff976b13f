import * as l10n from '@vscode/l10n';
import { differences } from '../../core/compare.ts';
import type { TrunkOutcome } from '../../core/outcome.ts';
import type { Trunk } from '../../core/trunk.ts';
import type { Pbx } from '../pbx.ts';
import { askFirst } from './askFirst.ts';
import { standardBackoff } from './backoff.ts';
import { compareTrunks, type ComparedTrunk, type Comparison } from './compareTrunks.ts';
import type { Write } from './writeOnce.ts';
import { addition, change } from './writes.ts';
import { WritesInTurn, type TurnOptions } from './writesInTurn.ts';

/** Who follows a run. */
export interface RunObserver extends Pick<TurnOptions, 'onStart' | 'onOutcome'> {
  /**
   * What is there and what is wanted, before the first write. Adds do not wait for it; the first update does.
   * @returns why nothing that is there may be changed, if so.
   */
  onCompared?: (pbx: string, comparison: Comparison) => Promise<string | undefined>;
}

export interface ProvisionOptions extends RunObserver, TurnOptions {
  /** Changes trunks that are there but differ. Without it they are `skipped`. */
  update?: boolean;
}

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

async function provision(
  pbx: Pbx,
  wanted: readonly Trunk[],
  options: ProvisionOptions,
): Promise<TrunkOutcome[]> {
  const { signal, backoff = standardBackoff } = options;
  const turns = new WritesInTurn(pbx, options);
  const asked = await askFirst(pbx, () => compareTrunks(pbx, wanted, backoff, signal), options);
  if ('instead' in asked) {
    for (const { trunkname } of wanted) turns.report({ trunkname, ...asked.instead });
    return turns.outcomes;
  }
  const comparison = asked.answer;
  const ready = options.onCompared?.(pbx.name, comparison);

  const sent = new Map<string, { trunk: Trunk; outcome: Omit<TrunkOutcome, 'pbx'> }>();
  for (const compared of comparison.trunks) {
    const { trunk } = compared;
    const { trunkname } = trunk;
    const twin = sent.get(trunkname);
    const changes = compared.action === 'update' && options.update === true;
    const write = writeFor(pbx, compared, options, changes ? await ready : undefined);
    // The comparison is older than what its twin has changed.
    const instead = twin
      ? sameName(trunk, twin.trunk, twin.outcome)
      : 'outcome' in write
        ? { trunkname, ...write }
        : turns.reasonAgainst(trunkname);
    if (instead) turns.report(withLeftOut(pbx.name, compared, instead));
    else if ('send' in write) {
      const outcome = withLeftOut(pbx.name, compared, await turns.send(write));
      sent.set(trunkname, { trunk, outcome });
      turns.report(comparison.compared ? outcome : withoutComparison(pbx.name, outcome));
    }
  }
  await turns.end();
  await ready;
  return turns.outcomes;
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

/** Says which fields were not sent although the trunk has what was sent of it. */
function withLeftOut(
  pbx: string,
  { leftOut = [] }: ComparedTrunk,
  outcome: Omit<TrunkOutcome, 'pbx'>,
): Omit<TrunkOutcome, 'pbx'> {
  const isThere = ['added', 'updated', 'unchanged'].includes(outcome.outcome);
  if (!isThere || leftOut.length === 0) return outcome;
  const words = l10n.t(
    '{0} was not sent: {1} speaks an API version that does not have it.',
    leftOut.join(', '),
    pbx,
  );
  return { ...outcome, message: outcome.message === undefined ? words : `${outcome.message} ${words}` };
}
