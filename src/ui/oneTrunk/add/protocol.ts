import * as z from 'zod/mini';
import { trunkSchema } from '../../../core/trunk.ts';
import { outcomeSchema, postedSchema, readySchema, revisionSchema } from '../../webview/protocol.ts';

/** A PBX as the form's picker shows it. */
const pbxChoiceSchema = z.strictObject({
  name: z.string(),
  /** Where it is: scheme, host, port and path prefix; blank where the settings do not say it. */
  address: z.string(),
  signedIn: z.boolean(),
  /** Its API version has fields for DOD numbers. */
  hasDodFields: z.boolean(),
  /** What is wrong with its settings, in words; such a PBX cannot be used yet. */
  problem: z.optional(z.string()),
});
export type PbxChoice = z.infer<typeof pbxChoiceSchema>;

/** Where the adding stands. */
const addStageSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('editing') }),
  /** A trunk is on its way: no other is sent until its outcome is known. */
  z.strictObject({ name: z.literal('adding'), pbx: z.string(), trunkname: z.string() }),
  /** What became of the last trunk. The values may be changed and sent again. */
  z.strictObject({ name: z.literal('outcome'), outcome: outcomeSchema }),
]);
export type AddStage = z.infer<typeof addStageSchema>;

/** What became of copying the values as YAML. */
const copySchema = z.union([
  z.literal('failed'),
  z.strictObject({
    /** The name of the secret that stands in the YAML for the password. */
    secret: z.optional(z.string()),
  }),
]);

/** All there is to show of the adding. No secret has a place in it. */
const addStateSchema = z.strictObject({
  /** Unknown until they are read. */
  pbxes: z.optional(z.array(pbxChoiceSchema)),
  /** The PBX that the form was opened for, once; the page chooses it. */
  pbx: z.optional(z.string()),
  stage: addStageSchema,
  copy: z.optional(copySchema),
});
export type AddState = z.infer<typeof addStateSchema>;

/** What the host posts to the page that adds a trunk. */
export const toAddPageSchema = postedSchema(addStateSchema);

/** The commands that the form may start; the host runs no other. */
const startableCommands = ['pbx.addPbx', 'pbx.startDemoPbx'] as const;
export type StartableCommand = (typeof startableCommands)[number];

/** What the page tells the host. The host trusts none of it before this schema has read it. */
export const toAddHostSchema = z.discriminatedUnion('type', [
  readySchema,
  z.strictObject({
    type: z.literal('add'),
    revision: revisionSchema,
    pbx: z.string().check(z.minLength(1)),
    trunk: trunkSchema,
  }),
  /** The form was emptied for another trunk. */
  z.strictObject({ type: z.literal('addAnother'), revision: revisionSchema }),
  z.strictObject({
    type: z.literal('copyYaml'),
    revision: revisionSchema,
    pbx: z.optional(z.string().check(z.minLength(1))),
    trunk: trunkSchema,
  }),
  z.strictObject({ type: z.literal('run'), revision: revisionSchema, command: z.enum(startableCommands) }),
]);
export type ToAddHost = z.infer<typeof toAddHostSchema>;
