import { type Call, ENDPOINTS, type Pbx } from './endpoints.ts';
import { errno, Refusal } from './errno.ts';
import { type Quirks, withKeptName, withMovedList } from './quirks.ts';
import type { DemoRequest } from './request.ts';
import { writeAnswer } from './wire.ts';

/** Does what a request asks for and writes the answer's body. Never throws. */
export function answerRequest(pbx: Pbx, request: DemoRequest, quirks: Quirks = {}): string {
  try {
    const answer = run(pbx, withKeptName(request, quirks));
    return writeAnswer(
      { status: 'Success', ...withMovedList(answer, request.endpoint, quirks) },
      request.format,
    );
  } catch (error) {
    // Whatever went wrong inside is the PBX's own trouble: Yeastar's 30001 says so.
    return writeFailure(request, error instanceof Refusal ? error.errno : errno.malformedBody);
  }
}

/** A failure is HTTP 200 with the errno as a string (Yeastar, api-response-results). */
export function writeFailure(request: DemoRequest, code: string): string {
  return writeAnswer({ status: 'Failed', errno: code }, request.format);
}

function run(pbx: Pbx, request: DemoRequest) {
  // No browser: a page of any web site could otherwise read the trunks of a PBX that answers with `allow-origin: *`.
  if (request.headers.origin !== undefined) {
    throw new Refusal('callerNotAllowed');
  }
  if (request.method !== 'POST') {
    throw new Refusal('onlyPost');
  }
  const endpoint = ENDPOINTS.get(request.endpoint);
  const { version } = request;
  if (!endpoint || !version || (endpoint.only ?? version) !== version) {
    throw new Refusal('unsupportedRequest');
  }
  // v1.1.0 is JSON only (Yeastar, api_error_code: 10002).
  if (version === 'v1.1.0' && (request.query.get('type') === 'xml' || /^\s*</.test(request.body))) {
    throw new Refusal('xmlNotSupported');
  }
  const token = request.query.get('token') ?? '';
  if (!endpoint.open) {
    pbx.logins.use(token);
  }
  const fields = endpoint.body ? readBody(request) : new Map<string, string>();
  const call: Call = { version, fields, token, address: request.address };
  return endpoint.run(pbx, call);
}

function readBody({ body, fields }: DemoRequest) {
  if (body.trim() === '') {
    throw new Refusal('blankBody');
  }
  if (!fields) {
    throw new Refusal('malformedBody');
  }
  return fields;
}
