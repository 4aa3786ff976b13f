import type { Trunk } from '../core/trunk.ts';
import type { Pbx } from '../pbx/pbx.ts';
import type { EditableTrunk } from '../pbx/provision/editableTrunk.ts';
import { editTrunk, type EditResult } from '../pbx/provision/editTrunk.ts';
import type { Fleet } from './ports.ts';

/** Changes one trunk as the edit form has it, and writes that down. Asks nothing. Never throws for what a PBX does. */
export async function editOnPbx(
  { redactor, audit, pbxes }: Pick<Fleet, 'redactor' | 'audit' | 'pbxes'>,
  pbx: Pbx,
  loaded: EditableTrunk,
  trunk: Trunk,
): Promise<EditResult> {
  if ('password' in trunk) redactor.add(trunk.password);
  const result = await editTrunk(pbx, loaded, trunk);
  if ('outcome' in result) {
    audit.add('edit', result.outcome);
    await audit.settled();
  }
  // Also after a failure: the tree shows what is there now.
  pbxes.trunksChanged(pbx.name);
  return result;
}
