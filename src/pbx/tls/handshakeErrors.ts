import * as l10n from '@vscode/l10n';
import { isOtherProtocolCode } from './certificateCodes.ts';

/** What Node says of a connection that did not come about. */
export interface ConnectError extends Error {
  code?: string;
  /** OpenSSL's or BoringSSL's own words. */
  reason?: string;
}

/** How servers say to a person that TLS is wanted here: nginx, Apache, Go. */
const wantsTls =
  /plain HTTP request was sent to HTTPS port|speaking plain HTTP to an SSL|HTTP request to an HTTPS server/i;

/**
 * Why a TLS handshake failed, and what to do next; undefined when it was something else that failed.
 * @param name the PBX's display name.
 * @param host of its URL, with the port where one is written.
 */
export function handshakeWords(name: string, host: string, error: ConnectError): string | undefined {
  const { code = '' } = error;
  if (code === 'ECONNRESET' && error.message.includes('before secure TLS connection')) {
    return l10n.t(
      '{0} ({1}) ended the connection before TLS began ({2}). Edit this PBX and check the scheme and port of its URL; a firewall may be in between, too.',
      name,
      host,
      code,
    );
  }
  if (!code.startsWith('ERR_SSL_') && code !== 'EPROTO') return undefined;
  const cause = causeOf(error);
  if (isOtherProtocolCode(cause)) {
    return l10n.t(
      '{0} ({1}) does not speak TLS here ({2}): this port most likely expects plain HTTP. Edit this PBX and check the scheme and port of its URL.',
      name,
      host,
      code,
    );
  }
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/.test(cause)) {
    return l10n.t(
      '{0} ({1}) speaks only TLS 1.0 or 1.1, which is too old to be safe ({2}), so nothing was sent. Update its firmware, or switch on TLS 1.2 in its web page.',
      name,
      host,
      code,
    );
  }
  if (/DH_KEY_TOO_SMALL|BAD_DH_P_LENGTH/.test(cause)) {
    return l10n.t(
      '{0} ({1}) uses Diffie-Hellman keys that are too small to be safe ({2}), so nothing was sent. Update its firmware, or have it use 2048 bits.',
      name,
      host,
      code,
    );
  }
  if (/KEY_TOO_SMALL|MD_TOO_WEAK/.test(cause)) {
    return l10n.t(
      '{0} ({1}) shows a certificate with a key or a signature that is too weak ({2}), so nothing was sent. Have the PBX make a new one with {3} bits.',
      name,
      host,
      code,
      2048,
    );
  }
  if (/HANDSHAKE_FAILURE|NO_SHARED_CIPHER|INSUFFICIENT_SECURITY|CIPHER|SIGNATURE/.test(cause)) {
    return l10n.t(
      '{0} ({1}) has only ciphers or a key that are too weak to be safe ({2}), so nothing was sent. Update its firmware, or have it make a new certificate with a key of {3} bits.',
      name,
      host,
      code,
      2048,
    );
  }
  return l10n.t(
    '{0} ({1}) broke off while TLS began ({2}), so nothing was sent. Edit this PBX and check the scheme and port of its URL, and look for an update of its firmware.',
    name,
    host,
    code,
  );
}

/** Words for an http:// URL that leads to a port with TLS. */
export function wantsTlsWords(name: string, host: string): string {
  return l10n.t(
    '{0} ({1}) speaks TLS here, and nothing was done. Edit this PBX and check the scheme and port of its URL: it most likely begins with {2}.',
    name,
    host,
    'https://',
  );
}

/** True for the body of an answer that says that plain HTTP came to a port with TLS. */
export function saysThatItWantsTls(body: string): boolean {
  return wantsTls.test(body);
}

/** True when what came instead of an HTTP answer begins as TLS does: an alert or a handshake of version 3. */
export function isTlsRecord(error: Error): boolean {
  const { data } = error as { data?: unknown };
  return typeof data === 'string' && [0x15, 0x16].includes(data.charCodeAt(0)) && data.charCodeAt(1) === 3;
}

/** The code, or where that is the system's, what the library says in the message. */
function causeOf({ code = '', reason, message }: ConnectError): string {
  const words = code.startsWith('ERR_SSL_') ? code : (reason ?? message);
  return words.toUpperCase().replaceAll(' ', '_');
}
