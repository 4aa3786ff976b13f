import { hasOwnDomain } from '../../core/compare.ts';
import { isDodField } from '../../core/dodNumbers.ts';
import type { TrunkOutcome } from '../../core/outcome.ts';
import { checkTrunk, fieldsOf, type FieldProblem, type Trunk, type TrunkField } from '../../core/trunk.ts';
import type { Pbx } from '../pbx.ts';
import { askFirst, WritesInTurn } from './writesInTurn.ts';
import { standardBackoff, type Backoff } from '../backoff.ts';
import { changedSinceLoaded, loadEditable, type EditableTrunk } from './editableTrunk.ts';
import { change } from './writes.ts';

/** What a person may change of a trunk. A blank password keeps the present one. */
export type EditedValues = Partial<
  Record<Exclude<TrunkField, 'trunkname' | 'trunktype'>, string | undefined>
>;

/** What came of an edit: an outcome, or the trunk as it is now, because it has changed since it was loaded. */
export type EditResult = { outcome: TrunkOutcome } | { changed: EditableTrunk; fields: TrunkField[] };

/**
 * The trunk as an update has to send it, or what is wrong with it. A domain that is left blank follows the host, and takes
 * away one of its own; a blank fromuser takes away the one that the PBX has, and so do blank DOD numbers.
 */
export function editedTrunk(
  { type, existing, needsPassword }: EditableTrunk,
  values: EditedValues,
): { trunk: Trunk } | { problems: FieldProblem[] } {
  const trunk: Partial<Record<TrunkField, string | undefined>> = {};
  for (const { field, required } of fieldsOf(type)) {
    if (field === 'trunkname') trunk.trunkname = existing.trunkname;
    else if (field === 'trunktype') trunk.trunktype = type;
    else if (required || (values[field] ?? '') !== '') trunk[field] = values[field] ?? '';
    else if (field === 'domain' && hasOwnDomain(existing)) trunk.domain = trunk.host;
    else if ((field === 'fromuser' || isDodField(field)) && (existing[field] ?? '') !== '') trunk[field] = '';
  }
  if (trunk.password === '' && !needsPassword) trunk.password = existing.password;
  return checkTrunk(trunk);
}

/**
 * Changes a trunk exactly once, if it is still as it was loaded; otherwise nothing is sent. Never throws for what a PBX does.
 * @param loaded the settings that the person saw.
 */
export function editTrunk(
  pbx: Pbx,
  loaded: EditableTrunk,
  trunk: Trunk,
  backoff: Backoff = standardBackoff,
): Promise<EditResult> {
  return pbx.writes.run(() => edit(pbx, loaded, trunk, backoff));
}

async function edit(pbx: Pbx, loaded: EditableTrunk, trunk: Trunk, backoff: Backoff): Promise<EditResult> {
  const { trunkname } = trunk;
  const turns = new WritesInTurn(pbx, { backoff });
  const asked = await askFirst(pbx, () => loadEditable(pbx, trunkname), {});
  if ('instead' in asked) return { outcome: turns.report({ trunkname, ...asked.instead }) };
  const now = asked.answer;
  if ('problem' in now) {
    return { outcome: turns.report({ trunkname, outcome: 'failed', message: now.problem }) };
  }
  const fields = changedSinceLoaded(loaded.existing, now.existing);
  if (fields.length > 0) return { changed: now, fields };
  const outcome = turns.report(await turns.send(change(pbx, trunk, { ...now.existing, id: now.id })));
  await turns.end();
  return { outcome };
}
