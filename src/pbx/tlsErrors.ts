import * as l10n from '@vscode/l10n';
import { localTime } from '../core/localTime.ts';
import { shortList } from '../core/shortList.ts';
import { pinMismatchCode, unnamedCode } from './certificateCodes.ts';
import type { CertificateTrouble } from './certificateTrouble.ts';
import { oneLine } from './oneLine.ts';

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
            oneLine(expired.subject),
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
          shown.names.map((one) => `“${oneLine(one)}”`),
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
        '{0} ({1}) shows a certificate of “{2}”, an authority that is not known here ({3}), so nothing was sent. Edit this PBX to compare and pin it.',
        name,
        host,
        oneLine(shown.issuer),
        code,
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

/** The day as it is here, such as `2026-11-23`. */
function localDate(printed: string): string {
  const time = Date.parse(printed);
  return Number.isNaN(time) ? oneLine(printed) : localTime(new Date(time).toISOString()).slice(0, 10);
}
