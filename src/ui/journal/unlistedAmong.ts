import type { TrunkOutcome } from '../../core/outcome.ts';
import type { JournalServices } from './services.ts';

/** What was added, but is not listed under its name. */
export function unlistedAmong<Outcome extends TrunkOutcome>(
  { pbxes, unlistedTrunks }: Pick<JournalServices, 'pbxes' | 'unlistedTrunks'>,
  outcomes: readonly Outcome[],
): Outcome[] {
  const added = outcomes.filter(({ outcome }) => outcome === 'added');
  const names = new Set(added.map(({ pbx }) => pbx));
  const unlisted = new Map([...names].map((pbx) => [pbx, unlistedTrunks.of(pbxes.addressOf(pbx) ?? '')]));
  return added.filter(({ pbx, trunkname }) => unlisted.get(pbx)?.has(trunkname));
}
