import * as l10n from '@vscode/l10n';
import { localTime } from '../../core/localTime.ts';
import { shortList } from '../../core/shortList.ts';
import { maxFileBytes, type AuthorityFileTrouble } from './authorities.ts';
import { pinMismatchCode, unnamedCode } from './certificateCodes.ts';
import type { CertificateTrouble } from './certificateTrouble.ts';
import { longestValue, outsideText } from '../../core/outsideText.ts';

/** How many names of a certificate are worth being read. */
const maxNames = 3;
/** Certificates with shorter RSA keys are refused by today's TLS libraries. */
const safeRsaBits = 2048;

/**
 * Why a certificate was not accepted, and what to do next.
 * @param name the PBX's display name.
 * @param host of its URL, with the port where one is written.
 */
export function certificateWords(name: string, host: string, trouble: CertificateTrouble): string {
  const { code, shown, expired } = trouble;
  switch (code) {
    case pinMismatchCode:
      return l10n.t(
        '{0} ({1}) shows another certificate than the pinned one, so nothing was sent. Pinned: {2}. Shown: {3}. If its certificate was renewed, edit this PBX and pin the new one; if not, somebody may be in between.',
        name,
        host,
        trouble.pinned ?? '',
        shown.fingerprint,
      );
    case 'CERT_HAS_EXPIRED':
      return expired
        ? l10n.t(
            '{0} ({1}) shows a certificate whose authority “{2}” expired on {3} ({4}), so nothing was sent. Install the authority’s renewed certificate on the PBX, or edit this PBX to compare and pin its own.',
            name,
            host,
            outsideText(expired.subject),
            localDate(expired.validTo),
            code,
          )
        : l10n.t(
            '{0} ({1}) shows a certificate that expired on {2} ({3}), so nothing was sent. Renew it on the PBX and check the date of this computer, or edit this PBX to compare and pin it.',
            name,
            host,
            localDate(shown.validTo),
            code,
          );
    case 'CERT_NOT_YET_VALID':
      return l10n.t(
        '{0} ({1}) shows a certificate that is not valid before {2} ({3}), so nothing was sent. Check the date of the PBX and of this computer, or edit this PBX to compare and pin it.',
        name,
        host,
        localDate(shown.validFrom),
        code,
      );
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return l10n.t(
        '{0} ({1}) shows a certificate for {2} and not for this address ({3}), so nothing was sent. Edit this PBX and write one of these names in its URL, or compare and pin the certificate.',
        name,
        host,
        shortList(
          shown.names.map((one) => `“${outsideText(one)}”`),
          maxNames,
        ),
        code,
      );
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return l10n.t(
        '{0} ({1}) shows a certificate that it signed itself ({2}), so nothing was sent. Edit this PBX to compare and pin it.',
        name,
        host,
        code,
      );
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return l10n.t(
        '{0} ({1}) shows a certificate of “{2}”, an authority that is not known here ({3}), so nothing was sent. Edit this PBX to compare and pin it, or name a PEM file with the authority in its setting {4}.',
        name,
        host,
        outsideText(shown.issuer),
        code,
        'ca',
      );
    default:
      return code === unnamedCode && shown.rsaBits !== undefined && shown.rsaBits < safeRsaBits
        ? l10n.t(
            '{0} ({1}) shows a certificate with a key of {2} bits, which is too weak, so nothing was sent. Have the PBX make a new one with {3} bits, or edit this PBX to compare and pin it.',
            name,
            host,
            shown.rsaBits,
            safeRsaBits,
          )
        : l10n.t(
            '{0} ({1}) shows a certificate that cannot be verified ({2}), so nothing was sent. Edit this PBX to compare and pin it.',
            name,
            host,
            code,
          );
  }
}

/**
 * Why the file of `ca` cannot be used, and what to do next.
 * @param name the PBX's display name.
 */
export function authorityFileWords(
  name: string,
  { file, problem, systemCode }: AuthorityFileTrouble,
): string {
  const path = outsideText(file, longestValue);
  switch (problem) {
    case 'missing':
      return l10n.t(
        'The file with the certificate authorities of {0} is not there: {1}. Put it there, or correct {2} in the settings of {0}. Nothing was sent.',
        name,
        path,
        'ca',
      );
    case 'unreadable':
      return l10n.t(
        'The file with the certificate authorities of {0} cannot be read ({1}): {2}. Check it, or correct {3} in the settings of {0}. Nothing was sent.',
        name,
        systemCode ?? '?',
        path,
        'ca',
      );
    case 'endless':
      return l10n.t(
        'The file with the certificate authorities of {0} is not a plain file of at most {1} MiB: {2}. Correct {3} in the settings of {0}. Nothing was sent.',
        name,
        maxFileBytes / 1024 / 1024,
        path,
        'ca',
      );
    case 'empty':
      return l10n.t(
        'The file with the certificate authorities of {0} has no certificate in PEM format in it: {1}. Put one there, or correct {2} in the settings of {0}. Nothing was sent.',
        name,
        path,
        'ca',
      );
    case 'broken':
      return l10n.t(
        'The file with the certificate authorities of {0} has a certificate in it that cannot be read: {1}. Export it anew in PEM format. Nothing was sent.',
        name,
        path,
      );
  }
}

/** The day as it is here, such as `2026-11-23`. */
function localDate(printed: string): string {
  const time = Date.parse(printed);
  return Number.isNaN(time) ? outsideText(printed) : localTime(new Date(time).toISOString()).slice(0, 10);
}
