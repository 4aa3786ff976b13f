/**
 * What the Demo PBX answers with when it refuses: the numbers of Yeastar's error table (OpenVox publishes none).
 * The one number that is ours is `refused`: no table of this family has a code for a duplicate name, an unknown
 * trunk or a value out of range, so the Demo PBX answers those with a number that no table lists.
 */
export const errno = {
  xmlNotSupported: '10002',
  unsupportedRequest: '10003',
  blankParameter: '10004',
  refused: '10099',
  onlyPost: '20001',
  lockedOut: '20002',
  wrongPassword: '20003',
  noSuchToken: '20004',
  blankToken: '20005',
  tokenTimedOut: '20006',
  wrongPort: '20008',
  blankBody: '20009',
  callerNotAllowed: '20015',
  malformedBody: '30001',
} as const;

/** Thrown by an endpoint; the caller reads `{"status":"Failed","errno":…}` with HTTP status 200 (Yeastar, api-response-results). */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly errno: string;

  constructor(reason: keyof typeof errno) {
    super(`Refused with errno ${errno[reason]} (${reason})`);
    this.errno = errno[reason];
  }
}
