import * as z from 'zod';
import { outcomes } from '../../core/outcome.ts';
import { trunkSchema } from '../../core/trunk.ts';

/** A PBX as the form's picker shows it. */
const pbxChoiceSchema = z.object({
  name: z.string(),
  host: z.string(),
  signedIn: z.boolean(),
  /** What is wrong with its settings, in words; such a PBX cannot be used yet. */
  problem: z.string().optional(),
});
export type PbxChoice = z.infer<typeof pbxChoiceSchema>;

/** What became of the trunk. It never holds a password: `TrunkOutcome` has no place for one. */
export const outcomeSchema = z.object({
  pbx: z.string(),
  trunkname: z.string(),
  outcome: z.enum(outcomes),
  errno: z.string().optional(),
  message: z.string().optional(),
});

const translation = z.union([z.string(), z.object({ message: z.string(), comment: z.array(z.string()) })]);
/** The translations of the user's language, where there are any. */
export const translationsSchema = z.record(z.string(), translation).optional();

/** The commands that the form may start; the host runs no other. */
const startableCommands = ['pbx.addPbx', 'pbx.startDemoPbx'] as const;
export type StartableCommand = (typeof startableCommands)[number];

/** What the page tells the host. The host trusts none of it before this schema has read it. */
export const toHostSchema = z.discriminatedUnion('type', [
  /** The page listens now; the host answers with `init`. */
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('add'), pbx: z.string().min(1), trunk: trunkSchema }),
  z.strictObject({ type: z.literal('copyYaml'), pbx: z.string().min(1).optional(), trunk: trunkSchema }),
  z.strictObject({ type: z.literal('run'), command: z.enum(startableCommands) }),
]);
export type ToHost = z.infer<typeof toHostSchema>;

/** What the host tells the page. No secret has a place in it. */
export const toPageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('init'),
    translations: translationsSchema,
    pbxes: z.array(pbxChoiceSchema),
    /** The PBX that the form was opened for. */
    pbx: z.string().optional(),
    /** A trunk is on its way at this moment. */
    adding: z.boolean(),
    /** The end of an adding during which the page was hidden. */
    outcome: outcomeSchema.optional(),
  }),
  z.strictObject({ type: z.literal('pbxes'), pbxes: z.array(pbxChoiceSchema) }),
  z.strictObject({ type: z.literal('selectPbx'), pbx: z.string() }),
  z.strictObject({ type: z.literal('outcome'), outcome: outcomeSchema }),
  z.strictObject({
    type: z.literal('copied'),
    /** The name of the secret that stands in the YAML for the password. */
    secret: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('copyFailed') }),
]);
export type ToPage = z.infer<typeof toPageSchema>;

/** One handler for every message of a union: a case without one does not compile. */
export type Handlers<Message extends { type: string }> = {
  [Type in Message['type']]: (message: Extract<Message, { type: Type }>) => void | Promise<void>;
};

/** Hands a message to its handler. */
export function dispatch<Message extends { type: string }>(
  handlers: Handlers<Message>,
  message: Message,
): void | Promise<void> {
  const handler = handlers[message.type as Message['type']] as (message: Message) => void | Promise<void>;
  return handler(message);
}
