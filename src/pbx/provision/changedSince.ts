import { differences, type ExistingTrunk } from '../../core/compare.ts';
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
  const fields = differences(sent, existing);
  const isOneOf = (value: string | undefined, ...allowed: (string | undefined)[]) =>
    ['', ...allowed].some((one) => (one ?? '').toLowerCase() === (value ?? '').trim().toLowerCase());
  if ('host' in sent && !given.domain && !isOneOf(existing.domain, sent.host, before?.domain)) {
    fields.push('domain');
  }
  if (sent.trunktype === 'register' && !given.fromuser && !isOneOf(existing.fromuser, before?.fromuser)) {
    fields.push('fromuser');
  }
  return [...new Set(fields)];
}

/** True when a trunk on the PBX has the settings that it had before. */
export function isAsBefore(before: ExistingTrunk, existing: ExistingTrunk): boolean {
  // Its id is not a setting.
  const settings = { ...before, id: undefined };
  return differences(settings as Partial<ExistingTrunk> as Trunk, existing).length === 0;
}
