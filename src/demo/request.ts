import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { StringDecoder } from 'node:string_decoder';
import { type Fields, type Format, readFields } from './wire.ts';

export type Version = 'v0.0.1' | 'v1.1.0';

/** One request as it came off the socket, and what the Demo PBX reads in it. */
export interface DemoRequest {
  readonly method: string;
  /** The path without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The caller's IP address. */
  readonly address: string;
  /** Undefined when the path is not under `/api/v0.0.1/` or `/api/v1.1.0/`. */
  readonly version: Version | undefined;
  /** `login`, `siptrunk/add` …; empty when there is no version. */
  readonly endpoint: string;
  /** What the answer is written in. */
  readonly format: Format;
  /** The body's fields; undefined when it is not what `format` says, or too long. */
  readonly fields: Fields | undefined;
}

const BODY_LIMIT = 1024 * 1024;
const API_PATH = /^\/api\/(v0\.0\.1|v1\.1\.0)\/(.*)$/;
/** These take no `type` (OpenVox, heartbeat and logout); their body and answer are JSON. */
const WITHOUT_TYPE = new Set(['heartbeat', 'logout']);

/** Reads one request to its end. What is longer than a PBX would take is read, but not kept. */
export async function readRequest(message: IncomingMessage): Promise<DemoRequest> {
  // As text: a buffer for each byte that comes alone would take a hundred times its size.
  const decoder = new StringDecoder();
  let body = '';
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= BODY_LIMIT) {
      body += decoder.write(chunk);
    }
  }
  body += decoder.end();

  const url = message.url ?? '';
  const [path = ''] = url.split('?', 1);
  const query = new URLSearchParams(url.slice(path.length));
  const [, version, endpoint = ''] = API_PATH.exec(path) ?? [];
  const isXml = version === 'v0.0.1' && query.get('type') === 'xml' && !WITHOUT_TYPE.has(endpoint);
  const format = isXml ? 'xml' : 'json';
  return {
    method: message.method ?? '',
    path,
    query,
    headers: message.headers,
    body,
    address: message.socket.remoteAddress ?? '',
    version: version as Version | undefined,
    endpoint,
    format,
    fields: length <= BODY_LIMIT ? readFields(body, format) : undefined,
  };
}
