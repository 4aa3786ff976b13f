/** A TCP server that answers with whatever bytes a test gives it, for what no HTTP library would send. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** One request as it stood on the wire. */
export interface RawRequest {
  /** All of it, head and body. */
  readonly bytes: string;
  /** Such as `POST /api/v0.0.1/login?type=json HTTP/1.1`. */
  readonly line: string;
  /** By their names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

export type RawAnswer = (request: RawRequest, socket: Socket) => void;

export class RawServer {
  readonly url: string;
  readonly port: number;
  /** Every request, in the order in which their last byte came. */
  readonly requests: RawRequest[];
  readonly sockets: Socket[];
  readonly stop: () => Promise<void>;

  private constructor(port: number, requests: RawRequest[], sockets: Socket[], stop: () => Promise<void>) {
    this.url = `http://127.0.0.1:${port}`;
    this.port = port;
    this.requests = requests;
    this.sockets = sockets;
    this.stop = stop;
  }

  /** `port` 0 takes any free one. */
  static async start(answer: RawAnswer, port = 0): Promise<RawServer> {
    const requests: RawRequest[] = [];
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.setNoDelay(true);
      // Resets are part of what is tested.
      socket.on('error', () => undefined);
      let received = Buffer.alloc(0);
      socket.on('data', (chunk) => {
        received = Buffer.concat([received, chunk]);
        for (let read = readRequest(received); read; read = readRequest(received)) {
          received = received.subarray(read.length);
          requests.push(read.request);
          answer(read.request, socket);
        }
      });
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return new RawServer((server.address() as AddressInfo).port, requests, sockets, async () => {
      for (const socket of sockets) socket.destroy();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    });
  }
}

function readRequest(bytes: Buffer): { request: RawRequest; length: number } | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const [line = '', ...rest] = bytes.toString('utf8', 0, headEnd).split('\r\n');
  const headers = new Map(
    rest.map((header) => {
      const colon = header.indexOf(':');
      return [header.slice(0, colon).toLowerCase(), header.slice(colon + 1).trim()] as const;
    }),
  );
  const bodyStart = headEnd + 4;
  const length = bodyStart + Number(headers.get('content-length') ?? 0);
  if (bytes.length < length) return undefined;
  const body = bytes.toString('utf8', bodyStart, length);
  return { request: { bytes: bytes.toString('utf8', 0, length), line, headers, body }, length };
}

/** An answer with a length; the connection stays. */
export function withLength(body: string, headers = ''): string {
  return `HTTP/1.1 200 OK\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** An answer as Yeastar's examples print it: no length, no type, and the end of the connection is its end. */
export function untilClose(body: string): string {
  return `HTTP/1.0 200 OK\r\nServer: Boa/0.94.14rc21\r\nConnection: close\r\n\r\n${body}`;
}
