/** The largest answer that is read, in bytes. */
export const mostBytes = 64 * 1024;
/** How many header fields an answer may have. */
const mostFields = 100;

/** Compact forms of header fields (RFC 3261, 7.3.3), as far as answers are read. */
const compactForms: Record<string, string> = {
  v: 'via',
  l: 'content-length',
  m: 'contact',
  i: 'call-id',
  f: 'from',
  t: 'to',
};

/** An answer to a request (RFC 3261, 7.2). */
export interface SipResponse {
  status: number;
  reason: string;
  /** The values of each header field in their order, by its long name in lower case. */
  fields: ReadonlyMap<string, readonly string[]>;
}

/** A request (RFC 3261, 7.1), always without a body. */
export interface SipRequest {
  method: 'OPTIONS' | 'REGISTER';
  uri: string;
  fields: readonly (readonly [name: string, value: string])[];
}

/** A request as it is sent. No value of a field may have a control character in it. */
export function writeRequest({ method, uri, fields }: SipRequest): Buffer {
  const lines = [`${method} ${uri} SIP/2.0`, ...fields.map(([name, value]) => `${name}: ${value}`)];
  // eslint-disable-next-line no-control-regex
  if (lines.some((line) => /[\x00-\x1f\x7f]/.test(line))) throw new Error('A control character in a request');
  return Buffer.from([...lines, 'Content-Length: 0', '', ''].join('\r\n'));
}

/**
 * Reads the head of a message: everything before the blank line.
 * @returns undefined for what is no answer of SIP/2.0, and for one with too many header fields.
 */
export function readResponse(head: string): SipResponse | undefined {
  // A line that begins with a blank goes on with the one before (RFC 3261, 7.3.1).
  const [start = '', ...lines] = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const [, code, reason = ''] = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/i.exec(start) ?? [];
  if (code === undefined || lines.length > mostFields) return undefined;
  const fields = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 1) return undefined;
    const written = line.slice(0, colon).trim().toLowerCase();
    const name = compactForms[written] ?? written;
    const value = line.slice(colon + 1).trim();
    const known = fields.get(name);
    if (known) known.push(value);
    else fields.set(name, [value]);
  }
  return { status: Number(code), reason: reason.trim(), fields };
}

/** Where the head of a message ends; undefined while its end is not there (RFC 3261, 7.5). */
export function endOfHead(bytes: Buffer, from = 0): number | undefined {
  const end = bytes.indexOf('\r\n\r\n', Math.max(0, from - 3));
  return end === -1 ? undefined : end;
}

/** The length of the body behind a head; what is not written is 0 (RFC 3261, 18.3). Undefined for one that is no number. */
export function bodyLength({ fields }: SipResponse): number | undefined {
  const [length = '0'] = fields.get('content-length') ?? [];
  return /^\d{1,9}$/.test(length) ? Number(length) : undefined;
}

/** True for the answer to the request with that branch and number (RFC 3261, 17.1.3). */
export function answers({ fields }: SipResponse, branch: string, cseq: string): boolean {
  const [via = ''] = fields.get('via') ?? [];
  const [, found] = /;\s*branch\s*=\s*([^;,\s]+)/i.exec(via) ?? [];
  const [number = ''] = fields.get('cseq') ?? [];
  return found === branch && number.replace(/\s+/g, ' ') === cseq;
}
