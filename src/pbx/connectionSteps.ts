import { lookup } from 'node:dns/promises';
import { connect, isIP } from 'node:net';
import * as l10n from '@vscode/l10n';
import { isHttps, type Connection } from '../core/connection.ts';
import { wordList } from '../core/sentences.ts';
import { readCertificate } from './transport/certificate.ts';
import { cancelled, PbxError } from './errors.ts';
import type { Network } from './transport/network.ts';
import { outsideText } from '../core/outsideText.ts';
import { openTunnel, reachProxy } from './transport/proxy.ts';
import { routeTo, type ProxyRoute } from './proxy/proxyRoute.ts';
import { TransportErrors } from './transport/transportErrors.ts';

/** The way to a PBX, one step after another. Each says what it found, throws PbxError, and sends nothing to the API. */
export class ConnectionSteps {
  readonly #name: string;
  readonly #connection: Connection;
  readonly #network: Network;
  readonly #host: string;
  readonly #port: number;
  readonly #timeoutMs: number;
  readonly #route: ProxyRoute | undefined;
  readonly #errors: TransportErrors;

  constructor(name: string, connection: Connection, timeoutMs: number, network: Network) {
    const url = new URL(connection.url);
    this.#name = outsideText(name);
    this.#connection = connection;
    this.#network = network;
    this.#host = url.hostname.replace(/^\[|\]$/g, '');
    this.#port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
    this.#timeoutMs = timeoutMs;
    this.#route = routeTo(connection.url, network.proxies);
    this.#errors = new TransportErrors(name, url.host, timeoutMs, this.#route);
  }

  /** The steps in their order. Behind a proxy, name and port of the PBX are the proxy's affair. */
  get names(): readonly ('proxy' | 'dns' | 'tcp' | 'tls')[] {
    return [
      ...(this.#route ? (['proxy'] as const) : (['dns', 'tcp'] as const)),
      ...(isHttps(this.#connection.url) ? (['tls'] as const) : []),
    ];
  }

  /** Reaches the proxy, and has it open a way to a PBX with TLS; others it is only given requests for. */
  async proxy(signal: AbortSignal): Promise<string> {
    const route = this.#route;
    if (!route) return '';
    const { host, source } = route;
    const { url } = this.#connection;
    const target = `${new URL(url).hostname}:${this.#port}`;
    if (!isHttps(url)) {
      await this.#within(signal, (limit) => reachProxy(route, limit, this.#network));
      return l10n.t('The proxy {0} ({1}) accepts connections.', host, source);
    }
    await this.#within(signal, async (limit) => {
      const tunnel = await openTunnel(route, target, 0, this.#network, limit);
      tunnel.on('error', () => undefined).destroy();
    });
    return l10n.t('The proxy {0} ({1}) opens a way to {2}.', host, source, target);
  }

  /** Looks up the name of the host. */
  async dns(signal: AbortSignal): Promise<string> {
    const host = this.#host;
    if (isIP(host) !== 0) return l10n.t('{0} is an IP address, so there is no name to look up.', host);
    const addresses = await this.#within(signal, (limit) =>
      // A look-up cannot be called back; nobody waits for it any more.
      Promise.race([lookup(host, { all: true }), whenAborted(limit)]),
    );
    return l10n.t('{0} is {1}.', host, wordList(addresses.map(({ address }) => address)));
  }

  /** Opens a connection and closes it. */
  async tcp(signal: AbortSignal): Promise<string> {
    await this.#within(signal, async (limit) => {
      const socket = connect({ host: this.#host, port: this.#port });
      try {
        await Promise.race([
          new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject)),
          whenAborted(limit),
        ]);
      } finally {
        socket.on('error', () => undefined).destroy();
      }
    });
    return l10n.t('Port {0} accepts connections.', this.#port);
  }

  /** Shakes hands and looks at the certificate. */
  async tls(signal: AbortSignal): Promise<string> {
    const connection = this.#connection;
    const shown = await this.#within(
      signal,
      (limit) => readCertificate(connection, limit, this.#network),
      () =>
        new PbxError(
          'timeout',
          l10n.t(
            '{0} accepted the connection, but did not begin TLS within {1} s. Edit this PBX and check the scheme and port of its URL.',
            this.#name,
            this.#timeoutMs / 1000,
          ),
        ),
    );
    const words = l10n.t(
      '“{0}”, valid until {1}, {2}',
      outsideText(shown.subject),
      outsideText(shown.validTo),
      shown.fingerprint,
    );
    if (shown.trouble) {
      const { kind, message, code } = this.#errors.failed(shown.trouble, 'connecting');
      throw new PbxError(kind, l10n.t('{0} It shows: {1}.', message, words), { code });
    }
    return connection.certificate === undefined
      ? l10n.t('The certificate is trusted: {0}.', words)
      : l10n.t('The certificate is the pinned one: {0}.', words);
  }

  async #within<T>(
    signal: AbortSignal,
    step: (limit: AbortSignal) => Promise<T>,
    late = () => this.#errors.timedOut('connecting'),
  ): Promise<T> {
    const timeout = AbortSignal.timeout(this.#timeoutMs);
    const limit = AbortSignal.any([signal, timeout]);
    try {
      limit.throwIfAborted();
      return await step(limit);
    } catch (error) {
      if (signal.aborted) throw cancelled();
      if (timeout.aborted) throw late();
      if (error instanceof Error && 'code' in error) {
        throw this.#errors.failed(error as Error & { code: string }, 'connecting');
      }
      throw error;
    }
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener(
      'abort',
      () => {
        reject(signal.reason as Error);
      },
      { once: true },
    );
  });
}
