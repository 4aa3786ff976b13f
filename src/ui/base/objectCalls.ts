import * as z from 'zod/mini';

/** The parts of a URI, as another extension gives it, or what is left of it on the way through another process. */
interface UriParts {
  scheme: string;
  path: string;
  authority?: string;
}

const path = z.string().check(z.minLength(1));
const uri = z.custom<UriParts>(
  (value: unknown) =>
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
export const namedPlaces = z.union([
  z.pipe(
    namedPlace,
    z.transform((one) => [one]),
  ),
  z.array(namedPlace).check(z.minLength(1)),
]);
/** One PBX or several, each once. */
export const namedPbxes = z.pipe(
  z.union([z.string(), z.array(z.string()).check(z.minLength(1))]),
  z.transform((given) => [...new Set([given].flat())]),
);

export type NamedPlace = z.infer<typeof namedPlace>;

/**
 * The one object that each of these commands takes, for callers that can give one thing only, such as key bindings. Strict: a
 * misspelt `confirm` must not open a question, nor a misspelt `pbx` send the trunks elsewhere.
 */
export const objectCalls = {
  'pbx.provisionTrunks': z.strictObject({
    files: namedPlaces,
    /** False: nothing is asked or shown. */
    confirm: z.optional(z.boolean()),
    update: z.optional(z.boolean()),
    pbx: z.optional(namedPbxes),
  }),
  'pbx.planTrunks': z.strictObject({
    files: namedPlaces,
    show: z.optional(z.boolean()),
    pbx: z.optional(namedPbxes),
  }),
  'pbx.checkDrift': z.strictObject({ files: namedPlaces, show: z.optional(z.boolean()) }),
  'pbx.exportTrunks': z.strictObject({
    pbx: namedPbxes,
    folder: z.optional(namedPlace),
    /** The same as `folder`. */
    files: z.optional(namedPlace),
    confirm: z.optional(z.literal(false)),
  }),
  'pbx.importTrunks': z.strictObject({
    csv: z.optional(namedPlace),
    /** CSV files, in place of the one. */
    files: z.optional(namedPlaces),
    yaml: z.optional(namedPlace),
    confirm: z.optional(z.boolean()),
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
