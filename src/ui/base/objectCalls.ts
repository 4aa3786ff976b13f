import * as z from 'zod';

/** The parts of a URI, as another extension gives it, or what is left of it on the way through another process. */
interface UriParts {
  scheme: string;
  path: string;
  authority?: string;
}

const path = z.string().min(1);
const uri = z.custom<UriParts>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    'scheme' in value &&
    typeof value.scheme === 'string' &&
    'path' in value &&
    typeof value.path === 'string',
);
/** A file or a folder: a path, absolute or in the workspace, perhaps with a pattern, or a URI. */
export const namedPlace = z.union([path, uri]);
/** One of them or several. */
export const namedPlaces = z.union([namedPlace.transform((one) => [one]), z.array(namedPlace).min(1)]);
/** One PBX or several, each once. */
export const namedPbxes = z
  .union([z.string(), z.array(z.string()).min(1)])
  .transform((given) => [...new Set([given].flat())]);

export type NamedPlace = z.infer<typeof namedPlace>;

/**
 * The one object that each of these commands takes, for callers that can give one thing only, such as key bindings. Strict: a
 * misspelt `confirm` must not open a question, nor a misspelt `pbx` send the trunks elsewhere.
 */
export const objectCalls = {
  'pbx.provisionTrunks': z.strictObject({
    files: namedPlaces,
    /** False: nothing is asked or shown. */
    confirm: z.boolean().optional(),
    update: z.boolean().optional(),
    pbx: namedPbxes.optional(),
  }),
  'pbx.planTrunks': z.strictObject({
    files: namedPlaces,
    show: z.boolean().optional(),
    pbx: namedPbxes.optional(),
  }),
  'pbx.checkDrift': z.strictObject({ files: namedPlaces, show: z.boolean().optional() }),
  'pbx.exportTrunks': z.strictObject({
    pbx: namedPbxes,
    folder: namedPlace.optional(),
    /** The same as `folder`. */
    files: namedPlace.optional(),
    confirm: z.literal(false).optional(),
  }),
  'pbx.importTrunks': z.strictObject({
    csv: namedPlace.optional(),
    /** CSV files, in place of the one. */
    files: namedPlaces.optional(),
    yaml: namedPlace.optional(),
    confirm: z.boolean().optional(),
  }),
};

/** The commands that take one object. */
export type ObjectCommand = keyof typeof objectCalls;
/** What the object of a command says. */
export type ObjectCall<C extends ObjectCommand> = z.infer<(typeof objectCalls)[C]>;

/** True for an object that is no URI: all a command needs is in it, or ought to be. */
export function isObjectCall(target: unknown): target is object {
  return (
    typeof target === 'object' && target !== null && !Array.isArray(target) && !uri.safeParse(target).success
  );
}
