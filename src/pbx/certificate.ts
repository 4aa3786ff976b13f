import { createHash, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect as connectTls, type PeerCertificate, type TLSSocket } from 'node:tls';
import type { buildConnector } from 'undici';
import createConnector from 'undici/lib/core/connect.js';
import { isHttps, type Connection } from '../core/connection.ts';
import { factsOf, troubleOf, type CertificateFacts, type CertificateTrouble } from './certificateTrouble.ts';
import type { Network } from './network.ts';

/** What of a connection says where it leads and whom it believes. */
export type TlsConnection = Pick<Connection, 'url' | 'certificate' | 'ca'>;

/** The certificate that a PBX shows, so that a person can compare it before pinning it. */
export interface ShownCertificate extends CertificateFacts {
  /** `sha256//` and the Base64 of its public key's hash, as curl compares it. */
  publicKey: string;
  /** Why it is not accepted; undefined for one that is trusted, or the pinned one. */
  trouble: CertificateTrouble | undefined;
}

/**
 * An undici connector. Without a pin, certificates are verified with the authorities of the network and of the connection's
 * `ca`. With it, exactly the certificate with that fingerprint is accepted. Nothing is sent before the certificate was looked at.
 */
export function connector(
  connection: TlsConnection,
  timeoutMs: number,
  network: Network,
): buildConnector.connector {
  if (!isHttps(connection.url)) return createConnector({ timeout: timeoutMs });
  return (options, callback) => {
    openTls(connection, timeoutMs, network)
      .then((open) => {
        open(options, (error, socket) => {
          if (error) {
            callback(error, null);
            return;
          }
          const trouble = troubleOf(socket as TLSSocket, connection.certificate);
          if (trouble) socket.destroy();
          if (trouble) callback(trouble, null);
          else callback(null, socket);
        });
      })
      .catch((error: unknown) => {
        callback(error as Error, null);
      });
  };
}

/** Connects, whatever the certificate is. */
async function openTls(
  { certificate, ca }: TlsConnection,
  timeoutMs: number,
  { authorities }: Network,
): Promise<buildConnector.connector> {
  // A pin is stricter than any authority.
  const secureContext = certificate === undefined ? await authorities?.contextFor(ca) : undefined;
  return createConnector({
    timeout: timeoutMs,
    // Node would end the connection before anybody could see what is wrong with its certificate.
    rejectUnauthorized: false,
    // A resumed session would spare the PBX showing it.
    maxCachedSessions: 0,
    ...(secureContext && { secureContext }),
  });
}

/**
 * Asks a PBX for its certificate without sending it anything.
 * @throws what Node throws when no TLS connection comes about, AuthorityFileTrouble, or the signal's reason.
 */
export async function readCertificate(
  connection: TlsConnection,
  signal: AbortSignal,
  network: Network = {},
): Promise<ShownCertificate> {
  const { hostname, port } = new URL(connection.url);
  const host = hostname.replace(/^\[|\]$/g, '');
  signal.throwIfAborted();
  const { certificate: pinned, ca } = connection;
  const secureContext = pinned === undefined ? await network.authorities?.contextFor(ca) : undefined;
  const socket = connectTls({
    host,
    port: Number(port || 443),
    // Several PBXes may share an address; the name says whose certificate is asked for.
    ...(isIP(host) === 0 && { servername: host }),
    rejectUnauthorized: false,
    ...(secureContext && { secureContext }),
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
      trouble: troubleOf(socket, pinned),
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
