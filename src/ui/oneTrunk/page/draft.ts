import * as z from 'zod';
import { trunkTypes } from '../../../core/trunk.ts';
import { shownValuesSchema } from '../edit/protocol.ts';
import { outcomeSchema } from '../protocol.ts';

/**
 * What outlives the page when its tab is hidden. It is written to disk by VS Code, so the password has no place in it:
 * the schema refuses one.
 */
const draftSchema = z.object({
  pbx: z.string(),
  trunktype: z.enum(trunkTypes),
  values: z.strictObject({ trunkname: z.string().optional(), ...shownValuesSchema.shape }),
  /** The user typed an authname of their own, so it no longer follows the username. */
  ownAuthname: z.boolean(),
  /** A password had been typed. It is gone, and the form has to say so. */
  passwordLost: z.boolean(),
  /** The last answer, as the result area shows it. */
  outcome: outcomeSchema.optional(),
});
export type Draft = z.infer<typeof draftSchema>;

/** The fields that a person types in, all but the password being part of a draft. */
export type TypedField = keyof Draft['values'] | 'password';

/** Reads a kept draft; one of another version, or a broken one, counts as none. */
export function readDraft(state: unknown): Draft | undefined {
  return draftSchema.safeParse(state).data;
}
