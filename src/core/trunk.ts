import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { addressProblem } from './address.ts';
import { nearestWord } from './nearestWord.ts';
import { withoutDecimals } from './leavings.ts';
import { wordList } from './sentences.ts';

/** The three kinds of SIP trunk that the API knows (`siptrunk/add`). */
export const trunkTypes = ['register', 'peer', 'account'] as const;
export type TrunkType = (typeof trunkTypes)[number];

/** XML 1.0 cannot carry most control characters, and no value of a trunk has a use for any of them. */
const controlCharacter = /\p{Cc}/u;

/** What a decoder writes for bytes that it cannot read: nobody means it, and the PBX would keep it. */
const lostLetter = '\ufffd';

const noControlCharacter = (field: string, abort: boolean) =>
  z.refine<string>((value) => !controlCharacter.test(value), {
    error: () =>
      l10n.t('{0} has a line break or another control character in it. Write it on one line.', field),
    abort,
  });

const noLostLetter = (field: string) =>
  z.refine<string>((value) => !value.includes(lostLetter), { error: () => lostLetterWords(field) });

/** A value that is sent as text. Control characters cannot be written in XML and are never meant. */
const text = (field: string, blank: () => string) =>
  z.string({ error: ({ input }) => (isNothing(input) ? blank() : notTextWords(field)) }).check(
    z.refine((value) => value.trim() !== '', { error: blank, abort: true }),
    noControlCharacter(field, false),
    noLostLetter(field),
  );

const optionalText = (field: string) =>
  z.string({ error: () => notTextWords(field) }).check(noControlCharacter(field, true), noLostLetter(field));

const isNothing = (value: unknown) => value === undefined || value === null;
const notTextWords = (field: string) => l10n.t('{0} must be text in quotes.', field);

const lostLetterWords = (field: string) =>
  l10n.t(
    '{0} has “{1}” (U+FFFD) in it, which stands for a letter that was lost. Write the letter again.',
    field,
    lostLetter,
  );

/**
 * True for a name that must never reach a PBX: `siptrunk/delete` reads `all` as every trunk, a comma as a list of
 * names, and nobody knows which boxes trim or ignore case before they compare.
 */
export function isReservedName(trunkname: string): boolean {
  // Some box may trim more than JavaScript does, or drop what a person does not see, in the middle of a name too.
  const visible = trunkname.replace(/[\p{C}\p{DI}]+/gu, '').trim();
  return visible === '' || visible.toLowerCase() === 'all' || trunkname.includes(',');
}

const trunkname = text('trunkname', () =>
  l10n.t('trunkname is missing. Give the trunk a name of its own.'),
).check(
  z.refine((value) => !isReservedName(value), {
    error: ({ input }) =>
      String(input).includes(',')
        ? l10n.t('trunkname must not have a comma: the PBX would read it as several names.')
        : l10n.t('trunkname must not be “all”: the PBX reads it as every trunk.'),
  }),
);

const isAddress = (field: string) =>
  z.refine<string>((value) => addressProblem(field, value) === undefined, {
    error: ({ input }) => addressProblem(field, String(input)),
  });

const host = text('host', () =>
  l10n.t('host is missing. Write the domain name or IP address of the ITSP.'),
).check(isAddress('host'));
const domain = optionalText('domain').check(isAddress('domain'));

const port = z.pipe(
  z.transform((value: unknown) => (typeof value === 'number' ? String(value) : value)),
  z.string({ error: () => portWords() }).check(
    z.refine((value) => /^[1-9]\d{0,4}$/.test(value) && Number(value) <= 65535, {
      error: ({ input }) => portWords(String(input)),
    }),
  ),
);

function portWords(written = ''): string {
  const whole = withoutDecimals(written);
  return whole === written
    ? l10n.t('port must be a whole number from 1 to 65535, usually 5060.')
    : l10n.t('port must be a whole number. A spreadsheet has added the decimals: write {0}.', whole);
}

const username = text('username', () => l10n.t('username is missing. Write the user name of the account.'));
const authname = text('authname', () =>
  l10n.t('authname is missing. If the ITSP names none, repeat the username.'),
);
const password = text('password', () => l10n.t('password is missing. Write the password of the account.'));

/** DOD numbers (Yeastar): number-name-extension, or number-name-group; a comma separates several. */
const dodNumbers = {
  extensionsdod: z.optional(optionalText('extensionsdod')),
  extensionsgroupdod: z.optional(optionalText('extensionsgroupdod')),
};

// The order of the keys is the order in which the documentation sends them.
const registerTrunk = z.strictObject({
  trunkname,
  trunktype: z.literal('register'),
  host,
  port,
  domain: z.optional(domain),
  username,
  authname,
  fromuser: z.optional(optionalText('fromuser')),
  password,
  ...dodNumbers,
});
const peerTrunk = z.strictObject({
  trunkname,
  trunktype: z.literal('peer'),
  host,
  port,
  domain: z.optional(domain),
  ...dodNumbers,
});
const accountTrunk = z.strictObject({
  trunkname,
  trunktype: z.literal('account'),
  username,
  authname,
  password,
  ...dodNumbers,
});

