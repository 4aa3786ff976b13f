import { differences, hasOwnDomain, type ExistingTrunk } from '../../core/compare.ts';
import { dodFields, sortedDodNumbers } from '../../core/dodNumbers.ts';
import type { Trunk, TrunkField } from '../../core/trunk.ts';

/**
 * The fields in which a trunk on the PBX is not as it was sent. Of what was not sent, a domain may be as the PBX fills it in,
 * and the rest must be as it was.
 */
export function changedSince(
  sent: Trunk,
  existing: ExistingTrunk,
  before: ExistingTrunk | undefined,
): TrunkField[] {
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
export function isAsBefore(before: ExistingTrunk, existing: ExistingTrunk): boolean {
  // Its id is not a setting.
  const settings = { ...before, id: undefined };
  return differences(settings as Partial<ExistingTrunk> as Trunk, existing).length === 0;
}
