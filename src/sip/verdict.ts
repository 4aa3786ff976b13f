import type { SipResponse } from './message.ts';

/** What an answer says of a trunk. Part of the contract with automation. */
export type Verdict =
  | 'works'
  | 'wrongPassword'
  | 'unknownAccount'
  | 'wrongDomain'
  | 'refused'
  | 'noServer'
  | 'silent'
  | 'tlsTrouble'
  | 'notJudged';

/**
 * What the last answer means.
 * @param answered the challenges that were answered before it came, by their status.
 */
export function verdictOf(
  method: 'OPTIONS' | 'REGISTER',
  last: SipResponse,
  answered: readonly number[],
): Verdict {
  const { status, reason } = last;
  if (method === 'OPTIONS') return status === 403 || status >= 600 ? 'refused' : 'works';
  if (status < 300) return 'works';
  if (status === 401 || status === 407) return wasRefused(last, answered) ? 'wrongPassword' : 'notJudged';
  // RFC 3261, 10.3: 404 is for an address that the domain does not have.
  if (status === 404 || status === 604) return /domain/i.test(reason) ? 'wrongDomain' : 'unknownAccount';
  // Who is refused before a password was asked for is refused for the domain, or for where the question comes from.
  if (status === 403) return answered.length === 0 ? 'wrongDomain' : 'refused';
  return status >= 600 ? 'refused' : 'notJudged';
}

/** The same challenge again says that the password is wrong, unless only its nonce was too old. */
function wasRefused({ status, fields }: SipResponse, answered: readonly number[]): boolean {
  const field = [...(fields.get('www-authenticate') ?? []), ...(fields.get('proxy-authenticate') ?? [])];
  return answered.at(-1) === status && !field.some((one) => /\bstale\s*=\s*"?true/i.test(one));
}
