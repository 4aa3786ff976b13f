import * as vscode from 'vscode';
import type { Connection } from '../../core/connection.ts';
import { readCertificate, type ShownCertificate } from '../../pbx/certificate.ts';
import type { Network } from '../../pbx/network.ts';
import { withoutMarkup } from '../base/withoutMarkup.ts';
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
  let presented: ShownCertificate;
  try {
    presented = await readCertificate(connection, AbortSignal.timeout(requestTimeout()), network);
  } catch {
    void vscode.window.showErrorMessage(
      withoutMarkup(
        vscode.l10n.t(
          '{0} does not show a certificate at {1}. Check the scheme and port of its URL.',
          name,
          new URL(connection.url).host,
        ),
      ),
    );
    return undefined;
  }
  const pin = vscode.l10n.t('Pin This Certificate');
  const keepRefusing = vscode.l10n.t('Keep Refusing It');
  const changed = connection.certificate !== undefined;
  const answer = await vscode.window.showWarningMessage(
    changed
      ? vscode.l10n.t('{0} shows another certificate than the pinned one.', name)
      : vscode.l10n.t('The certificate of {0} cannot be verified.', name),
    {
      modal: true,
      detail: [
        vscode.l10n.t('Name: {0}', presented.subject),
        vscode.l10n.t('Issued by: {0}', presented.issuer),
        vscode.l10n.t('Valid until: {0}', presented.validTo),
        vscode.l10n.t(
          'SHA-256: {0}',
          (presented.fingerprint.slice(7).match(/../g) ?? []).join(':').toUpperCase(),
        ),
        '',
        changed
          ? vscode.l10n.t(
              'Pin it only if you know that the certificate was renewed. Otherwise somebody may be in between.',
            )
          : vscode.l10n.t(
              'PBXes usually come with a certificate that they signed themselves. Compare the fingerprint with the one in the PBX’s web page. After pinning, exactly this certificate is accepted.',
            ),
      ].join('\n'),
    },
    // The first is what Enter chooses: after a change of certificate that must not be the dangerous one.
    ...(changed ? [keepRefusing, pin] : [pin]),
  );
  return answer === pin ? presented.fingerprint : undefined;
}
