import http from 'node:http';
import { type DemoPbx, type DemoPbxOptions, startDemoPbx } from '../../../src/demo/server.ts';

export interface Reply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

/** The MD5 of the password "123456", as OpenVox's and Yeastar's login examples print it. */
export const MD5_OF_123456 = 'e10adc3949ba59abbe56e057f20f883e';

/** One HTTP exchange over a real socket, with nothing of the extension's own client in it. */
export function send(
  url: string,
  body = '',
  { method = 'POST', headers = {}, agent }: Pick<http.RequestOptions, 'method' | 'headers' | 'agent'> = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode = 0, headers, rawHeaders } = response;
        resolve({ status: statusCode, headers, rawHeaders, body: Buffer.concat(chunks).toString() });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** A Demo PBX with the user and the password of the examples, no trunk of another kind, and a clock that tests move. */
export class Bench {
  readonly pbx: DemoPbx;
  readonly clock: { now: number };
  token = '';

  private constructor(pbx: DemoPbx, clock: { now: number }) {
    this.pbx = pbx;
    this.clock = clock;
  }

  static async start(options: DemoPbxOptions = {}): Promise<Bench> {
    const clock = { now: Date.UTC(2020, 2, 23, 8, 33, 22) };
    const now = () => clock.now;
    const pbx = await startDemoPbx({ username: 'api', password: '123456', otherTrunks: [], now, ...options });
    return new Bench(pbx, clock);
  }

  /** Posts to an endpoint of v0.0.1, `path` with its query, and adds the token. */
  async post(path: string, body = ''): Promise<string> {
    const separator = path.includes('?') ? '&' : '?';
    const reply = await send(`${this.pbx.url}/api/v0.0.1/${path}${separator}token=${this.token}`, body);
    return reply.body;
  }

  async postV110(endpoint: string, body = ''): Promise<string> {
    return (await send(`${this.pbx.url}/api/v1.1.0/${endpoint}?token=${this.token}`, body)).body;
  }

  /** Logs in, keeps the token for `post`, and answers with the whole reply. */
  async login(password = MD5_OF_123456): Promise<string> {
    const body = JSON.stringify({ username: 'api', password, port: '8260' });
    const reply = await send(`${this.pbx.url}/api/v0.0.1/login?type=json`, body);
    this.token = /"token":"([0-9a-f]{32})"/.exec(reply.body)?.[1] ?? this.token;
    return reply.body;
  }
}
