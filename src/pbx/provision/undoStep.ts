import type { ExistingTrunk } from '../../core/compare.ts';
import type { Trunk } from '../../core/trunk.ts';

/** What a run did to one trunk, as far as is known, for an undo to take it back. */
export interface UndoStep {
  trunkname: string;
  /** `unsure` where the run, or its window, ended before the result was known. */
  did: 'add' | 'update' | 'unsure';
  /** The settings as they were sent. Absent where they are not kept any more. */
  sent?: Trunk | undefined;
  /** The settings that an update replaced. */
  before?: ExistingTrunk | undefined;
}
