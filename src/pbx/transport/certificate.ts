import { createHash, X509Certificate } from 'node:crypto';
import type { PeerCertificate } from 'node:tls';
import {
  factsOf,
  troubleOf,
  type CertificateFacts,
  type CertificateTrouble,
} from '../tls/certificateTrouble.ts';
import { openTls, type TlsConnection } from './connector.ts';
import type { Network } from './network.ts';
import { routeTo } from '../proxy/proxyRoute.ts';
import { TransportErrors } from './transportErrors.ts';

/** The certificate that a PBX shows, so that a person can compare it before pinning it. */
export interface ShownCertificate extends CertificateFacts {
  /** `sha256//` and the Base64 of its public key's hash, as curl compares it. */
  publicKey: string;
  /** Why it is not accepted; undefined for one that is trusted, or the pinned one. */
  trouble: CertificateTrouble | undefined;
}

/**
 * Asks a PBX for its certificate without sending it anything.
 * @throws what Node throws when no TLS connection comes about, AuthorityFileTrouble, ProxyTrouble, or the signal's reason.
 */
export async function readCertificate(
  connection: TlsConnection,
  signal: AbortSignal,
  network: Network = {},
): Promise<ShownCertificate> {
  const { hostname, host, port } = new URL(connection.url);
  signal.throwIfAborted();
  const options = { hostname: hostname.replace(/^\[|\]$/g, ''), host, protocol: 'https:', port };
  const socket = await openTls(connection, options, 0, network, signal);
  try {
    const certificate = socket.getPeerCertificate();
    return {
      ...factsOf(certificate),
      publicKey: publicKeyOf(certificate),
      trouble: troubleOf(socket, connection.certificate),
    };
  } finally {
    socket.destroy();
  }
}

/**
 * The same for a person who waits for it.
 * @param name the PBX's display name.
 * @param timeoutMs how long it may take, in milliseconds.
 * @throws PbxError that says what kept it from being shown: the PBX, the proxy on the way, or a file of authorities.
 */
export async function askForCertificate(
  name: string,
  connection: TlsConnection,
  timeoutMs: number,
  network: Network,
): Promise<ShownCertificate> {
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    return await readCertificate(connection, limit, network);
  } catch (error) {
    const route = routeTo(connection.url, network.proxies);
    const errors = new TransportErrors(name, new URL(connection.url).host, timeoutMs, route);
    throw limit.aborted ? errors.timedOut('connecting') : errors.failed(error as Error, 'connecting');
  }
}

function publicKeyOf({ raw }: PeerCertificate): string {
  const key = new X509Certificate(raw).publicKey.export({ type: 'spki', format: 'der' });
  return `sha256//${createHash('sha256').update(key).digest('base64')}`;
}
