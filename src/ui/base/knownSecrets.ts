import { Redactor } from '../../core/redaction/redact.ts';

/**
 * Every secret that this extension host has come across. There is one for all: every door to a person, a file or a caller leads
 * past it, and none can be built that was not handed it.
 */
export const knownSecrets = new Redactor();

/** A text for a person, a file or the clipboard. `names` as in {@link Redactor.redact}. */
export function withoutSecrets(text: string, names?: readonly string[]): string {
  return knownSecrets.redact(text, names);
}

/** Where names stand, and words of the contract with automation: each is left as it is. */
const nameKeys = new Set(['pbx', 'trunkname', 'missing', 'unlisted', 'fields', 'outcome', 'action', 'step']);
/** Where sentences stand, beside values that somebody edits. */
const sentenceKeys = new Set(['message', 'problem', 'problems', 'errno']);

/** What a command returns, or what is written down of a run: every text in it but the names. */
export function resultWithoutSecrets<T>(value: T): T {
  return cleaned(value, (key) => !nameKeys.has(key)) as T;
}

/** What a page is to show: the sentences in it. The values are left, for they are edited and sent. */
export function sentencesWithoutSecrets<T>(value: T): T {
  return cleaned(value, (key) => sentenceKeys.has(key)) as T;
}

/** A copy of plain data. What else is in it, such as a URI, is the same. */
function cleaned(value: unknown, isText: (key: string) => boolean, key = '', names: string[] = []): unknown {
  if (typeof value === 'string') {
    return isText(key) && !isErrno(key, value) ? withoutSecrets(value, names) : value;
  }
  if (Array.isArray(value)) return value.map((one) => cleaned(one, isText, key, names));
  if (!isPlain(value)) return value;
  const own = [value['pbx'], value['trunkname']].filter((name) => typeof name === 'string');
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, cleaned(one, isText, name, own)]),
  );
}

/** A number of the API tells what went wrong, also where somebody's password is the same number. */
function isErrno(key: string, value: string): boolean {
  return key === 'errno' && /^\d+$/.test(value);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
