/** OpenSSL's and Node's codes for a certificate that does not prove who the PBX is. */
export function isCertificateCode(code: string | undefined): boolean {
  return (
    code !== undefined &&
    (/^(DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|CERT_|ERR_TLS_CERT_|HOSTNAME_MISMATCH|INVALID_CA|EE_|CA_)/.test(
      code,
    ) ||
      code === pinMismatchCode ||
      code === unnamedCode)
  );
}

/** The code of the error when the certificate is another than the pinned one. */
export const pinMismatchCode = 'PBX_CERTIFICATE_CHANGED';

/** Node's code for everything that it has no code for, such as a key that is too weak. */
export const unnamedCode = 'UNSPECIFIED';

/** The code of the error when the file of `ca` cannot be used. */
export const authorityFileCode = 'PBX_CA_FILE';

/** Whether a handshake failed because something other than TLS answers at that port. */
export function isOtherProtocolCode(code: string | undefined): boolean {
  return /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL|RECORD_LAYER_FAILURE/.test(
    code ?? '',
  );
}
