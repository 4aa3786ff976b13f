import type { ExistingTrunk } from './compare.ts';
import { Redactor } from './redaction/redact.ts';

/** What stands for a secret. */
const mark = '•••';

/** Names of settings that may hold a secret: rather one too many than one too few. */
const secretName = /pass|pwd|secret|pin|token|key|auth|cred|hash|md5|cookie|session|sign|cert|priv/i;
/** So many hex digits are a digest: whoever has one of a password can often use it in its place. */
const digestLength = 32;

/** No setting is longer than this many characters where it is shown. */
const longest = 300;
const longestName = 40;
/** How much of a text is looked through for the password: it can be longer as it is written in JSON or a URL. */
const looked = 10 * longest;

/** What the box gives a trunk by itself: it gives it to the same trunk added again. */
const ownOfTheBox = 'tech';

/**
 * Settings that no page documents, as texts to be shown: what may be a secret is masked, and so is the trunk's password
 * wherever it stands. Values inside values become JSON.
 */
export function shownValues(
  values: Readonly<Record<string, unknown>>,
  password: string | undefined,
): Record<string, string> {
  const entries = Object.entries(values);
  if (entries.length === 0) return {};
  const redactor = new Redactor();
  // A longer one than is shown can stand in a longer text alone, of which nothing is shown then.
  const isLong = password !== undefined && password.length > longest;
  if (!isLong) redactor.add(password);
  const shown = entries.map(([name, value]) => {
    const text = textOf(masked(name, value, password));
    return [
      name,
      isLong && text.length > longest ? mark : cut(redactor.redact(text.slice(0, looked))),
    ] as const;
  });
  return Object.fromEntries(shown);
}

/** The names of settings that are lost when a trunk is deleted and added again, fit for a sentence. */
export function lostByDeletion({ undocumented = {} }: ExistingTrunk): string[] {
  return Object.entries(undocumented).flatMap(([name, value]) =>
    name === ownOfTheBox || isBlank(value) ? [] : [name.replace(/\p{C}+/gu, ' ').slice(0, longestName)],
  );
}

function masked(name: string, value: unknown, password: string | undefined): unknown {
  if (typeof value === 'object' && value !== null) {
    if (secretName.test(name)) return isBlank(textOf(value)) ? value : mark;
    const inner = Object.entries(value).map(([key, one]) => [key, masked(key, one, password)] as const);
    return Array.isArray(value) ? inner.map(([, one]) => one) : Object.fromEntries(inner);
  }
  const text = textOf(value);
  const isSecret = secretName.test(name) || isDigest(text.trim()) || text === password;
  return isSecret && !isBlank(text) ? mark : value;
}

function isDigest(text: string): boolean {
  return text.length >= digestLength && !/[^\da-f]/i.test(text);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isBlank(text: string): boolean {
  return ['', '[]', '{}'].includes(text.trim());
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
