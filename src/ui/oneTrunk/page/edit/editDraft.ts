import * as z from 'zod/mini';
import { shownValuesSchema, type EditTarget } from '../../edit/protocol.ts';

/**
 * What outlives the page when its tab is hidden or the window is reloaded: which trunk it edits, and what was changed. It is
 * written to disk by VS Code, so the password has no place in it.
 */
const editDraftSchema = z.strictObject({
  pbx: z.string(),
  trunkname: z.string(),
  /** Only what differs from the PBX's settings: those may have changed when the draft is read. */
  changed: shownValuesSchema,
  /** A password had been typed. It is gone, and the form has to say so. */
  passwordLost: z.boolean(),
});
export type EditDraft = z.infer<typeof editDraftSchema>;

/** Reads a kept draft; one of another trunk or version, or a broken one, counts as none. */
export function readEditDraft(kept: unknown, { pbx, trunkname }: EditTarget): EditDraft | undefined {
  const { data } = editDraftSchema.safeParse(kept);
  return data?.pbx === pbx && data.trunkname === trunkname ? data : undefined;
}
