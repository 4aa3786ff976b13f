import * as z from 'zod/mini';
import { trunkFields, trunkTypes, type TrunkField } from '../../../core/trunk.ts';
import { outcomeSchema, postedSchema, readySchema, revisionSchema } from '../../webview/protocol.ts';

/** Which trunk a form edits. The page keeps it, so that the form finds its trunk again after a window reload. */
export const editTargetSchema = z.object({
  pbx: z.string().check(z.minLength(1)),
  trunkname: z.string().check(z.minLength(1)),
});
export type EditTarget = z.infer<typeof editTargetSchema>;

/** The fields that can be changed, in the order of the API's documentation. */
export const editFields = trunkFields.filter(
  (field): field is Exclude<TrunkField, 'trunkname' | 'trunktype'> =>
    field !== 'trunkname' && field !== 'trunktype',
);

/** A text for each of these fields, any of which may be left out. */
const textsOf = <Field extends string>(fields: readonly Field[]) =>
  z.strictObject(
    Object.fromEntries(fields.map((field) => [field, z.optional(z.string())])) as Record<
      Field,
      z.ZodMiniOptional<z.ZodMiniString>
    >,
  );

/** The settings that the form shows and changes. The password is not among them: the page never gets it. */
export const shownFields = editFields.filter((field) => field !== 'password');
export const shownValuesSchema = textsOf(shownFields);
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
const editStageSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('loading') }),
  /** There is nothing to edit, and why. */
  z.strictObject({ name: z.literal('problem'), message: z.string() }),
  z.strictObject({
    name: z.literal('editing'),
    /** What keeps the values from being sent. */
    problems: z.optional(z.array(z.strictObject({ field: z.string(), message: z.string() }))),
    /** They were to be saved, and are as they are on the PBX. */
    unchanged: z.optional(z.boolean()),
  }),
  /** `where` is the PBX with its address, as a person reads it. */
  z.strictObject({ name: z.literal('review'), where: z.string(), changes: z.array(changeSchema) }),
  z.strictObject({ name: z.literal('sending'), where: z.string(), changes: z.array(changeSchema) }),
  /** The trunk is not as it was loaded; nothing was sent. The changes are those that somebody else made. */
  z.strictObject({ name: z.literal('conflict'), changes: z.array(changeSchema) }),
]);
export type EditStage = z.infer<typeof editStageSchema>;

/** All there is to show of the editing. No secret has a place in it. */
const editStateSchema = z.strictObject({
  target: z.strictObject(editTargetSchema.shape),
  loaded: z.optional(loadedSchema),
  /** What was typed is settled or given up: the form is filled anew, once. */
  fresh: z.boolean(),
  outcome: z.optional(outcomeSchema),
  stage: editStageSchema,
});
export type EditState = z.infer<typeof editStateSchema>;

/** What the host posts to the page that edits a trunk. */
export const toEditPageSchema = postedSchema(editStateSchema);

/** What the page tells the host. The host trusts none of it before this schema has read it. */
export const toEditHostSchema = z.discriminatedUnion('type', [
  readySchema,
  /** Asks the PBX anew. After a conflict this gives up what was typed. */
  z.strictObject({ type: z.literal('load'), revision: revisionSchema }),
  z.strictObject({ type: z.literal('review'), revision: revisionSchema, values: textsOf(editFields) }),
  z.strictObject({ type: z.literal('back'), revision: revisionSchema }),
  /** Sends what was reviewed. */
  z.strictObject({ type: z.literal('send'), revision: revisionSchema }),
  /** After a conflict: reviews the same changes on top of the present settings. */
  z.strictObject({ type: z.literal('reviewOnTop'), revision: revisionSchema }),
  z.strictObject({ type: z.literal('showBoth'), revision: revisionSchema }),
]);
export type ToEditHost = z.infer<typeof toEditHostSchema>;
