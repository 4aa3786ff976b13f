import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { PbxApi } from '../../../../src/pbx/api.ts';
import { readCertificate } from '../../../../src/pbx/transport/certificate.ts';
import { other, pinned } from '../../../support/certificates.ts';
import { apiOf, failure, plantedToken, registerTrunk } from '../../../support/pbxClient.ts';
import { RawServer } from '../../../support/rawServer.ts';

const host = String.raw`^hq \(127\.0\.0\.1:\d+\) `;

describe('https', () => {
  let server: Server;
  let url: string;
  let requests: number;
  let bytesAfterHandshake: number;
  let apis: PbxApi[];

  const start = async (identity: { cert: string; key: string }, port = 0) => {
    requests = 0;
    bytesAfterHandshake = 0;
    server = createHttpsServer(identity, (request, response) => {
      requests += 1;
      request.resume().once('end', () => response.end('{"status":"Success"}'));
    });
    server.on('secureConnection', (socket) => {
      socket.on('data', (chunk: Buffer) => {
        bytesAfterHandshake += chunk.length;
      });
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const stop = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  const api = (certificate?: string, at = url) => {
    const one = apiOf(at, certificate === undefined ? {} : { certificate });
    apis.push(one);
    return one;
  };
  const add = (certificate?: string) => api(certificate).add(plantedToken, registerTrunk('t'));

  beforeEach(async () => {
    apis = [];
    await start(pinned);
  });
  afterEach(async () => {
    await Promise.all(apis.map((one) => one.close()));
    await stop();
  });

  it('refuses a self-signed certificate by the name of the cause, and sends nothing', async () => {
    const error = await failure(
      add(),
      'tls',
      new RegExp(
        `${host}shows a certificate that it signed itself \\(DEPTH_ZERO_SELF_SIGNED_CERT\\), so nothing was sent\\. Edit this PBX`,
      ),
    );
    assert.equal(error.code, 'DEPTH_ZERO_SELF_SIGNED_CERT');
    assert.equal(error.mayHaveArrived, false);
    assert.equal(bytesAfterHandshake, 0);
  });

  it('accepts the pinned certificate, in every way to write its fingerprint', async () => {
    const digits = pinned.fingerprint.replace('sha256:', '').toUpperCase();
    for (const certificate of [pinned.fingerprint, digits, digits.match(/../g)?.join(':') ?? '']) {
      await add(certificate);
    }
    assert.equal(requests, 3);
  });

  it('compares the certificate on every connection, none of which resumes an earlier one', async () => {
    server.on('request', (_request, response) => {
      response.setHeader('Connection', 'close');
    });
    const resumed: boolean[] = [];
    server.on('secureConnection', (socket) => resumed.push(socket.isSessionReused()));
    const one = api(pinned.fingerprint);
    for (let call = 1; call <= 4; call += 1) await one.add(plantedToken, registerTrunk('t'));
    assert.deepEqual(resumed, [false, false, false, false]);
  });

  it('refuses another certificate than the pinned one, and sends nothing', async () => {
    const error = await failure(
      add(other.fingerprint),
      'tls',
      new RegExp(
        `${host}shows another certificate than the pinned one, so nothing was sent\\. Pinned: ${other.fingerprint}\\. Shown: ${pinned.fingerprint}\\.`,
      ),
    );
    assert.equal(error.mayHaveArrived, false);
    assert.equal(bytesAfterHandshake, 0);
  });

  it('notices that the certificate changed between two calls', async () => {
    const one = api(pinned.fingerprint);
    await one.add(plantedToken, registerTrunk('a'));
    const { port } = server.address() as AddressInfo;
    await stop();
    await start(other, port);
    for (let call = 1; call <= 2; call += 1) {
      await failure(one.add(plantedToken, registerTrunk('b')), 'tls', /another certificate/);
    }
    assert.equal(bytesAfterHandshake, 0);
  });

  it('pins for one PBX alone, and leaves the process as it was', async () => {
    await add(pinned.fingerprint);
    await failure(add(), 'tls', /signed itself/);
    assert.equal(process.env['NODE_TLS_REJECT_UNAUTHORIZED'], undefined);
  });

  it('shows the certificate for pinning without sending anything', async () => {
    const shown = await readCertificate({ url }, new AbortController().signal);
    assert.equal(shown.fingerprint, pinned.fingerprint);
    assert.equal(shown.subject, 'pinned.pbx.invalid');
    assert.equal(shown.issuer, 'pinned.pbx.invalid');
    assert.match(shown.validTo, /20\d\d|21\d\d/);
    assert.equal(bytesAfterHandshake, 0);
    await add(shown.fingerprint);
  });

  it('asks by name for the certificate, where several PBXes share an address', async () => {
    const names: string[] = [];
    const shared = createTlsServer({
      ...other,
      SNICallback: (name, done) => {
        names.push(name);
        done(null);
      },
    });
    shared.listen(0);
    await once(shared, 'listening');
    const { port } = shared.address() as AddressInfo;
    await readCertificate({ url: `https://localhost:${port}` }, new AbortController().signal);
    await readCertificate({ url: `https://127.0.0.1:${port}` }, new AbortController().signal);
    assert.deepEqual(names, ['localhost']);
    shared.close();
  });

  it('stops showing it when the user cancels', async () => {
    const silent = await RawServer.start(() => undefined);
    const stopping = new AbortController();
    const shown = readCertificate({ url: silent.url }, stopping.signal);
    const reason = new Error('enough');
    setImmediate(() => {
      stopping.abort(reason);
    });
    await assert.rejects(shown, reason);
    await assert.rejects(readCertificate({ url: silent.url }, AbortSignal.abort(reason)), reason);
    await silent.stop();
  });

  it('does not hide that nothing listens behind the certificate', async () => {
    await stop();
    const error = await failure(add(pinned.fingerprint), 'connection', /nothing listens/);
    assert.equal(error.mayHaveArrived, false);
    await start(pinned);
  });

  it('says what is wrong when the port speaks plain HTTP', async () => {
    for (const certificate of [undefined, pinned.fingerprint]) {
      const httpServer = createHttpServer().listen(0, '127.0.0.1');
      await once(httpServer, 'listening');
      const { port } = httpServer.address() as AddressInfo;
      const error = await failure(
        api(certificate, `https://127.0.0.1:${port}`).add(plantedToken, registerTrunk('t')),
        'tls',
        new RegExp(
          `${host}does not speak TLS here \\(\\w+\\): this port most likely expects plain HTTP\\. Edit this PBX and check the scheme and port`,
        ),
      );
      assert.equal(error.mayHaveArrived, false);
      httpServer.close();
    }
  });

  it('says what is wrong when the port speaks TLS and the URL does not', async () => {
    const one = api(undefined, url.replace('https:', 'http:'));
    const error = await one.add(plantedToken, registerTrunk('t')).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof Error);
    assert.match(error.message, new RegExp(`${host}.*check the scheme and port of its URL`));
    assert.equal(requests, 0);
  });
});
