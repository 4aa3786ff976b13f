import * as z from 'zod/mini';
import { trunkTypes } from '../../../../core/trunk.ts';
import { shownValuesSchema } from '../../edit/protocol.ts';
import { outcomeSchema } from '../../../webview/protocol.ts';

/**
 * What outlives the page when its tab is hidden. It is written to disk by VS Code, so the password has no place in it:
 * the schema refuses one.
 */
const addDraftSchema = z.object({
  pbx: z.string(),
  trunktype: z.enum(trunkTypes),
  values: z.strictObject({ trunkname: z.optional(z.string()), ...shownValuesSchema.shape }),
  /** The user typed an authname of their own, so it no longer follows the username. */
  ownAuthname: z.boolean(),
  /** A password had been typed. It is gone, and the form has to say so. */
  passwordLost: z.boolean(),
  /** The last outcome, which the host wants back after a window reload. */
  outcome: z.optional(outcomeSchema),
});
export type AddDraft = z.infer<typeof addDraftSchema>;

/** Reads a kept draft; one of another version, or a broken one, counts as none. */
export function readAddDraft(kept: unknown): AddDraft | undefined {
  return addDraftSchema.safeParse(kept).data;
}
