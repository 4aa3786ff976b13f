import assert from 'node:assert/strict';
import { getDiffieHellman } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createNetServer, type AddressInfo, type Server } from 'node:net';
import tls, { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import forge from 'node-forge';
import { localTime } from '../../../../src/core/localTime.ts';
import { troubleOf } from '../../../../src/pbx/tls/certificateTrouble.ts';
import { certificateWords } from '../../../../src/pbx/tls/tlsErrors.ts';
import { Authority, selfSigned } from '../../../support/authority.ts';
import { apiOf, failure, plantedToken, registerTrunk } from '../../../support/pbxClient.ts';
import { RawServer } from '../../../support/rawServer.ts';

const host = String.raw`^hq \((?:127\.0\.0\.1|localhost):\d+\) `;
const day = (days: number) => localTime(new Date(Date.now() + days * 86_400_000).toISOString()).slice(0, 10);

/** The words about a certificate that comes from an authority which is known here. */
async function wordsWith(authority: Authority, port: number): Promise<string> {
  const socket = tls.connect({ port, host: '127.0.0.1', ca: authority.pem, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const trouble = troubleOf(socket, undefined);
  socket.destroy();
  assert.ok(trouble);
  return certificateWords('hq', 'pbx:8088', trouble);
}

/** Parameters of 1024 bits (RFC 2409, 6.2). */
function smallDiffieHellman(): string {
  const { asn1, pem } = forge;
  const { Class, Type } = asn1;
  const whole = (bytes: Buffer) =>
    asn1.create(Class.UNIVERSAL, Type.INTEGER, false, bytes.toString('latin1'));
  const group = getDiffieHellman('modp2');
  const prime = Buffer.concat([Buffer.from([0]), group.getPrime()]);
  const parameters = asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, [
    whole(prime),
    whole(group.getGenerator()),
  ]);
  return pem.encode({ type: 'DH PARAMETERS', body: asn1.toDer(parameters).getBytes() });
}

describe('the words for TLS trouble', () => {
  const root = Authority.root('Example Root');
  let received: number;
  let server: Server | undefined;

  const listen = async (one: Server) => {
    server = one;
    one.on('tlsClientError', () => undefined);
    one.listen(0);
    await once(one, 'listening');
    return (one.address() as AddressInfo).port;
  };
  /** A server with TLS as `options` say; it counts what comes after the handshake. */
  const withTls = (options: TlsOptions) =>
    listen(
      createTlsServer(options, (socket) => {
        socket
          .on('error', () => undefined)
          .on('data', (chunk: Buffer) => {
            received += chunk.length;
          });
      }),
    );
  const call = async (port: number, kind: 'tls' | 'answer' | 'status', words: string, scheme = 'https') => {
    const api = apiOf(`${scheme}://127.0.0.1:${port}`);
    try {
      const error = await failure(
        api.add(plantedToken, registerTrunk('t')),
        kind,
        new RegExp(`${host}${words}`),
      );
      assert.equal(error.mayHaveArrived, false);
      assert.equal(received, 0);
      return error.message;
    } finally {
      await api.close();
    }
  };

  beforeEach(() => {
    received = 0;
    server = undefined;
  });
  afterEach(() => server?.close());

  it('say since when a certificate has expired', async () => {
    const port = await withTls(root.issue({ from: -90, to: -40 }));
    await call(
      port,
      'tls',
      String.raw`shows a certificate that expired on ${day(-40)} \(CERT_HAS_EXPIRED\), so nothing was sent\. Renew it on the PBX`,
    );
  });

  it('say from when it is valid', async () => {
    const port = await withTls(root.issue({ from: 40, to: 90 }));
    await call(
      port,
      'tls',
      `shows a certificate that is not valid before ${day(40)} .*Check the date of the PBX`,
    );
  });

  it('say which authority has expired, where the certificate itself has not', async () => {
    const port = await withTls(root.below('Example Intermediate', { from: -90, to: -40 }).issue());
    assert.match(
      await wordsWith(root, port),
      new RegExp(
        `shows a certificate whose authority “Example Intermediate” expired on ${day(-40)} .*Install the authority’s renewed certificate`,
      ),
    );
  });

  it('name the authority that is not known', async () => {
    await call(
      await withTls(root.issue()),
      'tls',
      'shows a certificate of “Example Root”, an authority that is not known here .*Edit this PBX to compare and pin it',
    );
  });

  it('tell a certificate that signed itself', async () => {
    await call(
      await withTls(selfSigned()),
      'tls',
      'shows a certificate that it signed itself .*compare and pin it',
    );
  });

  it('keep what a certificate says on one line, and cut it', async () => {
    const subject = `Trusted\n\nSHA-256: 00:11\u202e${'x'.repeat(300)}`;
    const port = await withTls(Authority.root(subject).issue());
    const message = await call(
      port,
      'tls',
      'shows a certificate of “Trusted⟨U\\+000A⟩⟨U\\+000A⟩SHA-256: 00:11⟨U\\+202E⟩x+…”',
    );
    assert.doesNotMatch(message, /[\n\u202e]/);
    assert.ok(message.length < 400, message);
  });

  it('tell a key that is too weak, with its bits', async () => {
    const port = await withTls({
      ...selfSigned({ rsaBits: 512 }),
      maxVersion: 'TLSv1.2',
      ciphers: 'ALL@SECLEVEL=0',
    });
    await call(
      port,
      'tls',
      'shows a certificate with a key of 512 bits, which is too weak, .*make a new one with 2048 bits',
    );
  });

  for (const version of ['TLSv1', 'TLSv1.1'] as const) {
    it(`tell a PBX that speaks only ${version}`, async () => {
      const port = await withTls({
        ...selfSigned(),
        minVersion: version,
        maxVersion: version,
        ciphers: 'ALL@SECLEVEL=0',
      });
      await call(
        port,
        'tls',
        'speaks only TLS 1.0 or 1.1, which is too old to be safe .*Update its firmware',
      );
    });
  }

  it('tell a PBX whose only ciphers are too weak', async () => {
    const port = await withTls({
      ...selfSigned(),
      maxVersion: 'TLSv1.2',
      ciphers: 'NULL-SHA256:NULL-SHA@SECLEVEL=0',
    });
    await call(port, 'tls', 'has only ciphers or a key that are too weak to be safe .*Update its firmware');
  });

  it('tell Diffie-Hellman keys that are too small', async () => {
    const port = await withTls({
      ...selfSigned(),
      maxVersion: 'TLSv1.2',
      ciphers: 'DHE-RSA-AES128-GCM-SHA256@SECLEVEL=0',
      dhparam: smallDiffieHellman(),
    });
    // What newer versions of Node begin with.
    const before = tls.DEFAULT_CIPHERS;
    tls.DEFAULT_CIPHERS = 'DEFAULT@SECLEVEL=2';
    try {
      await call(port, 'tls', 'uses Diffie-Hellman keys that are too small .*Update its firmware');
    } finally {
      tls.DEFAULT_CIPHERS = before;
    }
  });

  it('name the names that a certificate is for, but not all of many', async () => {
    const names = ['pbx.example.com', '172.16.6.150', 'a.example.com', 'b.example.com', 'c.example.com'];
    const trusted = Authority.root('Trusted Root');
    assert.match(
      await wordsWith(trusted, await withTls(trusted.issue({ names }))),
      /shows a certificate for “pbx\.example\.com”, “172\.16\.6\.150”, “a\.example\.com” and 2 more and not for this address \(ERR_TLS_CERT_ALTNAME_INVALID\)/,
    );
  });

  it('tell a port that closes before TLS begins', async () => {
    const port = await listen(createNetServer((socket) => socket.resume().end()));
    await call(port, 'tls', 'ended the connection before TLS began .*check the scheme and port');
  });

  it('tell a port with TLS that gets plain HTTP', async () => {
    // An alert, as OpenSSL sends it in this case.
    const alerting = await RawServer.start((_request, socket) =>
      socket.end(Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46])),
    );
    await call(alerting.port, 'answer', 'speaks TLS here, and nothing was done.*https://', 'http');
    await alerting.stop();
    const port = await listen(createHttpsServer(selfSigned()));
    const api = apiOf(`http://127.0.0.1:${port}`);
    await assert.rejects(api.add(plantedToken, registerTrunk('t')), /check the scheme and port of its URL/);
    await api.close();
  });

  for (const [who, body] of [
    ['nginx', '<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>'],
    ['Apache', 'Reason: You’re speaking plain HTTP to an SSL-enabled server port.<br />'],
    ['Go', 'Client sent an HTTP request to an HTTPS server.\n'],
  ] as const) {
    it(`tell it from what ${who} answers`, async () => {
      for (const length of [`Content-Length: ${Buffer.byteLength(body)}\r\n`, '']) {
        const polite = await RawServer.start((_request, socket) =>
          socket.end(`HTTP/1.1 400 Bad Request\r\nConnection: close\r\n${length}\r\n${body}`),
        );
        await call(polite.port, 'status', 'speaks TLS here, and nothing was done.*https://', 'http');
        await polite.stop();
      }
    });
  }

  it('leave any other HTTP 400 as it is', async () => {
    const other = await RawServer.start((_request, socket) =>
      socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 1000\r\n\r\nno'),
    );
    await call(other.port, 'status', String.raw`has no API at this address \(HTTP 400\)`, 'http');
    await other.stop();
  });
});
