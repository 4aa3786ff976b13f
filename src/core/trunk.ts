import * as l10n from '@vscode/l10n';
import * as z from 'zod';

/** The three kinds of SIP trunk that the API knows (`siptrunk/add`). */
export const trunkTypes = ['register', 'peer', 'account'] as const;
export type TrunkType = (typeof trunkTypes)[number];

/** XML 1.0 cannot carry most control characters, and no value of a trunk has a use for any of them. */
const controlCharacter = /\p{Cc}/u;

/** What a decoder writes for bytes that it cannot read: nobody means it, and the PBX would keep it. */
const lostLetter = '\ufffd';

/** A value that is sent as text. Control characters cannot be written in XML and are never meant. */
const text = (field: string, blank: () => string) =>
  z
    .string({ error: blank })
    .refine((value) => value.trim() !== '', { error: blank, abort: true })
    .refine((value) => !controlCharacter.test(value), {
      error: () =>
        l10n.t('{0} has a line break or another control character in it. Write it on one line.', field),
    })
    .refine((value) => !value.includes(lostLetter), { error: () => lostLetterWords(field) });

const optionalText = (field: string) =>
  z
    .string()
    .refine((value) => !controlCharacter.test(value), {
      error: () =>
        l10n.t('{0} has a line break or another control character in it. Write it on one line.', field),
    })
    .refine((value) => !value.includes(lostLetter), { error: () => lostLetterWords(field) })
    .optional();

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
).refine((value) => !isReservedName(value), {
  error: ({ input }) =>
    String(input).includes(',')
      ? l10n.t('trunkname must not have a comma: the PBX would read it as several names.')
      : l10n.t('trunkname must not be “all”: the PBX reads it as every trunk.'),
});

const address = (field: string, blank: () => string) =>
  text(field, blank)
    .refine((value) => !/\s/.test(value.trim()) && !/[/@]|^sips?:/i.test(value), {
      error: () =>
        l10n.t('{0} must be only a domain name or an IP address, without sip:, path or spaces.', field),
      abort: true,
    })
    .refine((value) => !/^[^:[\]]+:\d+$|\]:\d+$/.test(value), {
      error: () => l10n.t('{0} must not have a port in it. Write the port in the field port.', field),
    });

const host = address('host', () =>
  l10n.t('host is missing. Write the domain name or IP address of the ITSP.'),
);
const domain = z.union([z.literal(''), address('domain', () => '')], {
  error: () => l10n.t('domain must be only a domain name or an IP address.'),
});

const port = z
  .preprocess(
    (value) => (typeof value === 'number' ? String(value) : value),
    z.string({ error: () => portWords() }),
  )
  .refine((value) => /^[1-9]\d{0,4}$/.test(value) && Number(value) <= 65535, { error: () => portWords() });
const portWords = () => l10n.t('port must be a whole number from 1 to 65535, usually 5060.');

const username = text('username', () => l10n.t('username is missing. Write the user name of the account.'));
const authname = text('authname', () =>
  l10n.t('authname is missing. If the ITSP names none, repeat the username.'),
);
const password = text('password', () => l10n.t('password is missing. Write the password of the account.'));

// The order of the keys is the order in which the documentation sends them.
const registerTrunk = z.strictObject({
  trunkname,
  trunktype: z.literal('register'),
  host,
  port,
  domain: domain.optional(),
  username,
  authname,
  fromuser: optionalText('fromuser'),
  password,
});
const peerTrunk = z.strictObject({
  trunkname,
  trunktype: z.literal('peer'),
  host,
  port,
  domain: domain.optional(),
});
const accountTrunk = z.strictObject({
  trunkname,
  trunktype: z.literal('account'),
  username,
  authname,
  password,
});

/** What a trunk is: the parameters of `siptrunk/add` by trunk type (OpenVox and Yeastar), all of them texts. */
export const trunkSchema = z.discriminatedUnion('trunktype', [registerTrunk, peerTrunk, accountTrunk], {
  error: ({ input }) =>
    typeof input === 'object' && input !== null
      ? l10n.t('trunktype must be one of {0}.', trunkTypes.join(', '))
      : l10n.t('A trunk must be a list of fields, such as trunkname, trunktype and host.'),
});
export type Trunk = z.infer<typeof trunkSchema>;
export type TrunkField = keyof z.infer<typeof registerTrunk>;

const shapes: Record<TrunkType, Record<string, z.ZodType>> = {
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
    required: !schema.safeParse(undefined).success,
  }));
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
  const type = (values as { trunktype?: TrunkType } | undefined)?.trunktype;
  const problems = result.error.issues.flatMap((issue): FieldProblem[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: key, message: wordsForExtraKey(key, type) }))
      : [{ field: String(issue.path[0] ?? ''), message: issue.message }],
  );
  return {
    problems: problems.filter(({ field }, at) => problems.findIndex((p) => p.field === field) === at),
  };
}

function wordsForExtraKey(key: string, type: TrunkType | undefined): string {
  if (type && (trunkFields as readonly string[]).includes(key)) {
    return l10n.t('A trunk of type {0} has no {1}. Remove it, or choose another trunktype.', type, key);
  }
  return l10n.t('“{0}” is not a field of a trunk. Remove it, or correct its spelling.', key);
}

/** Values that some of the family's boxes are documented to refuse; others take them, so they are only warnings. */
export function trunkWarnings(trunk: Partial<Record<TrunkField, string | undefined>>): FieldProblem[] {
  const warnings: FieldProblem[] = [];
  const name = trunk.trunkname ?? '';
  const strange = /[!$()/#;[\]"=<>&'`^%@{}|]/.exec(name);
  if (strange) {
    warnings.push({
      field: 'trunkname',
      message: l10n.t('Some PBXes refuse the character {0} in a trunk name.', strange[0]),
    });
  } else if (name !== name.trim()) {
    warnings.push({
      field: 'trunkname',
      message: l10n.t('This name begins or ends with a space. Is that meant?'),
    });
  } else if (name.length > 63) {
    warnings.push({
      field: 'trunkname',
      message: l10n.t('Some PBXes refuse a trunk name of more than 63 characters.'),
    });
  }
  for (const field of ['username', 'authname', 'password'] as const) {
    if (/[\s;&"'\\<>`|]/.test(trunk[field] ?? '')) {
      warnings.push({
        field,
        message: l10n.t('Some PBXes refuse spaces and the characters ; & " \' \\ < > ` | in {0}.', field),
      });
    }
  }
  for (const field of ['host', 'domain'] as const) {
    if ((trunk[field] ?? '').length > 255) {
      warnings.push({ field, message: l10n.t('Some PBXes refuse more than 255 characters in {0}.', field) });
    }
  }
  return warnings;
}
