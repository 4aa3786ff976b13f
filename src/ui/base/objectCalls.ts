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
const node = z.union([
  z.object({ kind: z.enum(['pbx', 'group']), name: z.string() }),
  z.object({ kind: z.enum(['trunk', 'message']), parent: z.looseObject({}) }),
]);
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

/** With one of them false, nothing is asked or shown. */
const marks = { confirm: z.optional(z.boolean()), show: z.optional(z.boolean()) };
/** False: nothing may be asked or shown, which is so anyway once all that a command needs is there. */
const silence = z.optional(z.literal(false));
/** How an ITSP is asked. */
const transport = z.optional(z.enum(['auto', 'udp', 'tcp', 'tls']));
/** The run that is meant; without it, the last one. */
const lastRun = z.strictObject({ confirm: z.optional(z.boolean()), run: z.optional(z.string()) });

/**
 * The one object that each of these commands takes, for callers that can give one thing only, such as key bindings. Strict: a
 * misspelt `confirm` must not open a question, nor a misspelt `pbx` send the trunks elsewhere.
 */
export const objectCalls = {
  'pbx.provisionTrunks': z.strictObject({
    files: namedPlaces,
    confirm: marks.confirm,
    update: z.optional(z.boolean()),
    pbx: z.optional(namedPbxes),
  }),
  'pbx.planTrunks': z.strictObject({ files: namedPlaces, ...marks, pbx: z.optional(namedPbxes) }),
  'pbx.checkDrift': z.strictObject({ files: namedPlaces, ...marks }),
  'pbx.exportTrunks': z.strictObject({
    pbx: namedPbxes,
    folder: z.optional(namedPlace),
    /** The same as `folder`. */
    files: z.optional(namedPlace),
    confirm: silence,
  }),
  'pbx.importTrunks': z.strictObject({
    csv: z.optional(namedPlace),
    /** CSV files, in place of the one. */
    files: z.optional(namedPlaces),
    yaml: z.optional(namedPlace),
    confirm: z.optional(z.boolean()),
  }),
  'pbx.continueLastRun': lastRun,
  'pbx.undoLastRun': lastRun,
  'pbx.deleteSipTrunk': z.strictObject({
    pbx: z.optional(z.string()),
    trunkname: z.optional(z.string()),
    confirm: z.optional(z.boolean()),
    /** What the Delete key gives: the trunks that are selected in the explorer. */
    selected: z.optional(z.literal(true)),
  }),
  'pbx.addSipTrunk': z.strictObject({
    pbx: z.optional(z.string()),
    /** Read by the rules of trunks, in words of its own. */
    trunk: z.optional(z.unknown()),
    confirm: silence,
  }),
  'pbx.signIn': z.strictObject({
    pbx: z.optional(z.string()),
    password: z.optional(z.string()),
    token: z.optional(z.string()),
    confirm: silence,
  }),
  'pbx.signOut': z.strictObject({ pbx: z.optional(z.string()), confirm: silence }),
  'pbx.testConnection': z.strictObject({ pbx: z.optional(z.string()), confirm: silence }),
  'pbx.checkWithItsp': z.strictObject({
    pbx: z.optional(z.string()),
    trunkname: z.optional(z.string()),
    /** In place of them; read by the rules of trunks, in words of its own. */
    trunk: z.optional(z.unknown()),
    transport,
    confirm: silence,
  }),
};

/** What may stand beside the files in a second argument: the same for a plan and for what it plans. */
const filesOptions = z.strictObject({
  ...marks,
  update: z.optional(z.boolean()),
  pbx: z.optional(namedPbxes),
  /** From a CodeLens: the document of the file that is meant, counted from 0. */
  document: z.optional(z.int().check(z.nonnegative())),
  /** From a drift: the PBX that is meant, whichever the files name. */
  only: z.optional(z.string()),
});
export const secondArguments = {
  'pbx.provisionTrunks': filesOptions,
  'pbx.planTrunks': filesOptions,
  'pbx.checkDrift': z.strictObject(marks),
  'pbx.checkWithItsp': z.strictObject({ transport }),
};

/** The commands that take one object. */
export type ObjectCommand = keyof typeof objectCalls;
/** What the object of a command says. */
export type ObjectCall<C extends ObjectCommand> = z.infer<(typeof objectCalls)[C]>;

/**
 * True for an object that automation gave: all a command needs is in it, or ought to be. False for what VS Code itself hands to
 * a command: a URI, a list of what is selected, a node of the explorer, the place of an editor among the others.
 */
export function isObjectCall(target: unknown): target is object {
  return (
    typeof target === 'object' &&
    target !== null &&
    !Array.isArray(target) &&
    !uri.safeParse(target).success &&
    !node.safeParse(target).success &&
    !('groupId' in target)
  );
}