/** What a trunk is: the parameters of `siptrunk/add` by trunk type (OpenVox and Yeastar), all of them texts. */
export const trunkSchema = z.discriminatedUnion('trunktype', [registerTrunk, peerTrunk, accountTrunk], {
  error: ({ input }) =>
    typeof input === 'object' && input !== null
      ? l10n.t('trunktype must be one of {0}.', wordList(trunkTypes))
      : l10n.t('A trunk must be a list of fields, such as trunkname, trunktype and host.'),
});
export type Trunk = z.infer<typeof trunkSchema>;
export type TrunkField = keyof z.infer<typeof registerTrunk>;

const shapes: Record<TrunkType, Record<string, z.ZodMiniType>> = {
  register: registerTrunk.shape,
  peer: peerTrunk.shape,
  account: accountTrunk.shape,
};

/** Every field that some trunk has, in the documentation's order. */
export const trunkFields = Object.keys(registerTrunk.shape) as readonly TrunkField[];

/** True for the name of a field that some trunk has. */
export function isTrunkField(name: string): name is TrunkField {
  return (trunkFields as readonly string[]).includes(name);
}

/** The fields of one trunk type in the documentation's order, and whether the API requires them. */
export function fieldsOf(type: TrunkType): { field: TrunkField; required: boolean }[] {
  return Object.entries(shapes[type]).map(([field, schema]) => ({
    field: field as TrunkField,
    required: !(schema instanceof z.ZodMiniOptional),
  }));
}

/** True for a field that no type of trunk requires. */
export function isAlwaysOptional(field: TrunkField): boolean {
  return registerTrunk.shape[field] instanceof z.ZodMiniOptional;
}

/** Something wrong with one field. `field` is the API's name, or `''` for the trunk as a whole. */
export interface FieldProblem {
  field: string;
  message: string;
}

/**
 * Checks the values of one trunk.
 * @returns the trunk, or every problem found, in the order of the fields.
 */
export function checkTrunk(values: unknown): { trunk: Trunk } | { problems: FieldProblem[] } {
  const result = trunkSchema.safeParse(values);
  if (result.success) return { trunk: result.data };
  const type = (values as { trunktype?: unknown } | undefined)?.trunktype;
  const known = trunkTypes.find((one) => one === type);
  const problems = result.error.issues.flatMap((issue): FieldProblem[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ field: key, message: wordsForExtraKey(key, known) }));
    }
    const field = String(issue.path[0] ?? '');
    const problem = { field, message: issue.message };
    return field === 'trunktype' && !known ? besideType(values as object, problem) : [problem];
  });
  return {
    problems: problems.filter(({ field }, at) => problems.findIndex((p) => p.field === field) === at),
  };
}

/**
 * A wrong or missing type, and what else is wrong with the trunk whatever type is meant: values by the rule of their field,
 * fields that every type needs which could be meant, and keys that no type has.
 */
function besideType(values: object, ofType: FieldProblem): FieldProblem[] {
  const given = new Map(Object.entries(values).filter(([, value]) => value !== undefined));
  const written = String(given.get('trunktype') ?? '').trim();
  const meant = nearestWord(written, trunkTypes) as TrunkType | undefined;
  const possible = meant
    ? [meant]
    : trunkTypes.filter((type) =>
        [...given.keys()].every((key) => !isTrunkField(key) || key in shapes[type]),
      );
  // Only the case is wrong: then what this type does not have is certainly too much.
  const certain = written.toLowerCase() === meant ? meant : undefined;
  const ofFields = trunkFields.flatMap((field): FieldProblem[] => {
    if (field === 'trunktype') return [ofType];
    if (certain && given.has(field) && !(field in shapes[certain])) {
      return [{ field, message: wordsForExtraKey(field, certain) }];
    }
    const needed = possible.every((type) =>
      fieldsOf(type).some((one) => one.field === field && one.required),
    );
    const checked = registerTrunk.shape[field].safeParse(given.get(field));
    if (checked.success || !(needed || given.has(field))) return [];
    return [{ field, message: checked.error.issues[0]?.message ?? '' }];
  });
  const unknown = [...given.keys()].filter((key) => !isTrunkField(key));
  return [...ofFields, ...unknown.map((field) => ({ field, message: wordsForExtraKey(field, undefined) }))];
}

function wordsForExtraKey(key: string, type: TrunkType | undefined): string {
  if (type && (trunkFields as readonly string[]).includes(key)) {
    return l10n.t('A trunk of type {0} has no {1}. Remove it, or choose another trunktype.', type, key);
  }
  return l10n.t('“{0}” is not a field of a trunk. Remove it, or correct its spelling.', key);
}
