import * as z from 'zod/mini';
import { namedPbxes, namedPlace, namedPlaces } from '../base/objectCalls.ts';

const type = z.literal('pbx');

/** What stands in tasks.json for each kind of task. Strict, as the objects of the commands are. */
export const taskDefinitions = {
  plan: z.strictObject({ type, task: z.literal('plan'), files: namedPlaces, pbx: z.optional(namedPbxes) }),
  provision: z.strictObject({
    type,
    task: z.literal('provision'),
    files: namedPlaces,
    update: z.optional(z.boolean()),
    pbx: z.optional(namedPbxes),
  }),
  drift: z.strictObject({ type, task: z.literal('drift'), files: namedPlaces }),
  export: z.strictObject({ type, task: z.literal('export'), pbx: namedPbxes, folder: namedPlace }),
};

export type TaskKind = keyof typeof taskDefinitions;
/** A task as tasks.json has it. */
export type PbxTask = z.infer<(typeof taskDefinitions)[TaskKind]>;

export const taskKinds = Object.keys(taskDefinitions) as TaskKind[];
