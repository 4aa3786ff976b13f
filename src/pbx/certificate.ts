import { createHash, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect as connectTls, TLSSocket, type PeerCertificate } from 'node:tls';
import type { buildConnector } from 'undici';
import createConnector from 'undici/lib/core/connect.js';
import { factsOf, troubleOf, type CertificateFacts, type CertificateTrouble } from './certificateTrouble.ts';

/** The certificate that a PBX shows, so that a person can compare it before pinning it. */
export interface ShownCertificate extends CertificateFacts {
  /** `sha256//` and the Base64 of its public key's hash, as curl compares it. */
  publicKey: string;
  /** Why it proves nothing; undefined for one that is trusted. */
  trouble: CertificateTrouble | undefined;
}

/**
 * An undici connector. Without `pinned`, certificates are verified as everywhere. With it, exactly the certificate with
 * that fingerprint is accepted. Nothing is sent before the certificate was looked at.
 */
export function connector(timeoutMs: number, pinned: string | undefined): buildConnector.connector {
  // Node would end the connection before anybody could see what is wrong with its certificate. A resumed TLS session would
  // spare the PBX showing it, so none is kept.
  const connectAny = createConnector({ timeout: timeoutMs, rejectUnauthorized: false, maxCachedSessions: 0 });
  return (options, callback) => {
    connectAny(options, (error, socket) => {
      if (error) {
        callback(error, null);
        return;
      }
      const trouble = socket instanceof TLSSocket ? troubleOf(socket, pinned) : undefined;
      if (trouble === undefined) {
        callback(null, socket);
        return;
      }
      socket.destroy();
      callback(trouble, null);
    });
  };
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
      ...factsOf(certificate),
      publicKey: publicKeyOf(certificate),
      trouble: troubleOf(socket, undefined),
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
