/** A real proxy, which knows names that nobody else knows. */
import type dns from 'node:dns';
import { Server } from 'proxy-chain';
import { nameOfPbx } from './proxyNames.ts';

export interface TestProxy {
  port: number;
  /** What it was asked for, such as `CONNECT hq.pbx.test:8088` or `POST hq.pbx.test:9011`. */
  asked: string[];
  stop(): Promise<void>;
}

type Lookup = (
  host: string,
  options: dns.LookupOptions,
  done: (error: Error | null, address: string | dns.LookupAddress[], family?: number) => void,
) => void;

/** What this computer's own name server need not know. */
const lookup: Lookup = (host, { all }, done) => {
  if (host !== nameOfPbx) done(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }), '');
  else if (all) done(null, [{ address: '127.0.0.1', family: 4 }]);
  else done(null, '127.0.0.1', 4);
};

/** @param credentials `user:password`, where it wants some. */
export async function startProxy(credentials?: string, port = 0): Promise<TestProxy> {
  const asked: string[] = [];
  const server = new Server({
    port,
    host: '127.0.0.1',
    prepareRequestFunction: ({ request, username, password, hostname, port: asking }) => {
      asked.push(`${request.method ?? ''} ${hostname}:${asking}`);
      return {
        requestAuthentication: credentials !== undefined && `${username}:${password}` !== credentials,
        dnsLookup: lookup as typeof dns.lookup,
      };
    },
  });
  await server.listen();
  return { port: server.port, asked, stop: () => server.close(true) };
}
