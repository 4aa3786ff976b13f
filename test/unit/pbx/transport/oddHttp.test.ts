import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import type { PbxApi } from '../../../../src/pbx/api.ts';
import { apiOf, clientOf, failure, registerTrunk } from '../../../support/pbxClient.ts';
import { RawServer, withLength } from '../../../support/rawServer.ts';

const body = '{"status":"Success"}';
const length = `Content-Length: ${body.length}`;
const chunk = (text: string, extension = '') => `${text.length.toString(16)}${extension}\r\n${text}\r\n`;
const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

describe('odd HTTP', () => {
  let server: RawServer;
  let api: PbxApi;
  let bytes: string | Buffer;
  let ends: boolean;
  beforeEach(async () => {
    ends = false;
    server = await RawServer.start((_request, socket) => {
      socket.write(bytes);
      if (ends) socket.end();
    });
    api = apiOf(server.url);
  });
  afterEach(async () => {
    await api.close();
    await server.stop();
  });

  const read: [string, string][] = [
    ['a status without a reason', `HTTP/1.1 200\r\n${length}\r\n\r\n${body}`],
    ['a status with a blank reason', `HTTP/1.1 200 \r\n${length}\r\n\r\n${body}`],
    [
      'hints in front',
      `HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n${length}\r\n\r\n${body}`,
    ],
    ['blank lines in front', `\r\n\r\nHTTP/1.1 200 OK\r\n${length}\r\n\r\n${body}`],
    [
      'chunks with extensions',
      chunked + chunk(body.slice(0, 5), ';a=b;c="d;e"') + chunk(body.slice(5), ';x') + '0;y\r\n\r\n',
    ],
    ['chunks of one byte', `${chunked}${Array.from(body, (one) => chunk(one)).join('')}0\r\n\r\n`],
    ['trailers', `${chunked}${chunk(body)}0\r\nX-Sum: 1\r\n\r\n`],
    ['an encoding that is none', withLength(body, 'Content-Encoding: identity\r\n')],
  ];
  for (const [name, answer] of read) {
    it(`is read: ${name}`, async () => {
      bytes = answer;
      await api.apply('t');
      await api.apply('t');
    });
  }

  const refused: [string, string, RegExp][] = [
    [
      'a head with bare line feeds',
      `HTTP/1.1 200 OK\n${length}\n\n${body}`,
      /its lines do not end as they must/,
    ],
    ['100 Continue', `HTTP/1.1 100 Continue\r\n\r\n${withLength(body)}`, /in HTTP that cannot be read/],
    [
      'several of it',
      `${'HTTP/1.1 100 Continue\r\n\r\n'.repeat(3)}${withLength(body)}`,
      /in HTTP that cannot be read/,
    ],
    [
      'another protocol',
      `HTTP/1.1 101 X\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n`,
      /in HTTP that cannot be read/,
    ],
    ['a huge header', withLength(body, `X: ${'x'.repeat(100_000)}\r\n`), /its head is too long/],
    ['many headers', withLength(body, 'X: y\r\n'.repeat(10_000)), /its head is too long/],
    ['two lengths', withLength(body, 'Content-Length: 3\r\n'), /its lengths contradict each other/],
    ['no length', `HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\n${body}`, /in HTTP that cannot be read/],
    ['chunks without a size', `${chunked}zz\r\n${body}\r\n0\r\n\r\n`, /in HTTP that cannot be read/],
    [
      'a length and chunks',
      `HTTP/1.1 200 OK\r\n${length}\r\nTransfer-Encoding: chunked\r\n\r\n${chunk(body)}0\r\n\r\n`,
      /in HTTP that cannot be read/,
    ],
    ['a TLS alert among chunks', `${chunked}\x15\x03\x01\x00\x02`, /in HTTP that cannot be read/],
    ['no HTTP', body, /did not answer in HTTP/],
    [
      'a length that promises less',
      `HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n${body}`,
      /cannot be read, or only half of it/,
    ],
  ];
  for (const [name, answer, words] of refused) {
    it(`is refused in words: ${name}`, async () => {
      bytes = answer;
      assert.ok((await failure(api.apply('t'), 'answer', words)).mayHaveArrived);
    });
  }

  it('is refused in words: a length that promises more', async () => {
    bytes = `HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n${body}`;
    ends = true;
    await failure(api.apply('t'), 'answer', /ended the connection in the middle of its answer/);
  });

  it('is refused in words: an encoding that nobody asked for', async () => {
    const zipped = gzipSync(body);
    for (const encoding of ['gzip', 'br', 'deflate, gzip']) {
      const head = `HTTP/1.1 200 OK\r\nContent-Encoding: ${encoding}\r\nContent-Length: ${zipped.length}\r\n\r\n`;
      bytes = Buffer.concat([Buffer.from(head), zipped]);
      assert.ok((await failure(api.apply('t'), 'answer', /compressed its answer/)).mayHaveArrived);
    }
  });

  it('gives no token with half a character, and sends none', async () => {
    bytes = withLength('{"status":"Success","token":"a\\ud800b"}');
    await failure(api.login('api', 'x'), 'answer', /cannot be read/);
    const kept = clientOf(server.url, { credential: { token: 'a\ud800b' } });
    const sent = server.requests.length;
    for (const call of [kept.trunks(), kept.add(registerTrunk('a')), kept.deviceInfo()]) {
      const error = await failure(
        call,
        'signedOut',
        /^The token for hq is damaged, so nothing was sent\. Sign in again\.$/,
      );
      assert.equal(error.mayHaveArrived, false);
    }
    await kept.session.signOut();
    assert.equal(server.requests.length, sent);
    await kept.close();
  });
});
