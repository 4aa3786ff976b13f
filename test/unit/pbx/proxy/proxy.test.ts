import assert from 'node:assert/strict';
import { getEventListeners, once } from 'node:events';
import { createServer, type Server } from 'node:https';
import { createServer as createNetServer, type AddressInfo, type Socket } from 'node:net';
import { Authorities } from '../../../../src/pbx/tls/authorities.ts';
import { askForCertificate, readCertificate } from '../../../../src/pbx/transport/certificate.ts';
import { testConnection } from '../../../../src/pbx/checkConnection.ts';
import { PbxError, type PbxErrorKind } from '../../../../src/pbx/errors.ts';
import type { Network } from '../../../../src/pbx/transport/network.ts';
import { openTunnel, reachProxy } from '../../../../src/pbx/transport/proxy.ts';
import type { ProxyRoute, ProxySettings } from '../../../../src/pbx/proxy/proxyRoute.ts';
import { Authority, selfSigned } from '../../../support/authority.ts';
import { pinned } from '../../../support/certificates.ts';
import { startObservedPbx, type ObservedPbx } from '../../../support/observedPbx.ts';
import {
  clientOf,
  failure,
  plantedPassword,
  registerTrunk,
  type ConnectionEntry,
} from '../../../support/pbxClient.ts';
import { startProxy, type TestProxy } from '../../../support/proxy.ts';
import { nameOfNobody, nameOfPbx } from '../../../support/proxyNames.ts';
import { RawServer } from '../../../support/rawServer.ts';

const proxyPassword = 'planted-Pr0xy';

