import * as l10n from '@vscode/l10n';
import { outsideText } from '../../core/outsideText.ts';
import { differences, hasOwnDomain, type ExistingTrunk } from '../../core/compare.ts';
import { dodFields, sortedDodNumbers } from '../../core/dodNumbers.ts';
import { wordList } from '../../core/sentences.ts';
import type { Trunk, TrunkField } from '../../core/trunk.ts';
import { canBeDeleted } from '../api.ts';
import type { Pbx } from '../pbx.ts';
import { AlikeNames } from './alikeNames.ts';
import type { Backoff } from '../backoff.ts';
import type { UnlistedTrunks } from './compareTrunks.ts';
import { listTrunks } from './listTrunks.ts';
import { earlierTrunk } from './restoration.ts';

/** What a run did to one trunk, as far as is known, for an undo to take it back. */
export interface UndoStep {
  trunkname: string;
  /** `unsure` where the run, or its window, ended before the result was known. */
  did: 'add' | 'update' | 'unsure';
  /** The settings as they were sent. Absent where they are not kept any more. */
  sent?: Trunk | undefined;
  /** The settings that an update replaced. */
  before?: ExistingTrunk | undefined;
  /** The fields whose values came from a secret. */
  secretFields?: readonly TrunkField[] | undefined;
}

/** What an undo does with one trunk: delete it, restore it, leave it because nothing is left to undo, or refuse. */
export type CheckedStep = Pick<UndoStep, 'secretFields'> &
  (
    | { trunkname: string; verdict: 'delete'; existing: ExistingTrunk }
    | { trunkname: string; verdict: 'restore'; existing: ExistingTrunk; id: string; earlier: Trunk }
    | { trunkname: string; verdict: 'none'; existing?: ExistingTrunk; message: string }
    | { trunkname: string; verdict: 'refuse'; existing: ExistingTrunk | undefined; message: string }
  );

/**
 * Compares what a run did with what the PBX has now, by one `siptrunk/query`. Whatever has changed since is refused.
 * @param unlisted what the PBX took, but did not list under its name.
 * @throws PbxError when the PBX cannot be asked.
 */
export async function checkUndo(
  pbx: Pbx,
  steps: readonly UndoStep[],
  unlisted: UnlistedTrunks,
  backoff: Backoff,
  signal?: AbortSignal,
): Promise<CheckedStep[]> {
  const existing = await listTrunks(pbx, backoff, signal);
  if (!existing) {
    const message = l10n.t(
      '{0} cannot list its trunks, so nobody knows what has changed since. Use its web page.',
      outsideText(pbx.name),
    );
    return steps.map((step) => refuse(step, undefined, message));
  }
  const alike = new AlikeNames(existing.keys());
  return steps.map((step) => {
    const { trunkname } = step;
    const found = existing.get(trunkname);
    const listedAs = alike.twinOf(trunkname) ?? unlisted.get(trunkname);
    if (!found && (listedAs !== undefined || unlisted.has(trunkname))) {
      return refuse(step, undefined, notUnderItsName(pbx.name, listedAs));
    }
    const { secretFields } = step;
    const checked = { ...checkStep(step, found), ...(secretFields && { secretFields }) };
    // An update goes by its id, a deletion by its name alone.
    const message =
      checked.verdict === 'delete' ? alike.reasonAgainst(checked.trunkname, pbx.name) : undefined;
    return message === undefined ? checked : refuse(step, checked.existing, message);
  });
}

function notUnderItsName(pbx: string, listedAs: string | undefined): string {
  return listedAs === undefined
    ? l10n.t('{0} did not list it under its name. Look for it in the PBX’s web page.', outsideText(pbx))
    : l10n.t(
        '{0} lists “{1}”, which could be it. Look at it, and delete it by that name.',
        outsideText(pbx),
        outsideText(listedAs),
      );
}

