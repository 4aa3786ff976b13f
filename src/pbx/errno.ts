import * as l10n from '@vscode/l10n';

/** The token is unknown, blank or timed out (Yeastar): sign in again once, then repeat the call once. */
export const tokenErrnos: readonly string[] = ['20004', '20005', '20006'];
/**
 * The errnos of a refused login that say nothing about the user name and the password (Yeastar). Every other one, and none at
 * all, counts as a wrong password: OpenVox publishes no table, and five of them lock the site out.
 */
export const harmlessLoginErrnos: readonly string[] = [
  ...[
    '10002',
    '10003',
    '10004',
    '10025',
    '20000',
    '20001',
    '20007',
    '20008',
    '20009',
    '20010',
    '20015',
    '30001',
  ],
];
/** It speaks JSON only (Yeastar). */
export const formatErrnos: readonly string[] = ['10002', '20000'];
/** The request is unknown to this firmware (Yeastar). */
export const unsupportedErrno = '10003';
/** Automatic apply too frequent (Yeastar): the write may or may not have been kept. */
export const applyTooOftenErrno = '10025';
/** The request was not handed to the API service (Yeastar). */
export const busyErrno = '20010';
/** Server-side memory or JSON error (Yeastar), at whatever point of the request it struck. */
export const serverErrno = '30001';

/** True for a refusal whose number is in no table or missing: nobody can tell what it means. */
export function isUnexplained(errno: string | undefined): boolean {
  return errno === undefined || !listedErrnos.has(errno);
}
const listedErrnos = new Set([...harmlessLoginErrnos, ...tokenErrnos, '10032', '20002', '20003', '30003']);

/**
 * What an errno means and what to do about it. OpenVox publishes no table. This is Yeastar's, so it is advice only: the raw
 * number is always shown beside it.
 */
export function wordsForErrno(errno: string): string {
  switch (errno) {
    case '10002':
    case '20000':
      return l10n.t('it does not speak XML. Edit this PBX and choose the format JSON.');
    case '10003':
      return l10n.t('it does not know this request. Edit this PBX and check its API version.');
    case '10004':
    case '20007':
    case '20009':
      return l10n.t('a required field is missing or blank.');
    case '10025':
      return l10n.t('it is still applying earlier changes. Try again in a moment.');
    case '20001':
      return l10n.t('it accepts only POST requests.');
    case '20002':
      return l10n.t('too many wrong passwords. It lets nobody from this address in for 10 minutes.');
    case '20003':
    case '10032':
      return l10n.t('wrong API user name or password. Check both in the PBX’s web page, then sign in again.');
    case '20004':
    case '20005':
      return l10n.t('it does not know this session any more. Sign in again.');
    case '20006':
      return l10n.t('the session has timed out. Sign in again.');
    case '20008':
      return l10n.t('it did not accept the port of the sign-in.');
    case '20010':
      return l10n.t('its API service is busy. Try again in a moment.');
    case '20015':
      return l10n.t(
        'this computer’s address is not on its list of allowed addresses. Add it in the PBX’s API settings.',
      );
    case '30001':
      return l10n.t('it ran out of memory or could not read the request. Try again in a moment.');
    case '30003':
      return l10n.t('the API user name or password is wrong, or its API service is not running.');
    default:
      return l10n.t('it gave a number that is in no table. Look it up in the manual of the PBX.');
  }
}
