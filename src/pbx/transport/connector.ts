import type { TLSSocket } from 'node:tls';
import type { buildConnector } from 'undici';
import createConnector from 'undici/lib/core/connect.js';
import { isHttps, type Connection } from '../../core/connection.ts';
import { troubleOf } from '../tls/certificateTrouble.ts';
import type { Network } from './network.ts';
import { openTunnel, proxyConnector } from './proxy.ts';
import { routeTo } from '../proxy/proxyRoute.ts';

/** What of a connection says where it leads and whom it believes. */
export type TlsConnection = Pick<Connection, 'url' | 'certificate' | 'ca'>;

/**
 * An undici connector, through the proxy where there is one on the way. Without a pin, certificates are verified with the
 * authorities of the network and of the connection's `ca`. With it, exactly the certificate with that fingerprint is accepted.
 * Nothing is sent to the PBX before its certificate was looked at.
 * @param timeoutMs how long connecting may take.
 */
export function connector(
  connection: TlsConnection,
  timeoutMs: number,
  network: Network,
): buildConnector.connector {
  if (!isHttps(connection.url)) {
    const route = routeTo(connection.url, network.proxies);
    return route ? proxyConnector(route, timeoutMs, network) : createConnector({ timeout: timeoutMs });
  }
  return (options, callback) => {
    openTls(connection, options, timeoutMs, network)
      .then((socket) => {
        const trouble = troubleOf(socket, connection.certificate);
        if (trouble) socket.destroy();
        if (trouble) callback(trouble, null);
        else callback(null, socket);
      })
      .catch((error: unknown) => {
        callback(error as Error, null);
      });
  };
}

/** What undici's types leave out: a connector returns the socket. */
type ConnectorWithSocket = (
  options: buildConnector.Options,
  done: (error: Error | null) => void,
) => TLSSocket;

/**
 * Shakes hands with a PBX, whatever its certificate is.
 * @param timeoutMs 0 for none.
 * @throws what Node throws when no TLS connection comes about, AuthorityFileTrouble, ProxyTrouble, or the signal's reason.
 */
export async function openTls(
  { url, certificate, ca }: TlsConnection,
  options: buildConnector.Options,
  timeoutMs: number,
  network: Network,
  signal?: AbortSignal,
): Promise<TLSSocket> {
  // A pin is stricter than any authority.
  const secureContext = certificate === undefined ? await network.authorities?.contextFor(ca) : undefined;
  signal?.throwIfAborted();
  const route = routeTo(url, network.proxies);
  const target = `${new URL(url).hostname}:${options.port || '443'}`;
  const tunnel = route && (await openTunnel(route, target, timeoutMs, network, signal));
  const build = createConnector as unknown as (options: buildConnector.BuildOptions) => ConnectorWithSocket;
  const connect = build({
    timeout: timeoutMs,
    // Node would end the connection before anybody could see what is wrong with its certificate.
    rejectUnauthorized: false,
    // A resumed session would spare the PBX showing it.
    maxCachedSessions: 0,
    ...(secureContext && { secureContext }),
  });
  return await new Promise((resolve, reject) => {
    const socket = connect({ ...options, ...(tunnel && { httpSocket: tunnel }) }, (...[error]) => {
      signal?.removeEventListener('abort', stop);
      if (error) reject(error);
      else resolve(socket);
    });
    const stop = () => socket.destroy(signal?.reason as Error);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
