import { Socket } from 'node:net';
import type { buildConnector } from 'undici';
import createConnector from 'undici/lib/core/connect.js';
import Client from 'undici/lib/dispatcher/client.js';
import type { Network } from './network.ts';
import { ProxyTrouble } from '../proxy/proxyErrors.ts';
import type { ProxyRoute } from '../proxy/proxyRoute.ts';

/** When a connection is given up that no signal ends, in milliseconds. */
const connectLimit = 120_000;

/** What undici's types leave out: a connector returns the socket. */
type ConnectorWithSocket = (
  options: buildConnector.Options,
  done: (...result: [error: Error, socket: null] | [error: null, socket: Socket]) => void,
) => Socket;

/**
 * An undici connector to a proxy.
 * @param timeoutMs 0 for none.
 * @param signal ends connecting, and nothing later.
 */
export function proxyConnector(
  route: ProxyRoute,
  timeoutMs: number,
  { authorities }: Network,
  signal?: AbortSignal,
): buildConnector.connector {
  const { origin, strictSsl } = route;
  return (options, callback) => {
    if (origin === undefined) {
      callback(new ProxyTrouble(route, 'settings'), null);
      return;
    }
    const isVerified = origin.startsWith('https:') && strictSsl;
    Promise.resolve(isVerified ? authorities?.contextFor(undefined) : undefined)
      .then((secureContext) => {
        signal?.throwIfAborted();
        const build = createConnector as unknown as (
          options: buildConnector.BuildOptions,
        ) => ConnectorWithSocket;
        const connect = build({
          timeout: timeoutMs,
          rejectUnauthorized: strictSsl,
          ...(secureContext && { secureContext }),
        });
        const socket = connect(options, (error, connected) => {
          signal?.removeEventListener('abort', stop);
          if (error) callback(new ProxyTrouble(route, 'unreachable', { systemCode: codeOf(error) }), null);
          else callback(null, connected);
        });
        const stop = () => socket.destroy(signal?.reason as Error);
        signal?.addEventListener('abort', stop, { once: true });
      })
      .catch((error: unknown) => {
        callback(error as Error, null);
      });
  };
}

/** Connects to a proxy and ends the connection. @throws ProxyTrouble, or the signal's reason. */
export async function reachProxy(route: ProxyRoute, signal: AbortSignal, network: Network): Promise<void> {
  const { hostname, host, protocol, port } = new URL(route.origin ?? 'http://proxy.invalid');
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    // At once, also while it is not connecting yet.
    const giveUp = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    const options = { hostname: hostname.replace(/^\[|\]$/g, ''), host, protocol, port };
    proxyConnector(
      route,
      connectLimit,
      network,
      signal,
    )(options, (error, socket) => {
      signal.removeEventListener('abort', giveUp);
      socket?.on('error', () => undefined).destroy();
      if (error) reject(error);
      else resolve();
    });
  });
}

/**
 * Asks a proxy for a way to a host, whose name is left to the proxy to look up.
 * @param target host and port.
 * @param timeoutMs 0 for none.
 * @throws ProxyTrouble, or the signal's reason.
 */
export async function openTunnel(
  route: ProxyRoute,
  target: string,
  timeoutMs: number,
  network: Network,
  signal?: AbortSignal,
): Promise<Socket> {
  signal?.throwIfAborted();
  const client = new Client(route.origin ?? 'http://proxy.invalid', {
    connect: proxyConnector(route, timeoutMs || connectLimit, network, signal),
    headersTimeout: timeoutMs,
    bodyTimeout: 0,
  });
  const stop = () => void client.destroy(signal?.reason as Error);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise<Socket>((resolve, reject) => {
      client.dispatch(
        {
          method: 'CONNECT',
          path: target,
          headers: {
            host: target,
            ...(route.authorization !== undefined && { 'proxy-authorization': route.authorization }),
          },
        },
        {
          // By this one undici knows what kind of handler it is.
          onRequestStart: () => undefined,
          onRequestUpgrade: (_controller, status, _headers, socket) => {
            if (status >= 200 && status < 300 && socket instanceof Socket) {
              resolve(socket);
              return;
            }
            socket.on('error', () => undefined).destroy();
            reject(new ProxyTrouble(route, 'refused', { status }));
          },
          onResponseError: (_controller, error) => {
            reject(troubleOf(route, error));
          },
        },
      );
    });
  } catch (error) {
    throw signal?.aborted ? (signal.reason as Error) : error;
  } finally {
    signal?.removeEventListener('abort', stop);
    // The tunnel is not the client's any more.
    void client.destroy();
  }
}

function troubleOf(route: ProxyRoute, error: Error): Error {
  if (error instanceof ProxyTrouble) return error;
  const isAnswer = error.name === 'HTTPParserError' || codeOf(error) === 'UND_ERR_HEADERS_OVERFLOW';
  if (isAnswer) return new ProxyTrouble(route, 'otherProtocol');
  return new ProxyTrouble(route, 'closed', { systemCode: codeOf(error) });
}

function codeOf(error: Error): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
