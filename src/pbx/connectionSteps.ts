import { lookup } from 'node:dns/promises';
import { connect, isIP } from 'node:net';
import * as l10n from '@vscode/l10n';
import type { Connection } from '../core/connection.ts';
import { readCertificate } from './certificate.ts';
import { cancelled, PbxError } from './errors.ts';
import type { Network } from './network.ts';
import { oneLine } from './oneLine.ts';
import { TransportErrors } from './transportErrors.ts';

/** The way to a PBX, one step after another. Each says what it found, throws PbxError, and sends nothing to the API. */
export class ConnectionSteps {
  readonly #name: string;
  readonly #connection: Connection;
  readonly #network: Network;
  readonly #host: string;
  readonly #port: number;
  readonly #timeoutMs: number;
  readonly #errors: TransportErrors;

  constructor(name: string, connection: Connection, timeoutMs: number, network: Network) {
    const url = new URL(connection.url);
    this.#name = name;
    this.#connection = connection;
    this.#network = network;
    this.#host = url.hostname.replace(/^\[|\]$/g, '');
    this.#port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
    this.#timeoutMs = timeoutMs;
    this.#errors = new TransportErrors(name, url.host, timeoutMs);
  }

  /** Looks up the name of the host. */
  async dns(signal: AbortSignal): Promise<string> {
    const host = this.#host;
    if (isIP(host) !== 0) return l10n.t('{0} is an IP address, so there is no name to look up.', host);
    const addresses = await this.#within(signal, (limit) =>
      // A look-up cannot be called back; nobody waits for it any more.
      Promise.race([lookup(host, { all: true }), whenAborted(limit)]),
    );
    return l10n.t('{0} is {1}.', host, addresses.map(({ address }) => address).join(', '));
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
      oneLine(shown.subject),
      oneLine(shown.validTo),
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
