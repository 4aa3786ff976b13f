/** OpenSSL's and Node's codes for a certificate that does not prove who the PBX is. */
export function isCertificateCode(code: string | undefined): boolean {
  return (
    code !== undefined &&
    (/^(DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|CERT_|ERR_TLS_CERT_|HOSTNAME_MISMATCH|INVALID_CA|EE_|CA_)/.test(
      code,
    ) ||
      code === pinMismatchCode)
  );
}

/** The code of the error when the certificate is another than the pinned one. */
export const pinMismatchCode = 'PBX_CERTIFICATE_CHANGED';
