import * as z from 'zod/mini';
import { outcomes } from '../../core/outcome.ts';

/** What became of the trunk. It never holds a password: `TrunkOutcome` has no place for one. */
export const outcomeSchema = z.object({
  pbx: z.string(),
  trunkname: z.string(),
  outcome: z.enum(outcomes),
  errno: z.optional(z.string()),
  message: z.optional(z.string()),
});
export type PostedOutcome = z.infer<typeof outcomeSchema>;

/** What the host posts to a page: all there is to show. */
export interface Posted<State> {
  /** Grows with every step; what the page sends names the step that it answers to. */
  revision: number;
  state: State;
}

/** The schema of what the host posts, around that of one form's state. */
export function postedSchema<State>(state: z.ZodMiniType<State>): z.ZodMiniType<Posted<State>> {
  return z.strictObject({ revision: z.int(), state });
}

/** What every page sends when it was built and listens; the host answers with the state. */
export const readySchema = z.strictObject({ type: z.literal('ready') });

/** The step that a message of the page answers to. */
export const revisionSchema = z.int();

/** A message of a page. Every one but `ready` answers to a step. */
export interface PageMessage {
  type: string;
  revision?: number;
}

/** One handler for every message that answers to a step: a message without one does not compile. */
export type Handlers<Message extends PageMessage> = {
  [Type in Exclude<Message['type'], 'ready'>]: (
    message: Extract<Message, { type: Type }>,
  ) => void | Promise<void>;
};
