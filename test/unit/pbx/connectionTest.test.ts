import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { startDemoPbx, type DemoPbx } from '../../../src/demo/server.ts';
import { testConnection, type ConnectionTest } from '../../../src/pbx/checkConnection.ts';
import { other, pinned } from '../../support/certificates.ts';
import { assertNoSecret, clientOf, plantedPassword, type ClientOptions } from '../../support/pbxClient.ts';
import { RawServer, withLength } from '../../support/rawServer.ts';

async function test(url: string, options: ClientOptions = {}, timeoutMs = 5000): Promise<ConnectionTest> {
  const pbx = clientOf(url, { timeoutMs, ...options });
  try {
    const result = await testConnection(pbx, timeoutMs, new AbortController().signal);
    assertNoSecret(JSON.stringify(result));
    return result;
  } finally {
    await pbx.close();
  }
}

const short = ({ steps }: ConnectionTest) => steps.map(({ step, ok }) => `${step} ${ok ? 'ok' : 'failed'}`);
const words = ({ steps }: ConnectionTest) => steps.at(-1)?.message ?? '';

describe('the test of a connection', () => {
  let demo: DemoPbx;
  let logins: number;
  let errno: string | undefined;

  beforeEach(async () => {
    logins = 0;
    errno = undefined;
    demo = await startDemoPbx({
      password: plantedPassword,
      observe: ({ endpoint }) => {
        if (endpoint === 'login') logins += 1;
      },
      intercept: () => (errno === undefined ? undefined : { kind: 'errno', errno }),
    });
  });
  afterEach(() => demo.stop());

  for (const connection of [{}, { format: 'xml' }, { apiVersion: 'v1.1.0' }]) {
    it(`goes all the way with ${JSON.stringify(connection)}`, async () => {
      const result = await test(demo.url, { connection });
      assert.deepEqual(short(result), ['dns ok', 'tcp ok', 'api ok', 'signIn ok', 'format ok']);
      assert.equal(result.device?.devicename, 'UC501');
    });
  }

  it('ends at the sign-in when nobody is signed in, and asks for no login', async () => {
    const result = await test(demo.url, { credential: undefined });
    assert.deepEqual(short(result), ['dns ok', 'tcp ok', 'api ok', 'signIn failed']);
    assert.equal(logins, 0);
  });

  it('does not repeat a login that was refused', async () => {
    const wrong = clientOf(demo.url, { credential: { md5: 'f'.repeat(32) } });
    for (let round = 1; round <= 2; round += 1) {
      const result = await testConnection(wrong, 5000, new AbortController().signal);
      assert.equal(short(result).at(-1), 'signIn failed');
    }
    assert.equal(logins, 1);
    await wrong.close();
  });

  for (const [number, step, said] of [
    ['10003', 'api', /API version/],
    ['20015', 'api', /allowed addresses/],
    ['10002', 'format', /JSON/],
    ['20000', 'format', /JSON/],
  ] as const) {
    it(`ends at ${step} after errno ${number}`, async () => {
      errno = number;
      const result = await test(demo.url, { connection: { format: 'xml' } });
      assert.equal(short(result).at(-1), `${step} failed`);
      assert.match(words(result), said);
      assert.equal(logins, 0);
    });
  }

  it('ends at a host that is not known, and at a port where nothing listens', async () => {
    const unknown = await test('http://pbx.invalid:9011');
    assert.deepEqual(short(unknown), ['dns failed']);
    await demo.stop();
    const refusing = await test(demo.url);
    assert.deepEqual(short(refusing), ['dns ok', 'tcp failed']);
    assert.match(words(refusing), /nothing listens/);
  });

  it('tells a web page, a missing path and silence apart', async () => {
    const answers = [withLength('<html></html>'), 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n', ''];
    const said = [/web page/, /HTTP 404.*API version/, /did not answer within/];
    for (const [index, answer] of answers.entries()) {
      const server = await RawServer.start((_request, socket) => socket.write(answer));
      const result = await test(server.url, {}, answer === '' ? 300 : 5000);
      assert.deepEqual(short(result), ['dns ok', 'tcp ok', 'api failed']);
      assert.match(words(result), said[index] ?? /^$/);
      await server.stop();
    }
  });

  it('ends at TLS where a port speaks plain HTTP', async () => {
    const result = await test(demo.url.replace('http:', 'https:'));
    assert.deepEqual(short(result), ['dns ok', 'tcp ok', 'tls failed']);
    assert.match(words(result), /does not speak TLS/);
  });

  it('looks at the certificate as a call would', async () => {
    const server: Server = createServer(pinned, (_request, response) => response.end('{"status":"Failed"}'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (const [certificate, said, ok] of [
      [undefined, /signed itself \(DEPTH_ZERO_SELF_SIGNED_CERT\)/, false],
      [other.fingerprint, /another certificate than the pinned one/, false],
      [pinned.fingerprint, /is the pinned one/, true],
    ] as const) {
      const { steps } = await test(url, certificate === undefined ? {} : { connection: { certificate } });
      const tls = steps.find(({ step }) => step === 'tls');
      assert.equal(tls?.ok, ok);
      assert.match(tls.message, said);
      assert.ok(tls.message.includes(pinned.fingerprint));
    }
    server.closeAllConnections();
    server.close();
  });
});
