import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerRequest, writeFailure } from './answer.ts';
import type { OtherTrunk, Pbx } from './endpoints.ts';
import { answerWith, type Intercept } from './fault.ts';
import { Logins } from './login.ts';
import type { Quirks } from './quirks.ts';
import { type DemoRequest, readRequest, type Version } from './request.ts';
import type { SipTrunk } from './trunkFields.ts';
import { Trunks } from './trunks.ts';

export const DEMO_USERNAME = 'api';
export const DEMO_PASSWORD = 'demo-pbx';

export interface DemoPbxOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly username?: string;
  readonly password?: string;
  /** The SIP trunks it starts with; they were registered long ago. */
  readonly trunks?: readonly SipTrunk[];
  /** The trunks of other kinds in its trunk list, as a real PBX has them. */
  readonly otherTrunks?: readonly OtherTrunk[];
  /** How long a new trunk is "Registering", in milliseconds. */
  readonly registrationDelay?: number;
  /** An update takes away the DOD numbers that it leaves out. What a real PBX does with them is not documented. */
  readonly forgetsLeftOut?: boolean;
  /** The clock, in milliseconds since 1970. */
  readonly now?: () => number;
  /** `close`, the default, is how Yeastar's examples answer: HTTP/1.0 style, the end of the answer is the end of the connection. */
  readonly connection?: 'close' | 'keep-alive';
  /** Told about every request, before it takes effect. */
  readonly observe?: (request: DemoRequest) => void;
  readonly intercept?: Intercept;
  readonly quirks?: Quirks;
}

export interface DemoPbx {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  readonly trunks: Trunks;
  /** Closes every connection; may be called again. */
  stop(): Promise<void>;
}

/** Starts a PBX that only this machine can reach. It speaks both dialects of the API and keeps its trunks in memory. */
export async function startDemoPbx(options: DemoPbxOptions = {}): Promise<DemoPbx> {
  const now = options.now ?? Date.now;
  const { username = DEMO_USERNAME, password = DEMO_PASSWORD } = options;
  const pbx: Pbx = {
    logins: new Logins({ username, password }, now),
    trunks: new Trunks(
      options.trunks ?? [],
      now,
      options.registrationDelay ?? 3000,
      options.forgetsLeftOut ?? false,
    ),
    otherTrunks: options.otherTrunks ?? [{ trunkname: 'iax-to-lab', status: 'Registered', type: 'IAX' }],
    bootedAt: now(),
    now,
  };
  const stopping = new AbortController();
  const server = createServer((message, response) => {
    handle(message, response, pbx, options, stopping.signal).catch(() => {
      response.destroy();
    });
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    trunks: pbx.trunks,
    async stop() {
      stopping.abort();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function handle(
  message: IncomingMessage,
  response: ServerResponse,
  pbx: Pbx,
  { observe, intercept, quirks = {}, connection = 'close' }: DemoPbxOptions,
  stopped: AbortSignal,
): Promise<void> {
  const request = await readRequest(message);
  observe?.(request);
  const fault = (await intercept?.(request)) ?? { kind: 'pass' };
  const encode = quirks.encode ?? ((answer: string) => Buffer.from(answer));
  response.shouldKeepAlive &&= connection === 'keep-alive';
  await answerWith(fault, {
    response,
    takeEffect: () => encode(answerRequest(pbx, request, quirks)),
    refuse: (errno) => encode(writeFailure(request, errno)),
    head: (body) => {
      setHeaders(response, request.version ?? 'v0.0.1');
      if (quirks.contentType !== undefined) {
        response.setHeader('Content-Type', quirks.contentType);
      }
      setLength(response, body, connection);
    },
    stopped,
  });
}

/** As the examples print them: OpenVox shows these two and no Content-Type; Yeastar adds the server's name and the type. */
function setHeaders(response: ServerResponse, version: Version): void {
  response.setHeader('Access-control-allow-origin', '*');
  response.setHeader('Access-control-allow-methods', 'GET, POST, OPTIONS, PUT, DELETE');
  if (version === 'v1.1.0') {
    response.setHeader('Server', 'Boa/0.94.14rc21');
    response.setHeader('Content-Type', 'application/json');
  }
}

/** Yeastar's examples say `Connection: close` and give no length. */
function setLength(response: ServerResponse, body: Uint8Array, connection: 'close' | 'keep-alive'): void {
  if (connection === 'keep-alive') {
    response.setHeader('Content-Length', body.length);
  } else {
    response.removeHeader('Content-Length');
    response.removeHeader('Transfer-Encoding');
  }
}
