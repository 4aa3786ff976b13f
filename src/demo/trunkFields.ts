import { Refusal } from './errno.ts';
import type { Version } from './request.ts';
import type { Fields } from './wire.ts';

type TrunkType = 'register' | 'peer' | 'account';

/** One SIP trunk as it is configured. The keys are the API's own parameter names. */
export interface SipTrunk {
  readonly trunkname: string;
  readonly trunktype: TrunkType;
  readonly host?: string;
  readonly port?: string;
  readonly domain?: string;
  readonly username?: string;
  readonly authname?: string;
  readonly fromuser?: string;
  readonly password?: string;
  /** DOD numbers, in `v1.1.0` only (Yeastar, update of a SIP trunk): `5503301-yeastar-1000`, a comma separates several. */
  readonly extensionsdod?: string | undefined;
  readonly extensionsgroupdod?: string | undefined;
}

type Field = Exclude<keyof SipTrunk, 'trunkname' | 'trunktype'>;

/** What each type must be given beside its name (add a SIP trunk). */
const REQUIRED: Readonly<Record<TrunkType, readonly Field[]>> = {
  register: ['host', 'port', 'username', 'authname', 'password'],
  peer: ['host', 'port'],
  account: ['username', 'authname', 'password'],
};

const DOD_FIELDS = ['extensionsdod', 'extensionsgroupdod'] as const;

/**
 * Reads the fields of siptrunk/add and siptrunk/update. Fields that the type does not have are dropped: a query
 * never shows a peer's credentials (OpenVox, query a SIP trunk). DOD numbers that are left out are not in the result.
 */
export function readTrunk(fields: Fields, version: Version): SipTrunk {
  const trunkname = required(fields, 'trunkname');
  const trunktype = required(fields, 'trunktype');
  if (!isTrunkType(trunktype) || !isUsableName(trunkname)) {
    throw new Refusal('refused');
  }
  const values: Partial<Record<Field, string>> = {};
  for (const key of REQUIRED[trunktype]) {
    values[key] = required(fields, key);
  }
  if (values.host !== undefined) {
    // Yeastar requires the domain; OpenVox's table does not have it and its examples make it equal to the host.
    const optional = version === 'v0.0.1' && isBlank(fields.get('domain') ?? '');
    values.domain = optional ? values.host : required(fields, 'domain');
  }
  if (trunktype === 'register') {
    values.fromuser = fields.get('fromuser') ?? '';
  }
  for (const key of version === 'v1.1.0' ? DOD_FIELDS : []) {
    const value = fields.get(key);
    if (value !== undefined) {
      values[key] = value;
    }
  }
  if (values.port !== undefined && !isPort(values.port)) {
    throw new Refusal('refused');
  }
  if (Object.values(values).some(hasControlCharacter)) {
    throw new Refusal('refused');
  }
  return { trunkname, trunktype, ...values };
}

/** The DOD numbers that a trunk was given, blank ones too. */
export function dodNumbersOf(trunk: SipTrunk): Pick<SipTrunk, (typeof DOD_FIELDS)[number]> {
  return Object.fromEntries(
    DOD_FIELDS.flatMap((key) => (trunk[key] === undefined ? [] : [[key, trunk[key]]])),
  );
}

/** The value of a parameter that must not be blank. Which of 10004, 20007 and 20009 a real PBX takes is not documented. */
export function required(fields: Fields, key: string): string {
  const value = fields.get(key) ?? '';
  if (isBlank(value)) {
    throw new Refusal('blankParameter');
  }
  return value;
}

function isBlank(value: string): boolean {
  return value.trim() === '';
}

export function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

function isTrunkType(text: string): text is TrunkType {
  return Object.hasOwn(REQUIRED, text);
}

/**
 * `all` means every trunk and a comma separates names (query and delete a SIP trunk), so a trunk with
 * such a name could be reached by nobody. That add refuses them is the Demo's choice.
 */
function isUsableName(trunkname: string): boolean {
  return trunkname !== 'all' && !trunkname.includes(',') && !hasControlCharacter(trunkname);
}

/** XML 1.0 cannot carry them. */
function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