describe('a proxy on the way to a PBX', () => {
  const company = Authority.root('Company Root');
  let pbx: ObservedPbx;
  let secure: Server;
  let proxy: TestProxy;
  let http: string;
  let https: string;
  let secureRequests: number;
  let settings: ProxySettings;
  let added: number;

  const network = (more: Partial<ProxySettings> = {}): Network => ({
    proxies: { ...settings, ...more },
    authorities: new Authorities({
      baseFolders: () => [],
      readSystem: () => Promise.resolve([company.pem]),
    }),
  });
  /** Adds a trunk, and lets no word have the proxy's password in it. */
  const add = async (url: string, more: Partial<ProxySettings> = {}, connection: ConnectionEntry = {}) => {
    const client = clientOf(url, { connection, network: network(more), timeoutMs: 5000 });
    try {
      added += 1;
      await client.add(registerTrunk(`t${added}`));
    } finally {
      await client.close();
    }
  };
  const refusal = async (
    url: string,
    words: RegExp,
    more: Partial<ProxySettings> = {},
    kind: PbxErrorKind = 'connection',
  ) => {
    const error = await failure(add(url, more), kind, words);
    const all = `${error.message} ${error.stack ?? ''} ${JSON.stringify(error)}`;
    for (const secret of [proxyPassword, Buffer.from(`me:${proxyPassword}`).toString('base64')]) {
      assert.ok(!all.includes(secret), all);
    }
    assert.equal(error.status, undefined);
    return error;
  };

  before(async () => {
    secure = createServer(company.issue({ names: [nameOfPbx, '127.0.0.1'] }), (request, response) => {
      secureRequests += 1;
      request.resume().once('end', () => response.end('{"status":"Success","token":"t"}'));
    });
    secure.listen(0, '127.0.0.1');
    await once(secure, 'listening');
    https = `https://${nameOfPbx}:${(secure.address() as AddressInfo).port}`;
  });
  after(() => {
    secure.closeAllConnections();
    secure.close();
  });
  beforeEach(async () => {
    secureRequests = 0;
    added = 0;
    pbx = await startObservedPbx({ password: plantedPassword });
    http = pbx.url.replace('127.0.0.1', nameOfPbx);
    proxy = await startProxy();
    settings = {
      url: `http://127.0.0.1:${proxy.port}`,
      noProxy: [],
      isOn: true,
      authorization: '',
      strictSsl: true,
      environment: {},
    };
  });
  afterEach(async () => {
    await proxy.stop();
    await pbx.stop();
  });

  it('is given what goes to a PBX without TLS, and looks its name up itself', async () => {
    await add(http);
    assert.equal(pbx.count('login'), 1);
    assert.ok(pbx.trunks.find('t1'));
    assert.deepEqual([...new Set(proxy.asked)], [`POST ${new URL(http).host}`]);
  });

  it('opens a way to a PBX with TLS, whose certificate is verified as everywhere', async () => {
    await add(https);
    assert.equal(secureRequests, 2);
    assert.deepEqual([...new Set(proxy.asked)], [`CONNECT ${new URL(https).host}`]);
    await failure(add(https, {}, { certificate: pinned.fingerprint }), 'tls', /another certificate/);
    const client = clientOf(https, { network: { proxies: settings } });
    await failure(client.deviceInfo(), 'tls', /“Company Root”, an authority that is not known here/);
    await client.close();
    assert.equal(secureRequests, 2);
  });

  it('opens the way to the certificate that is to be pinned', async () => {
    const shown = await readCertificate({ url: https }, AbortSignal.timeout(5000), { proxies: settings });
    assert.equal(shown.issuer, 'Company Root');
    assert.deepEqual(proxy.asked, [`CONNECT ${new URL(https).host}`]);
    assert.equal(secureRequests, 0);
    await add(https, {}, { certificate: shown.fingerprint });
    assert.equal(secureRequests, 2);
  });

  it('gets the user name and the password of its URL, or the header of the settings', async () => {
    await proxy.stop();
    proxy = await startProxy(`me:${proxyPassword}`);
    const at = `127.0.0.1:${proxy.port}`;
    const header = `Basic ${Buffer.from(`me:${proxyPassword}`).toString('base64')}`;
    for (const url of [http, https]) {
      await add(url, { url: `http://me:${encodeURIComponent(proxyPassword)}@${at}` });
      await add(url, { url: `http://${at}`, authorization: header });
      await refusal(
        url,
        /proxy 127\.0\.0\.1:\d+ .*wants a user name and a password \(HTTP 407\)\. Write them into http\.proxy/,
        {
          url: `http://${at}`,
        },
      );
      await refusal(url, /does not accept the user name and the password for it \(HTTP 407\)/, {
        url: `http://you:${proxyPassword}@${at}`,
      });
    }
    for (const { query, body } of pbx.requests) {
      assert.ok(!JSON.stringify([...query, body]).includes(proxyPassword));
    }
  });

  it('is what stands against asking for a certificate, and so are a file and a silent box, each in its words', async () => {
    const raw = await RawServer.start((_request, socket) =>
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n'),
    );
    const silent = await RawServer.start(() => undefined);
    const [to, direct] = [
      network({ url: raw.url }),
      { authorities: new Authorities({ baseFolders: () => [] }) },
    ];
    const refused = async (connection: { url: string; ca?: string }, timeoutMs: number, by: Network) => {
      await assert.rejects(askForCertificate('hq', connection, timeoutMs, by), (error) => {
        assert.ok(error instanceof PbxError);
        words.push(error.message);
        return true;
      });
    };
    const words: string[] = [];
    await refused({ url: https }, 5000, to);
    await refused({ url: silent.url.replace('http:', 'https:') }, 200, direct);
    await refused({ url: https, ca: '/nowhere/ca.pem' }, 5000, direct);
    assert.match(words[0] ?? '', /^The proxy 127\.0\.0\.1:\d+ on the way to hq .*HTTP 407/);
    assert.match(words[1] ?? '', /^hq \(127\.0\.0\.1:\d+\) did not accept the connection within 0\.2 s/);
    assert.match(words[2] ?? '', /ca\.pem/);
    await Promise.all([raw.stop(), silent.stop()]);
  });

  it('says in words of its own that it cannot reach the PBX', async () => {
    await refusal(
      `https://${nameOfNobody}:9011`,
      /^The proxy 127\.0\.0\.1:\d+ closed the connection instead of opening a way to hq \(nobody\.pbx\.test:9011\), so nothing was sent\. Check that the PBX is on/,
    );
    await pbx.stop();
    await refusal(http, /^The proxy 127\.0\.0\.1:\d+ could not reach hq/);
  });

  for (const status of [502, 503, 504]) {
    it(`takes HTTP ${status} for that, with a word about http.noProxy for a private address`, async () => {
      const raw = await RawServer.start((_request, socket) =>
        socket.end(`HTTP/1.1 ${status} Bad\r\nContent-Length: 0\r\n\r\n`),
      );
      for (const [host, isPrivate] of [
        ['172.16.6.150', true],
        ['[fd00::7]', true],
        ['169.254.3.4', true],
        ['203.0.113.7', false],
      ] as const) {
        for (const scheme of ['http', 'https']) {
          const { message } = await refusal(
            `${scheme}://${host}:9011`,
            new RegExp(String.raw`could not reach hq \(.*:9011\) \(HTTP ${status}\)`),
            { url: raw.url },
          );
          assert.equal(/private network.*http\.noProxy/.test(message), isPrivate, message);
        }
      }
      await raw.stop();
    });
  }

  it('says that it is not allowed', async () => {
    const raw = await RawServer.start((_request, socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'));
    const words = /^The proxy .* does not open a way to hq \(.*\) \(HTTP 403\)\. Ask whoever/;
    await refusal(https, words, { url: raw.url });
    await raw.stop();
  });

  for (const status of [401, 403, 511]) {
    it(`may have said HTTP ${status} itself, so no password counts as refused by the PBX`, async () => {
      const raw = await RawServer.start((_request, socket) =>
        socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`),
      );
      const client = clientOf(http, { network: network({ url: raw.url }) });
      const words = new RegExp(
        String.raw`^Either the proxy 127\.0\.0\.1:\d+ or hq \(${nameOfPbx}:\d+\) behind it refused the request \(HTTP ${status}\)`,
      );
      await failure(client.deviceInfo(), 'connection', words);
      assert.equal(await client.session.state(), 'signedIn');
      const error = await failure(client.session.signIn(plantedPassword), 'connection', words);
      assert.equal(error.status, undefined);
      assert.equal(error.mayHaveArrived, true);
      await client.close();
      await raw.stop();
    });
  }

  it('is named when it cannot be reached, with where its name comes from', async () => {
    await proxy.stop();
    for (const url of [http, https]) {
      const error = await refusal(
        url,
        /^The proxy 127\.0\.0\.1:\d+ on the way to hq \(.*\) could not be reached \(ECONNREFUSED\), so nothing was sent\..*http\.proxy/,
      );
      assert.equal(error.mayHaveArrived, false);
      await refusal(url, /could not be reached \(ECONNREFUSED\).*HTTP_PROXY/, {
        url: '',
        environment: { HTTP_PROXY: settings.url },
      });
    }
    proxy = await startProxy();
  });

  it('is named when it closes the connection, or is something else', async () => {
    const closing = await RawServer.start((_request, socket) => socket.end());
    await refusal(https, /^The proxy .* closed the connection instead of opening a way to hq/, {
      url: closing.url,
    });
    await closing.stop();
    const other = await RawServer.start((_request, socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n\r\n'));
    await refusal(https, /is not an HTTP proxy, so nothing was sent\. Check http\.proxy/, { url: other.url });
    await other.stop();
    for (const url of ['socks5://127.0.0.1:1080', `ftp://me:${proxyPassword}@proxy`, 'http://']) {
      await refusal(https, /^hq \(.*\) was not asked, for http\.proxy is not the address of an HTTP proxy/, {
        url,
      });
      await refusal(http, /is not the address of an HTTP proxy/, { url });
    }
  });

  it('may speak TLS itself, with a certificate that is verified unless the settings say otherwise', async () => {
    const asked: string[] = [];
    const tlsProxy = createServer(selfSigned());
    tlsProxy.on('connect', (request, socket) => {
      asked.push(request.url ?? '');
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    tlsProxy.listen(0, '127.0.0.1');
    await once(tlsProxy, 'listening');
    const url = `https://127.0.0.1:${(tlsProxy.address() as AddressInfo).port}`;
    await refusal(https, /could not be reached \(DEPTH_ZERO_SELF_SIGNED_CERT\)/, { url });
    assert.deepEqual(asked, []);
    await refusal(https, /could not reach hq/, { url, strictSsl: false });
    assert.deepEqual(asked, [new URL(https).host]);
    tlsProxy.closeAllConnections();
    tlsProxy.close();
  });

  it('is passed by when the settings or the environment say so, and always for this computer', async () => {
    const gone = { url: 'http://127.0.0.1:9' };
    const direct = `http://127.0.0.1:${new URL(http).port}`;
    await add(direct, gone);
    for (const more of [
      { isOn: false },
      { noProxy: [nameOfPbx] },
      { environment: { no_proxy: 'example.com, .pbx.test' } },
      { environment: { NO_PROXY: '*' } },
    ]) {
      // Nobody else knows this name.
      await failure(add(http, { ...gone, ...more }), 'connection', /its name is not known/);
    }
    assert.deepEqual(proxy.asked, []);
  });

  it('comes from the environment where the settings name none', async () => {
    const { url } = settings;
    for (const name of ['http_proxy', 'HTTP_PROXY']) {
      await add(http, { url: '', environment: { [name]: url } });
      await add(https, { url: '', environment: { [name]: url } });
    }
    for (const name of ['https_proxy', 'HTTPS_PROXY']) {
      await add(https, {
        url: '',
        environment: { [name]: url.replace('http://', ''), HTTP_PROXY: 'http://127.0.0.1:9' },
      });
      await failure(
        add(http, { url: '', environment: { [name]: url } }),
        'connection',
        /its name is not known/,
      );
    }
    assert.ok(proxy.asked.length > 0);
  });

  it('is a step of its own in the test of a connection', async () => {
    const steps = async (url: string, more: Partial<ProxySettings> = {}) => {
      const client = clientOf(url, { network: network(more) });
      const result = await testConnection(client, 5000, new AbortController().signal);
      await client.close();
      return result.steps;
    };
    const short = (all: Awaited<ReturnType<typeof steps>>) =>
      all.map(({ step, ok }) => `${step} ${ok ? 'ok' : 'failed'}`);
    const plain = await steps(http);
    assert.deepEqual(short(plain), ['proxy ok', 'api ok', 'signIn ok', 'format ok']);
    assert.match(plain[0]?.message ?? '', /^The proxy 127\.0\.0\.1:\d+ \(http\.proxy\) accepts connections/);
    const withTls = await steps(https);
    assert.deepEqual(short(withTls).slice(0, 2), ['proxy ok', 'tls ok']);
    assert.match(withTls[0]?.message ?? '', /\(http\.proxy\) opens a way to hq\.pbx\.test:\d+/);
    const nobody = await steps(`https://${nameOfNobody}:8088`);
    assert.deepEqual(short(nobody), ['proxy failed']);
    assert.match(nobody[0]?.message ?? '', /instead of opening a way to hq/);
    for (const url of [http, https]) {
      const unreachable = await steps(url, { url: 'http://127.0.0.1:9' });
      assert.deepEqual(short(unreachable), ['proxy failed']);
      assert.match(unreachable[0]?.message ?? '', /could not be reached \(ECONNREFUSED\)/);
    }
  });

  it('is left alone when reaching it is given up, and nothing stays at the signal', async () => {
    const silent = createNetServer();
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const routeOf = (origin: string): ProxyRoute => ({
      origin,
      host: `127.0.0.1:${port}`,
      source: 'http.proxy',
      authorization: undefined,
      strictSsl: false,
    });
    for (const reach of [
      (signal: AbortSignal) => reachProxy(routeOf(`https://127.0.0.1:${port}`), signal, network()),
      (signal: AbortSignal) =>
        openTunnel(routeOf(`https://127.0.0.1:${port}`), 'pbx:1', 0, network(), signal),
    ]) {
      const stop = new AbortController();
      const rejected = assert.rejects(reach(stop.signal), (reason) => reason === stop.signal.reason);
      // It waits for TLS, which never begins.
      const [socket] = (await once(silent, 'connection')) as [Socket];
      socket.resume().on('error', () => undefined);
      const closed = once(socket, 'close');
      stop.abort(new Error('given up'));
      await Promise.all([rejected, closed]);
      const before = new Error('before');
      await assert.rejects(reach(AbortSignal.abort(before)), (reason) => reason === before);
      assert.equal(getEventListeners(stop.signal, 'abort').length, 0);
    }
    const { signal } = new AbortController();
    await reachProxy(routeOf(`http://127.0.0.1:${port}`), signal, network());
    assert.equal(getEventListeners(signal, 'abort').length, 0);
    silent.close();
  });

  it('is named when it does not answer in time', async () => {
    const silent = await RawServer.start(() => undefined);
    const client = clientOf(https, { network: network({ url: silent.url }), timeoutMs: 200 });
    await failure(
      client.deviceInfo(),
      'timeout',
      /^The proxy .* on the way to hq \(.*\) did not open it within 0\.2 s/,
    );
    const result = await testConnection(client, 200, new AbortController().signal);
    assert.match(result.steps[0]?.message ?? '', /did not open it within/);
    await client.close();
    await silent.stop();
  });
});
