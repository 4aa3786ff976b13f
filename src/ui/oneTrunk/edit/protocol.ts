import * as z from 'zod';
import { trunkFields, trunkTypes, type TrunkField } from '../../../core/trunk.ts';
import { outcomeSchema, translationsSchema } from '../protocol.ts';

/** Which trunk a form edits. The page keeps it, so that the form finds its trunk again after a window reload. */
export const editTargetSchema = z.object({ pbx: z.string().min(1), trunkname: z.string().min(1) });
export type EditTarget = z.infer<typeof editTargetSchema>;

const values = {
  host: z.string().optional(),
  port: z.string().optional(),
  domain: z.string().optional(),
  username: z.string().optional(),
  authname: z.string().optional(),
  fromuser: z.string().optional(),
};

/** The settings that the form shows and changes. The password is not among them: the page never gets it. */
export const shownValuesSchema = z.strictObject(values);
export type ShownValues = z.infer<typeof shownValuesSchema>;

/** A trunk as the form is filled with it. */
const loadedSchema = z.strictObject({
  trunktype: z.enum(trunkTypes),
  values: shownValuesSchema,
  /** A change has to send the password, and the PBX does not show the present one. */
  needsPassword: z.boolean(),
});
export type Loaded = z.infer<typeof loadedSchema>;

const withoutPassword = trunkFields.filter(
  (field): field is Exclude<TrunkField, 'password'> => field !== 'password',
);

/** What becomes of one field. Of a password nobody is told more than that it becomes another. */
const changeSchema = z.union([
  z.strictObject({ field: z.literal('password') }),
  z.strictObject({ field: z.enum(withoutPassword), from: z.string(), to: z.string() }),
]);
export type Change = z.infer<typeof changeSchema>;

/** Where the editing stands. */
const stageSchema = z.discriminatedUnion('stage', [
  z.strictObject({ stage: z.literal('loading') }),
  /** There is nothing to edit, and why. */
  z.strictObject({ stage: z.literal('problem'), message: z.string() }),
  z.strictObject({
    stage: z.literal('editing'),
    /** What keeps the values from being sent. */
    problems: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(),
    /** They were to be saved, and are as they are on the PBX. */
    unchanged: z.boolean().optional(),
  }),
  z.strictObject({ stage: z.literal('review'), changes: z.array(changeSchema) }),
  z.strictObject({ stage: z.literal('sending'), changes: z.array(changeSchema) }),
  /** The trunk is not as it was loaded; nothing was sent. The changes are those that somebody else made. */
  z.strictObject({ stage: z.literal('conflict'), changes: z.array(changeSchema) }),
]);
export type Stage = z.infer<typeof stageSchema>;

/** What the host tells the page: all there is to show. No secret has a place in it. */
export const toEditPageSchema = z.strictObject({
  type: z.literal('edit'),
  translations: translationsSchema,
  /** Grows with every step; what the page sends names the step that it answers to. */
  revision: z.int(),
  target: z.strictObject(editTargetSchema.shape),
  loaded: loadedSchema.optional(),
  /** What was typed is settled or given up: the form is filled anew. */
  fresh: z.boolean(),
  outcome: outcomeSchema.optional(),
  state: stageSchema,
});
export type ToEditPage = z.infer<typeof toEditPageSchema>;

const revision = z.int();

/** What the page tells the host. The host trusts none of it before this schema has read it. */
export const toEditHostSchema = z.discriminatedUnion('type', [
  /** The page listens now; the host answers with how things stand. */
  z.strictObject({ type: z.literal('ready') }),
  /** Asks the PBX anew. After a conflict this gives up what was typed. */
  z.strictObject({ type: z.literal('load'), revision }),
  z.strictObject({
    type: z.literal('review'),
    revision,
    values: z.strictObject({ ...values, password: z.string().optional() }),
  }),
  z.strictObject({ type: z.literal('back'), revision }),
  /** Sends what was reviewed. */
  z.strictObject({ type: z.literal('send'), revision }),
  /** After a conflict: reviews the same changes on top of the present settings. */
  z.strictObject({ type: z.literal('goOn'), revision }),
  z.strictObject({ type: z.literal('showBoth'), revision }),
]);
export type ToEditHost = z.infer<typeof toEditHostSchema>;
