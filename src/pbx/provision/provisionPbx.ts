import * as l10n from '@vscode/l10n';
import { outsideText } from '../../core/outsideText.ts';
import { differences } from '../../core/compare.ts';
import type { TrunkOutcome } from '../../core/outcome.ts';
import { sentences, wordList } from '../../core/sentences.ts';
import type { Trunk } from '../../core/trunk.ts';
import { asPbxError, PbxError } from '../errors.ts';
import type { Pbx } from '../pbx.ts';
import { askFirst, WritesInTurn, type TurnOptions } from './writesInTurn.ts';
import { standardBackoff } from '../backoff.ts';
import { OtherNames } from './alikeNames.ts';
import {
  compareTrunks,
  doubtWords,
  type ComparedTrunk,
  type Comparison,
  type UnlistedTrunks,
} from './compareTrunks.ts';
import { listTrunks } from './listTrunks.ts';
import type { Write } from './writeOnce.ts';
import { addition, change } from './writes.ts';

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
  unlisted?: UnlistedMemory;
}

/** What is kept of one box about the trunks that it took, but did not list under their names. */
export interface UnlistedMemory {
  trunks: UnlistedTrunks;
  remember(trunkname: string, listedAs: string | undefined): void;
  forget(trunkname: string): void;
}

/**
 * Brings the wanted trunks to one PBX: one query to see what is there, then one write at a time for what is missing or, if
 * that was asked for, different, and after additions one more query to see whether it lists them.
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
  const { signal, backoff = standardBackoff, unlisted } = options;
  const turns = new WritesInTurn(pbx, options);
  const before = unlisted?.trunks ?? new Map<string, string>();
  const asked = await askFirst(pbx, () => compareTrunks(pbx, wanted, before, backoff, signal), options);
  if ('instead' in asked) {
    for (const { trunkname } of wanted) turns.report({ trunkname, ...asked.instead });
    return turns.outcomes;
  }
  const comparison = asked.answer;
  const ready = options.onCompared?.(pbx.name, comparison);

  for (const name of comparison.listed) if (before.has(name)) unlisted?.forget(name);
  const known = new Set(comparison.listed);
  const sent = new Map<string, SentTrunk>();
  for (const compared of comparison.trunks) {
    const { trunk } = compared;
    const { trunkname } = trunk;
    const twin = sent.get(trunkname);
    const changes = compared.action === 'update' && options.update === true;
    const write = writeFor(pbx, compared, known, options, changes ? await ready : undefined);
    // The comparison is older than what its twin has changed.
    const instead = twin
      ? sameName(trunk, twin.trunk, twin.outcome)
      : 'outcome' in write
        ? { trunkname, ...write }
        : turns.reasonAgainst(trunkname);
    if (instead) turns.report(withLeftOut(pbx.name, compared, instead));
    else if ('send' in write) {
      known.add(trunkname);
      const result = await turns.send(write);
      const outcome = turns.report(
        withLeftOut(pbx.name, compared, comparison.compared ? result : withoutComparison(pbx.name, result)),
      );
      sent.set(trunkname, { trunk, outcome });
    }
  }
  await turns.end();
  if (comparison.compared) await lookForAdded(pbx, [...sent.values()], known, options);
  await ready;
  return turns.outcomes;
}

/**
 * Asks the PBX once more what it has, a cancelled run too, and says at each trunk that was added if it is not listed under its
 * name: nobody would find it there, and the next run would add it again.
 */
async function lookForAdded(
  pbx: Pbx,
  sent: readonly SentTrunk[],
  known: ReadonlySet<string>,
  { backoff = standardBackoff, unlisted }: ProvisionOptions,
): Promise<void> {
  const looked = sent.filter(({ outcome: { outcome } }) => outcome === 'added' || outcome === 'unknown');
  if (!looked.some(({ outcome }) => outcome.outcome === 'added')) return;
  // What was added is there, whatever becomes of this question.
  const listed = await listTrunks(pbx, backoff).catch(asPbxError);
  if (listed instanceof PbxError) {
    // What cannot be read stands in the way of every later run; what passes by itself does not.
    if (listed.kind !== 'answer') return;
    const words = l10n.t('Added, but it could not be looked for afterwards: {0}', listed.message);
    for (const { outcome } of looked) if (outcome.outcome === 'added') outcome.message ??= words;
    return;
  }
  if (!listed) return;
  const others = new OtherNames(listed.values(), known);
  for (const { trunk, outcome } of looked) {
    const { trunkname } = trunk;
    if (listed.has(trunkname)) continue;
    const listedAs = others.take(trunk);
    if (listedAs === undefined && outcome.outcome === 'unknown') continue;
    unlisted?.remember(trunkname, listedAs);
    const words = unlistedWords(pbx.name, outcome.outcome, listedAs);
    outcome.message = sentences(words, outcome.message ?? '');
  }
}

function unlistedWords(pbx: string, outcome: TrunkOutcome['outcome'], listedAs: string | undefined): string {
  if (listedAs === undefined) {
    return l10n.t('Added, but {0} does not list it: look before you run this again.', outsideText(pbx));
  }
  return outcome === 'added'
    ? l10n.t(
        'Added, but {0} lists it as “{1}”: look before you run this again.',
        outsideText(pbx),
        outsideText(listedAs),
      )
    : l10n.t(
        '{0} lists “{1}” now, which could be it: look before you run this again.',
        outsideText(pbx),
        outsideText(listedAs),
      );
}

/** The write that a trunk needs, or the outcome when it needs none. */
function writeFor(
  pbx: Pbx,
  { trunk, action, fields, existing, doubt }: ComparedTrunk,
  known: ReadonlySet<string>,
  { update = false }: ProvisionOptions,
  reasonAgainstUpdates: string | undefined,
): Write | Pick<TrunkOutcome, 'outcome' | 'message'> {
  const differs = wordList(fields);
  if (doubt) return { outcome: 'skipped', message: doubtWords(pbx.name, doubt) };
  if (action === 'none') {
    return { outcome: 'unchanged', message: l10n.t('It is already there with the same settings.') };
  }
  if (action === 'add' || !existing) return addition(pbx, trunk, known);
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
      outsideText(pbx.name),
    );
    return { outcome: 'failed', message };
  }
  return change(pbx, trunk, { ...existing, id });
}

/** A trunk that was sent, and what came of it. */
interface SentTrunk {
  trunk: Trunk;
  outcome: TrunkOutcome;
}

/** Two wanted trunks have one name, perhaps from two files: the first one was sent. */
function sameName(trunk: Trunk, twin: Trunk, outcome: TrunkOutcome): Omit<TrunkOutcome, 'pbx'> {
  const { trunkname } = trunk;
  const fields = differences(trunk, twin);
  if (fields.length > 0) {
    const message = l10n.t(
      'This run has another trunk of the same name, which differs in {0}. Only the first one was sent.',
      wordList(fields),
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
    wordList(leftOut),
    pbx,
  );
  return { ...outcome, message: sentences(outcome.message ?? '', words) };
}
