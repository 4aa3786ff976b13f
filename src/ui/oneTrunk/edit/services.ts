import type { TrunkField, Trunk } from '../../../core/trunk.ts';
import type { EditableTrunk } from '../../../pbx/provision/editableTrunk.ts';
import type { EditResult } from '../../../pbx/provision/editTrunk.ts';
import type { EditTarget } from './protocol.ts';

/** The same trunk before and after somebody else changed it. */
export interface Conflict {
  loaded: EditableTrunk;
  now: EditableTrunk;
  /** Where they differ. */
  fields: readonly TrunkField[];
}

/** What the edit form needs from the rest of the extension. */
export interface TrunkEditServices {
  /** A PBX with the address that it has at this moment, as a person reads it. */
  where(pbx: string): string;
  /** Loads a trunk, or tells in words why it cannot be edited now; `ask` to sign in where that is needed. */
  load(
    target: EditTarget,
    options: { ask: boolean; signal: AbortSignal },
  ): Promise<EditableTrunk | { problem: string }>;
  /** Changes the trunk, asking to sign in when that is needed; also shows the notification and writes the log. */
  edit(target: EditTarget, loaded: EditableTrunk, trunk: Trunk): Promise<EditResult>;
  /** Shows both in the editor, and a way back to the form. */
  showBoth(target: EditTarget, conflict: Conflict, back: () => void): Promise<void>;
}