function checkStep(step: UndoStep, existing: ExistingTrunk | undefined): CheckedStep {
  const { trunkname, did, sent, before } = step;
  if (!canBeDeleted(trunkname)) {
    return refuse(step, existing, l10n.t('A PBX would read this name as several trunks.'));
  }
  if (!existing) {
    return did === 'add' || (did === 'unsure' && !before)
      ? { trunkname, verdict: 'none', message: l10n.t('It is not there any more.') }
      : refuse(
          step,
          existing,
          l10n.t('It is not there any more, so its earlier settings cannot be put back.'),
        );
  }
  if (before && isAsBefore(before, existing)) {
    return { trunkname, existing, verdict: 'none', message: l10n.t('It has its earlier settings.') };
  }
  if (did === 'unsure') {
    return refuse(
      step,
      existing,
      l10n.t('The run ended before it knew what became of this trunk. Look at the PBX.'),
    );
  }
  if (!sent) {
    return refuse(
      step,
      existing,
      l10n.t('What the run sent is not in the secret storage any more, so it was left as it is.'),
    );
  }
  const changed = changedSince(sent, existing, before);
  if (changed.length > 0) {
    return refuse(
      step,
      existing,
      l10n.t('It has changed since in {0}. It was left as it is.', wordList(changed)),
    );
  }
  return did === 'add' ? { trunkname, existing, verdict: 'delete' } : restore(step, existing, sent);
}

function restore(step: UndoStep, existing: ExistingTrunk, sent: Trunk): CheckedStep {
  const { trunkname, before } = step;
  const earlier = before && earlierTrunk(before, sent);
  const id = existing.id?.trim() ?? '';
  if (!earlier || id === '') {
    return refuse(
      step,
      existing,
      l10n.t('Its earlier settings or its id are not known. Use the PBX’s web page.'),
    );
  }
  if ('missing' in earlier) {
    return refuse(
      step,
      existing,
      l10n.t('The PBX did not show its earlier {0}, which an update has to send.', earlier.missing),
    );
  }
  return { trunkname, existing, verdict: 'restore', id, earlier: earlier.trunk };
}

function refuse({ trunkname }: UndoStep, existing: ExistingTrunk | undefined, message: string): CheckedStep {
  return { trunkname, existing, verdict: 'refuse', message };
}

/**
 * The fields in which a trunk on the PBX is not as it was sent. Of what was not sent, a domain may be as the PBX fills it in,
 * and the rest must be as it was.
 */
function changedSince(sent: Trunk, existing: ExistingTrunk, before: ExistingTrunk | undefined): TrunkField[] {
  const given: Partial<Record<TrunkField, string | undefined>> = sent;
  const follows = !hasOwnDomain(sent);
  const fields = differences(sent, existing).filter((field) => field !== 'domain' || !follows);
  const isOneOf = (value: string | undefined, ...allowed: (string | undefined)[]) =>
    ['', ...allowed].some((one) => (one ?? '').toLowerCase() === (value ?? '').trim().toLowerCase());
  if ('host' in sent && follows && !isOneOf(existing.domain, sent.host, before?.domain)) {
    fields.push('domain');
  }
  if (sent.trunktype === 'register' && !given.fromuser && !isOneOf(existing.fromuser, before?.fromuser)) {
    fields.push('fromuser');
  }
  for (const field of dodFields) {
    const isAsItWas = sortedDodNumbers(existing[field] ?? '') === sortedDodNumbers(before?.[field] ?? '');
    if (!given[field] && (existing[field] ?? '').trim() !== '' && !isAsItWas) fields.push(field);
  }
  return [...new Set(fields)];
}

/** True when a trunk on the PBX has the settings that it had before. */
function isAsBefore(before: ExistingTrunk, existing: ExistingTrunk): boolean {
  // Its id is not a setting.
  const settings = { ...before, id: undefined };
  return differences(settings as Partial<ExistingTrunk> as Trunk, existing).length === 0;
}
