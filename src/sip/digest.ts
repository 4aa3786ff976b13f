import { createHash, randomBytes } from 'node:crypto';

/** Who registers. */
export interface SipAccount {
  username: string;
  authname: string;
  password: string;
}

/** A challenge that can be answered (RFC 7616, 3.3). */
export interface Challenge {
  realm: string;
  nonce: string;
  opaque: string | undefined;
  algorithm: 'MD5' | 'SHA-256';
  /** Whether `qop=auth` is offered; a challenge without qop is answered as RFC 2069 did. */
  hasQop: boolean;
  stale: boolean;
  /** The algorithm as it was written; it is repeated. */
  written: string | undefined;
}

/** One parameter, with the scheme before it where a challenge begins. */
const parameter = /[\s,]*(?:([\w-]+)[ \t]+)?([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))\s*(?=,|$)/y;

/** The first of all challenges whose algorithm and qop are known (RFC 8760, 2.4); undefined where there is none. */
export function firstKnown(fields: readonly string[]): Challenge | undefined {
  return fields
    .flatMap(readChallenges)
    .map(knownChallenge)
    .find((one) => one !== undefined);
}

/** Every Digest challenge of a field: senders of HTTP write several into one. */
function readChallenges(field: string): Map<string, string>[] {
  const found: { scheme: string; values: Map<string, string> }[] = [];
  parameter.lastIndex = 0;
  for (let match = parameter.exec(field); match; match = parameter.exec(field)) {
    const [, scheme, name = '', quoted, plain = ''] = match;
    if (scheme !== undefined) found.push({ scheme, values: new Map() });
    const value = quoted?.replace(/\\(.)/gs, '$1') ?? plain;
    found.at(-1)?.values.set(name.toLowerCase(), value);
  }
  return found.filter(({ scheme }) => scheme.toLowerCase() === 'digest').map(({ values }) => values);
}

function knownChallenge(values: ReadonlyMap<string, string>): Challenge | undefined {
  const [realm, nonce, written, qop] = ['realm', 'nonce', 'algorithm', 'qop'].map((name) => values.get(name));
  const algorithm = (['MD5', 'SHA-256'] as const).find((one) => one === (written ?? 'MD5').toUpperCase());
  if (realm === undefined || nonce === undefined || algorithm === undefined) return undefined;
  const hasQop =
    qop
      ?.toLowerCase()
      .split(/[\s,]+/)
      .includes('auth') ?? false;
  if (qop !== undefined && !hasQop) return undefined;
  const stale = values.get('stale')?.toLowerCase() === 'true';
  return { realm, nonce, opaque: values.get('opaque'), algorithm, hasQop, stale, written };
}

/**
 * The value of `Authorization` or `Proxy-Authorization` (RFC 7616, 3.4), and the digest in it: with that, somebody could try
 * passwords, so nobody may see it.
 */
export function answerChallenge(
  challenge: Challenge,
  { authname, password }: SipAccount,
  method: string,
  uri: string,
  cnonce = randomBytes(16).toString('hex'),
): { value: string; response: string } {
  const { realm, nonce, opaque, algorithm, hasQop, written } = challenge;
  const hash = (text: string) =>
    createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text)
      .digest('hex');
  const count = '00000001';
  const middle = hasQop ? `${nonce}:${count}:${cnonce}:auth` : nonce;
  const response = hash(`${hash(`${authname}:${realm}:${password}`)}:${middle}:${hash(`${method}:${uri}`)}`);
  const parts = [
    `username=${quoted(authname)}`,
    `realm=${quoted(realm)}`,
    `nonce=${quoted(nonce)}`,
    `uri=${quoted(uri)}`,
    `response="${response}"`,
    ...(written === undefined ? [] : [`algorithm=${algorithm}`]),
    ...(opaque === undefined ? [] : [`opaque=${quoted(opaque)}`]),
    ...(hasQop ? ['qop=auth', `nc=${count}`, `cnonce="${cnonce}"`] : []),
  ];
  return { value: `Digest ${parts.join(', ')}`, response };
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
