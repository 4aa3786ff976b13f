import type { Dispatcher } from 'undici';
import Agent from 'undici/lib/dispatcher/agent.js';
import type { Connection } from '../../core/connection.ts';
import { ByteCollector } from './byteCollector.ts';
import { connector } from './connector.ts';
import type { AnswerBytes } from '../answers/charset.ts';
import { systemClock, type Clock } from '../clock.ts';
import { cancelled, type PbxError } from '../errors.ts';
import type { Network } from './network.ts';
import { routeTo } from '../proxy/proxyRoute.ts';
import { maxAnswerBytes, TransportErrors, type Phase } from './transportErrors.ts';

/** How many requests one PBX has to answer at a time; the others wait their turn. */
const maxConnections = 4;

const agentOptions = {
  pipelining: 1,
  maxResponseSize: maxAnswerBytes,
  // The timer of each request is exact and covers every phase; undici's own are coarse.
  headersTimeout: 0,
  bodyTimeout: 0,
};

/** One POST. `path` begins with a slash and may end in a query; it is a secret, for the token is in it. */
export interface Post {
  path: string;
  contentType?: string;
  body?: string;
}

/** What a {@link Transport} needs to know beyond the connection. */
export interface TransportOptions {
  /** The PBX's display name, for words. */
  name: string;
  /** How long one request may take from its start to the last byte of its answer, in milliseconds. */
  timeoutMs: number;
  /** What the timeout of a request is measured by; connecting is the system's own affair. */
  clock?: Clock;
  network?: Network;
}

/** Carries requests to one PBX and back, over connections of its own. */
export class Transport {
  readonly #agent: Dispatcher;
  /**
   * For requests one after another to a PBX that says that it closes after each answer. With more than one connection, undici
   * would make all of its pool anew each time. It is not for others: some close without saying so, and the next request would
   * run into it.
   */
  readonly #inTurn: Dispatcher;
  #saysItCloses = false;
  #inTurnIsBusy = false;
  readonly #origin: string;
  readonly #prefix: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #errors: TransportErrors;
  readonly #timeoutMs: number;
  readonly #clock: Clock;
  /** The requests under way, those that wait for a connection included. */
  #pending = 0;
  /** Set when a PBX let a connection go under a request: some close after each answer without saying so. */
  #oneCallPerConnection = false;

  constructor(connection: Connection, options: TransportOptions) {
    const url = new URL(connection.url);
    const network = options.network ?? {};
    const proxy = routeTo(connection.url, network.proxies);
    const prefix = url.pathname.replace(/\/$/, '');
    // A proxy is asked for a way to a PBX with TLS; a request without it is given to the proxy itself, for many of them open ways
    // to port 443 alone.
    const given = url.protocol === 'http:' ? proxy : undefined;
    this.#origin = given ? (given.origin ?? 'http://proxy.invalid') : url.origin;
    this.#prefix = given ? url.origin + prefix : prefix;
    this.#headers = {
      ...(given && { Host: url.host }),
      ...(given?.authorization !== undefined && { 'Proxy-Authorization': given.authorization }),
    };
    this.#errors = new TransportErrors(options.name, url.host, options.timeoutMs, proxy, given !== undefined);
    this.#timeoutMs = options.timeoutMs;
    this.#clock = options.clock ?? systemClock;
    const connect = connector(connection, options.timeoutMs, network);
    this.#agent = new Agent({ ...agentOptions, connect, connections: maxConnections });
    this.#inTurn = new Agent({ ...agentOptions, connect, connections: 1 });
  }

  /**
   * Sends one POST and returns what is read in its answer.
   * @param read belongs to the request: it has what is left of its time, and the signal ends it.
   * @throws PbxError of kind connection, timeout, tls, status, answer or cancelled, and what `read` throws.
   */
  post<T>(
    post: Post,
    read: (answer: AnswerBytes, signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      let phase: Phase = 'connecting';
      const inLine = this.#pending >= maxConnections;
      this.#pending += 1;
      const isInTurn = this.#saysItCloses && !this.#inTurnIsBusy;
      if (isInTurn) this.#inTurnIsBusy = true;
      let settled = false;
      let abort: ((reason: Error) => void) | undefined;
      const received = new ByteCollector();
      let contentType: string | undefined;
      let badRequest = false;

      const reading = new AbortController();

      const leaveLine = () => {
        this.#pending -= 1;
        if (isInTurn) this.#inTurnIsBusy = false;
      };
      const settle = () => {
        if (settled) return false;
        settled = true;
        if (phase !== 'reading') leaveLine();
        this.#clock.clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        return true;
      };
      const finish = (error: PbxError) => {
        if (!settle()) return;
        reject(error);
        if (phase === 'reading') reading.abort(error);
        else abort?.(error);
      };
      const timer = this.#clock.setTimeout(() => {
        finish(this.#errors.timedOut(phase, inLine));
      }, this.#timeoutMs);
      const onAbort = () => {
        finish(cancelled(phase !== 'connecting'));
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      if (signal?.aborted) {
        onAbort();
        return;
      }

      (isInTurn ? this.#inTurn : this.#agent).dispatch(
        {
          origin: this.#origin,
          path: this.#prefix + post.path,
          method: 'POST',
          headers: {
            ...this.#headers,
            ...(post.contentType !== undefined && { 'Content-Type': post.contentType }),
          },
          body: post.body ?? null,
          reset: this.#oneCallPerConnection,
        },
        {
          onRequestStart: (controller) => {
            // Given up while it waited for a connection: it must not be sent any more.
            if (settled) {
              controller.abort(cancelled());
              return;
            }
            phase = 'waiting';
            abort = (reason) => {
              controller.abort(reason);
            };
          },
          onResponseStart: (_controller, statusCode, headers) => {
            phase = 'receiving';
            this.#saysItCloses = /\bclose\b/i.test(String(headers['connection']));
            contentType = headers['content-type']?.toString();
            // Only its body tells whether plain HTTP came to a port with TLS.
            if (statusCode === 400) badRequest = true;
            else if (statusCode > 299) finish(this.#errors.wrongStatus(statusCode));
            const encoding = headers['content-encoding'] ?? 'identity';
            if (!/^\s*(?:identity)?\s*$/i.test(encoding.toString())) finish(this.#errors.encoded());
          },
          onResponseData: (_controller, chunk) => {
            received.add(chunk);
          },
          onResponseEnd: () => {
            if (settled) return;
            if (badRequest) {
              finish(this.#errors.wrongStatus(400, received.bytes().toString('latin1')));
              return;
            }
            leaveLine();
            phase = 'reading';
            const result = read({ bytes: received.bytes(), contentType }, reading.signal);
            const end = () => {
              if (settle()) resolve(result);
            };
            result.then(end, end);
          },
          onResponseError: (_controller, error) => {
            if (!settled && phase === 'waiting') this.#oneCallPerConnection = true;
            finish(
              badRequest
                ? this.#errors.wrongStatus(400, received.bytes().toString('latin1'))
                : this.#errors.failed(error, phase),
            );
          },
        },
      );
    });
  }

  /** Ends every connection at once; requests under way fail. */
  async close(): Promise<void> {
    await Promise.all([this.#inTurn.destroy(), this.#agent.destroy()]);
  }
}
