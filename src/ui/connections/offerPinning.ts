import * as vscode from 'vscode';
import type { Connection } from '../../core/connection.ts';
import { outsideText } from '../../core/outsideText.ts';
import { shownAddress, shownForms } from '../../core/shownAddress.ts';
import { askForCertificate, type ShownCertificate } from '../../pbx/transport/certificate.ts';
import { asPbxError } from '../../pbx/errors.ts';
import type { Network } from '../../pbx/transport/network.ts';
import { askModal } from '../base/askModal.ts';
import { showMessage } from '../base/showMessage.ts';
import { requestTimeout, writeConnection } from './settings.ts';

/**
 * Shows the certificate of a PBX whose certificate cannot be verified and offers to pin it in the settings.
 * @returns true when it was pinned.
 */
export async function offerPinning(name: string, connection: Connection, network: Network): Promise<boolean> {
  const fingerprint = await askForPin(name, connection, network);
  if (fingerprint === undefined) return false;
  await writeConnection(name, { ...connection, certificate: fingerprint });
  return true;
}

/** Shows the certificate and asks whether to accept exactly that one. Returns its fingerprint, or undefined. */
export async function askForPin(
  name: string,
  connection: Connection,
  network: Network,
): Promise<string | undefined> {
  const where = shownAddress(name, connection.url);
  const names = shownForms(name, connection.url);
  let presented: ShownCertificate;
  try {
    presented = await askForCertificate(name, connection, requestTimeout(), network);
  } catch (error) {
    const { message } = asPbxError(error);
    void showMessage('error', message, [], names);
    return undefined;
  }
  const pin = vscode.l10n.t('Pin This Certificate');
  const keepRefusing = vscode.l10n.t('Keep Refusing It');
  const changed = connection.certificate !== undefined;
  const answer = await askModal({
    tone: 'warning',
    names,
    message: changed
      ? vscode.l10n.t('{0} shows another certificate than the pinned one.', where)
      : vscode.l10n.t('The certificate of {0} cannot be verified.', where),
    detail: detailFor(presented, connection.certificate),
    // The first is what Enter chooses: after a change of certificate that must not be the dangerous one.
    buttons: changed ? [keepRefusing, pin] : [pin],
  });
  return answer === pin ? presented.fingerprint : undefined;
}

/** The fingerprints first: all else in a certificate is whatever its maker wrote there. */
function detailFor(presented: ShownCertificate, pinned: string | undefined): string[] {
  const shown = readableFingerprint(presented.fingerprint);
  return [
    ...(pinned === undefined
      ? [vscode.l10n.t('SHA-256: {0}', shown)]
      : [
          vscode.l10n.t('Pinned SHA-256: {0}', readableFingerprint(pinned)),
          vscode.l10n.t('Shown SHA-256: {0}', shown),
        ]),
    '',
    vscode.l10n.t('What the certificate says of itself:'),
    vscode.l10n.t('Name: {0}', outsideText(presented.subject)),
    vscode.l10n.t('Issued by: {0}', outsideText(presented.issuer)),
    vscode.l10n.t('Valid until: {0}', outsideText(presented.validTo)),
    '',
    pinned === undefined
      ? vscode.l10n.t(
          'PBXes usually come with a certificate that they signed themselves. Compare the fingerprint with the one in the PBX’s web page. After pinning, exactly this certificate is accepted.',
        )
      : vscode.l10n.t(
          'Pin it only if you know that the certificate was renewed. Otherwise somebody may be in between.',
        ),
  ];
}

/** A fingerprint of the settings (`sha256:` and 64 digits) as web pages show it, to be compared: `AB:CD:…`. */
function readableFingerprint(fingerprint: string): string {
  const digits = fingerprint.replace(/^sha256:/, '');
  return (digits.match(/../g) ?? []).join(':').toUpperCase();
}
