import { createHash, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect as connectTls, type PeerCertificate, type TLSSocket } from 'node:tls';
import type { buildConnector } from 'undici';
import createConnector from 'undici/lib/core/connect.js';
import { pinMismatchCode } from './certificateCodes.ts';

/** The certificate that a PBX shows, so that a person can compare it before pinning it. */
export interface ShownCertificate {
  /** `sha256:` and 64 lower-case hex digits, as the setting `certificate` has it. */
  fingerprint: string;
  /** `sha256//` and the Base64 of its public key's hash, as curl compares it. */
  publicKey: string;
  subject: string;
  issuer: string;
  /** As the certificate prints it, for example `Nov 23 04:31:07 2036 GMT`. */
  validTo: string;
  /** OpenSSL's or Node's code for why it proves nothing; undefined for one that is trusted. */
  distrust: string | undefined;
}

/**
 * An undici connector. Without `pinned`, certificates are verified as everywhere. With it, exactly the certificate with
 * that fingerprint is accepted, and nothing is sent before it was compared.
 */
export function connector(timeoutMs: number, pinned: string | undefined): buildConnector.connector {
  if (pinned === undefined) return createConnector({ timeout: timeoutMs });
  // The chain is of no interest: the comparison below is stricter than any authority. A resumed TLS session would
  // spare the PBX showing its certificate, so none is kept.
  const connectAny = createConnector({ timeout: timeoutMs, rejectUnauthorized: false, maxCachedSessions: 0 });
  return (options, callback) => {
    connectAny(options, (error, socket) => {
      if (error) {
        callback(error, null);
        return;
      }
      if (fingerprintOf(socket as TLSSocket) === pinned) {
        callback(null, socket);
        return;
      }
      socket.destroy();
      callback(Object.assign(new Error('certificate changed'), { code: pinMismatchCode }), null);
    });
  };
}

/** A connection without a certificate has a fingerprint that none has. */
function fingerprintOf(socket: TLSSocket): string {
  const { fingerprint256 = '' } = socket.getPeerCertificate() as Partial<PeerCertificate>;
  return `sha256:${fingerprint256.replaceAll(':', '').toLowerCase()}`;
}

/**
 * Asks a PBX for its certificate without sending it anything.
 * @throws what Node throws when no TLS connection comes about, or the signal's reason.
 */
export async function readCertificate(url: string, signal: AbortSignal): Promise<ShownCertificate> {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const socket = connectTls({
    host,
    port: Number(port || 443),
    // Several PBXes may share an address; the name says whose certificate is asked for.
    ...(isIP(host) === 0 && { servername: host }),
    rejectUnauthorized: false,
  });
  const stop = () => socket.destroy(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      socket.once('secureConnect', resolve).once('error', reject);
    });
    const certificate = socket.getPeerCertificate();
    return {
      fingerprint: fingerprintOf(socket),
      publicKey: publicKeyOf(certificate),
      subject: nameOf(certificate.subject),
      issuer: nameOf(certificate.issuer),
      validTo: certificate.valid_to,
      // Node's types call it an error; it is the code.
      distrust: socket.authorized ? undefined : String(socket.authorizationError),
    };
  } finally {
    signal.removeEventListener('abort', stop);
    socket.destroy();
  }
}

function publicKeyOf({ raw }: PeerCertificate): string {
  const key = new X509Certificate(raw).publicKey.export({ type: 'spki', format: 'der' });
  return `sha256//${createHash('sha256').update(key).digest('base64')}`;
}

function nameOf(name: object): string {
  const { CN, O } = name as { CN?: string | string[]; O?: string | string[] };
  return [CN ?? O ?? ''].flat().join(', ');
}
