import assert from 'node:assert/strict';
import { getEventListeners, once } from 'node:events';
import { createServer } from 'node:net';
import { PbxError } from '../../../src/pbx/errors.ts';
import type { PbxApi } from '../../../src/pbx/api.ts';
import {
  apiOf,
  failure,
  plantedMd5,
  plantedPassword,
  plantedToken,
  registerTrunk,
  type ConnectionEntry,
} from '../../support/pbxClient.ts';
import { RawServer, untilClose, withLength, type RawAnswer } from '../../support/rawServer.ts';
import { untilTrue } from '../../support/untilTrue.ts';

const success = '{"status":"Success"}';
const host = String.raw`hq \(127\.0\.0\.1:\d+\) `;

describe('errors', () => {
  let server: RawServer | undefined;
  let api: PbxApi | undefined;
  afterEach(async () => {
    await api?.close();
    await server?.stop();
    server = undefined;
  });

  /** An add with planted secrets to a server that answers like this. */
  const add = async (answer: RawAnswer, timeoutMs = 5000, more: ConnectionEntry = {}) => {
    server = await RawServer.start(answer);
    api = apiOf(server.url, more, timeoutMs);
    return api.add(plantedToken, registerTrunk('t'));
  };
  const answering = (bytes: string): RawAnswer => {
    return (_request, socket) => socket.end(bytes);
  };
  const toUrl = (url: string, timeoutMs = 5000) => {
    api = apiOf(url, {}, timeoutMs);
    return api.add(plantedToken, registerTrunk('t'));
  };
  const closedPort = async () => {
    const listener = createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const address = listener.address();
    await new Promise((resolve) => listener.close(resolve));
    return typeof address === 'object' ? (address?.port ?? 0) : 0;
  };

  it('when nothing listens', async () => {
    const error = await failure(
      toUrl(`http://127.0.0.1:${await closedPort()}`),
      'connection',
      new RegExp(`^${host}could not be reached: nothing listens.*Check the port`),
    );
    assert.equal(error.mayHaveArrived, false);
    assert.equal(error.code, 'ECONNREFUSED');
  });

  it('when nothing listens at either address of a name', async () => {
    await failure(
      toUrl(`http://localhost:${await closedPort()}`),
      'connection',
      /^hq \(localhost:\d+\) could not be reached: nothing listens/,
    );
  });

  it('when nothing listens at an IPv6 address', async () => {
    await failure(
      toUrl(`http://[::1]:${await closedPort()}`),
      'connection',
      /^hq \(\[::1\]:\d+\) could not be reached: /,
    );
  });

  it('when the name is unknown', async () => {
    const error = await failure(
      toUrl('http://pbx.invalid:9011'),
      'connection',
      /^hq \(pbx\.invalid:9011\) could not be reached: its name is not known. Check the spelling/,
    );
    assert.equal(error.mayHaveArrived, false);
  });

  it('when the connection does not come about in time', async () => {
    // TCP connects, but the TLS handshake is never answered: to the caller the same as a firewall that drops.
    server = await RawServer.start(() => undefined);
    const error = await failure(
      toUrl(server.url.replace('http:', 'https:'), 150),
      'timeout',
      new RegExp(`^${host}did not accept the connection within 0.15 s. Check that it is on`),
    );
    assert.equal(error.mayHaveArrived, false);
  });

  it('when the connection does not come about time after time', async () => {
    server = await RawServer.start(() => undefined);
    const pbx = (api = apiOf(server.url.replace('http:', 'https:'), {}, 60));
    for (let call = 0; call < 6; call += 1) {
      await failure(pbx.deviceInfo(plantedToken), 'timeout', /did not accept the connection/);
    }
  });

  it('when it is silent', async () => {
    const error = await failure(
      add(() => undefined, 150),
      'timeout',
      new RegExp(`^${host}did not answer within 0.15 s. Check.*pbx\\.requestTimeout`),
    );
    assert.ok(error.mayHaveArrived);
  });

  it('says silence, not a missing connection, of what waits its turn behind a silent PBX', async () => {
    server = await RawServer.start(() => undefined);
    const pbx = (api = apiOf(server.url, {}, 150));
    const errors = await Promise.all(
      Array.from({ length: 10 }, () =>
        failure(pbx.deviceInfo(plantedToken), 'timeout', /did not answer within 0.15 s/),
      ),
    );
    // Four at a time; on a slow machine another one is sent just before its own time is up.
    const sent = errors.filter(({ mayHaveArrived }) => mayHaveArrived).length;
    assert.ok(sent >= 4 && sent < 10, String(sent));
  });

  it('when the connection goes before the answer, by a reset or an end', async () => {
    for (const end of ['resetAndDestroy', 'destroy'] as const) {
      const error = await failure(
        add((_request, socket) => socket[end]()),
        'connection',
        new RegExp(`^${host}ended the connection before it answered. Try again`),
      );
      assert.ok(error.mayHaveArrived);
    }
  });

  it('when half a head comes', async () => {
    const error = await failure(
      add(answering('HTTP/1.1 200 OK\r\nContent-Le')),
      'connection',
      /before it answered/,
    );
    assert.ok(error.mayHaveArrived);
  });

  it('when half an answer comes, with a length, in chunks, and without', async () => {
    for (const bytes of [
      `HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n${success.slice(0, 10)}`,
      `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n${success.slice(0, 10)}`,
      `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\n${success.slice(0, 10)}\r\n`,
      untilClose(success.slice(0, 10)),
    ]) {
      const error = await failure(add(answering(bytes)), 'answer', new RegExp(`^${host}`));
      assert.match(error.message, /in the middle of its answer. Try again|only half of it/);
      assert.ok(error.mayHaveArrived);
      await server?.stop();
    }
  });

  it('when half an answer comes and then nothing', async () => {
    const error = await failure(
      add((_request, socket) => socket.write(withLength(success).slice(0, -5)), 150),
      'timeout',
      new RegExp(`^${host}did not come to the end of its answer within 0.15 s. Try again`),
    );
    assert.ok(error.mayHaveArrived);
  });

  it('when it drips: every byte in time, the answer too late', async () => {
    let drips = 0;
    const dripping = add((_request, socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
      const timer = setInterval(() => {
        drips += 1;
        socket.write(' ');
      }, 10);
      socket.once('close', () => {
        clearInterval(timer);
      });
    }, 200);
    await failure(dripping, 'timeout', /did not come to the end of its answer/);
    assert.ok(drips > 3);
  });

  it('when it sends a web page', async () => {
    for (const page of ['<!DOCTYPE html>\n<html></html>', '<html><head><title>Login</title></head></html>']) {
      await failure(
        add(answering(withLength(page))),
        'answer',
        new RegExp(`^${host}answered with a web page.*Edit this PBX and check the port`),
      );
      await server?.stop();
    }
  });

  it('when it does not speak HTTP', async () => {
    const error = await failure(
      add(answering('SSH-2.0-dropbear_2012.55\r\n')),
      'answer',
      new RegExp(`^${host}did not answer in HTTP. Edit this PBX and check the scheme and port`),
    );
    assert.ok(error.mayHaveArrived);
  });

  it('when it redirects, which is not followed', async () => {
    const elsewhere = await RawServer.start(answering(withLength(success)));
    for (const status of [
      '301 Moved Permanently',
      '302 Found',
      '307 Temporary Redirect',
      '308 Permanent Redirect',
    ]) {
      const error = await failure(
        add(
          answering(`HTTP/1.1 ${status}\r\nLocation: ${elsewhere.url}/?token=x\r\nContent-Length: 0\r\n\r\n`),
        ),
        'status',
        new RegExp(`^${host}answered with a redirect \\(HTTP ${status.slice(0, 3)}\\). Edit this PBX`),
      );
      assert.equal(error.status, Number(status.slice(0, 3)));
      assert.equal(error.mayHaveArrived, false);
      assert.equal(server?.requests.length, 1);
      await server.stop();
    }
    assert.equal(elsewhere.requests.length, 0);
    await elsewhere.stop();
  });

  it('when it answers with another HTTP status', async () => {
    for (const [status, words, mayHaveArrived] of [
      ['404 Not Found', /has no API at this address \(HTTP 404\). Edit this PBX and check/, false],
      ['401 Unauthorized', /HTTP 401/, false],
      ['500 Internal Server Error', /an error of its own \(HTTP 500\). Try again/, true],
      ['502 Bad Gateway', /HTTP 502/, true],
    ] as const) {
      const body = `<html>${plantedToken}</html>`;
      const error = await failure(add(answering(`HTTP/1.1 ${status}\r\n\r\n${body}`)), 'status', words);
      assert.match(error.message, new RegExp(`^${host}`));
      assert.equal(error.mayHaveArrived, mayHaveArrived);
      await server?.stop();
    }
  });

  it('when the answer is longer than 8 MiB, however it is sent, and no more is read then', async () => {
    const block = ' '.repeat(1024 * 1024);
    for (const head of [
      'HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n',
      'HTTP/1.0 200 OK\r\n\r\n',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
    ]) {
      let closed: Promise<unknown> | undefined;
      const chunked = head.includes('chunked');
      const endless = add((_request, socket) => {
        closed = new Promise((resolve) => socket.once('close', resolve));
        socket.write(head);
        const more = () => {
          while (socket.writable && socket.write(chunked ? `100000\r\n${block}\r\n` : block));
        };
        socket.on('drain', more);
        more();
      });
      const error = await failure(
        endless,
        'answer',
        new RegExp(`^${host}sent an answer of more than 8 MiB.*Check the URL`),
      );
      assert.ok(error.mayHaveArrived);
      await closed;
      await server?.stop();
    }
  });

  it('reads an answer just under 8 MiB', async () => {
    await add(answering(untilClose(success + ' '.repeat(8 * 1024 * 1024 - success.length))));
  });

  it('when the head of the answer is endless', async () => {
    const error = await failure(
      add((_request, socket) => {
        socket.write(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(200_000)}`);
      }),
      'answer',
      new RegExp(`^${host}`),
    );
    assert.ok(error.mayHaveArrived);
  });

  it('when it was refused, with the trunk and the number but no secret', async () => {
    const error = await failure(
      add(answering(untilClose(`{"status":"Failed","errno":"10004","token":"${plantedToken}"}`))),
      'refused',
      /^hq refused to add the trunk t: a required field is missing or blank\. \(errno 10004\)$/,
    );
    assert.equal(error.errno, '10004');
    assert.equal(error.mayHaveArrived, false);
  });

  it('when everything was closed from this side', async () => {
    const pending = add((_request, socket) => {
      socket.pause();
      void api?.close();
    });
    const error = await failure(pending, 'connection', new RegExp(`^${host}`));
    assert.ok(error.mayHaveArrived);
    const later = await failure(
      api?.add(plantedToken, registerTrunk('t')) ?? Promise.resolve(),
      'connection',
      new RegExp(`^${host}could not be reached: its connections were closed here`),
    );
    assert.equal(later.mayHaveArrived, false);
  });

  it('when everything was closed while a PBX is asked that closes after each answer', async () => {
    server = await RawServer.start((_request, socket) => {
      if (server?.requests.length === 1) socket.end(untilClose('{"status":"Success"}'));
      else void api?.close();
    });
    const pbx = (api = apiOf(server.url));
    await pbx.logout(plantedToken);
    await failure(pbx.logout(plantedToken), 'connection', new RegExp(`^${host}`));
  });

  it('carry no secret of a login either', async () => {
    server = await RawServer.start(
      answering(untilClose(`{"status":"Failed","errno":"20003","password":"${plantedMd5}"}`)),
    );
    api = apiOf(server.url);
    await failure(
      api.login(plantedPassword.slice(0, 3), plantedMd5),
      'refused',
      /^hq refused to sign in: wrong.*sign in again/,
    );
  });

  describe('in XML', () => {
    it('have the same words', async () => {
      await failure(
        add(answering(untilClose('<xml><status>Failed</status><errno>10004</errno></xml>')), 5000, {
          format: 'xml',
        }),
        'refused',
        /^hq refused to add the trunk t: a required field is missing or blank\. \(errno 10004\)$/,
      );
    });
  });

  describe('cancelled', () => {
    const cancelledWith = async (call: Promise<unknown>) => failure(call, 'cancelled', /^Cancelled\.$/);

    it('before: nothing is sent', async () => {
      server = await RawServer.start(answering(withLength(success)));
      api = apiOf(server.url);
      const error = await cancelledWith(api.deviceInfo(plantedToken, AbortSignal.abort()));
      assert.equal(error.mayHaveArrived, false);
      assert.equal(server.sockets.length, 0);
    });

    it('while it connects: nothing is sent', async () => {
      server = await RawServer.start(answering(withLength(success)));
      api = apiOf(server.url);
      const stop = new AbortController();
      const call = api.deviceInfo(plantedToken, stop.signal);
      stop.abort();
      const error = await cancelledWith(call);
      assert.equal(error.mayHaveArrived, false);
      // The next request takes the connection that was under way, and is the only one on it.
      await api.deviceInfo('second');
      assert.deepEqual(
        server.requests.map(({ line }) => /token=(\w+)/.exec(line)?.[1]),
        ['second'],
      );
    });

    it('during: at once, and the connection is given up', async () => {
      const stop = new AbortController();
      let closed: Promise<unknown> | undefined;
      server = await RawServer.start((_request, socket) => {
        closed = once(socket, 'close');
        stop.abort();
      });
      api = apiOf(server.url);
      const error = await cancelledWith(api.deviceInfo(plantedToken, stop.signal));
      assert.ok(error.mayHaveArrived);
      await closed;
    });

    it('in the middle of the answer', async () => {
      const stop = new AbortController();
      server = await RawServer.start((_request, socket) => {
        socket.write(withLength(success).slice(0, -3), () => {
          stop.abort();
        });
      });
      api = apiOf(server.url);
      await cancelledWith(api.deviceInfo(plantedToken, stop.signal));
    });

    it('while it waits its turn: it is never sent', async () => {
      const stop = new AbortController();
      const held: (() => void)[] = [];
      server = await RawServer.start((_request, socket) => {
        held.push(() => socket.write(withLength(success)));
        if (held.length === 4) stop.abort();
      });
      const pbx = (api = apiOf(server.url));
      const first = Array.from({ length: 4 }, () => pbx.deviceInfo('first'));
      const queued = pbx.deviceInfo('queued', stop.signal);
      assert.equal((await cancelledWith(queued)).mayHaveArrived, false);
      for (const answer of held) answer();
      await Promise.all(first);
      const last = pbx.deviceInfo('last');
      await untilTrue(() => held.length === 5);
      held[4]?.();
      await last;
      assert.deepEqual(
        server.requests.map(({ line }) => /token=(\w+)/.exec(line)?.[1]),
        ['first', 'first', 'first', 'first', 'last'],
      );
    });

    it('after the answer: it has no effect', async () => {
      server = await RawServer.start(answering(withLength(success)));
      api = apiOf(server.url);
      const stop = new AbortController();
      await api.deviceInfo(plantedToken, stop.signal);
      stop.abort();
    });

    it('leaves no listener on the signal', async () => {
      server = await RawServer.start(answering(withLength(success)));
      api = apiOf(server.url);
      const { signal } = new AbortController();
      for (let call = 0; call < 3; call += 1) await api.deviceInfo(plantedToken, signal);
      assert.equal(getEventListeners(signal, 'abort').length, 0);
    });
  });

  describe('and connections that die between calls', () => {
    it('does not count on a connection that the PBX closed while it was idle', async () => {
      server = await RawServer.start((_request, socket) => socket.write(withLength(success)));
      api = apiOf(server.url);
      for (let call = 1; call <= 5; call += 1) {
        await api.add('t', registerTrunk('t'));
        const socket = server.sockets.at(-1);
        assert.ok(socket);
        socket.end();
        await once(socket, 'close');
      }
      assert.equal(server.requests.length, 5);
    });

    it('soon trusts no connection of a PBX that closes after each answer without saying so', async () => {
      // The end of the connection comes when the next request is already on its way.
      server = await RawServer.start((_request, socket) => {
        if (answered.has(socket)) {
          socket.resetAndDestroy();
          return;
        }
        answered.add(socket);
        socket.write(withLength(success));
      });
      const answered = new Set<unknown>();
      api = apiOf(server.url);
      const lost: unknown[] = [];
      for (let call = 1; call <= 10; call += 1) {
        await api.add('t', registerTrunk('t')).catch((error: unknown) => lost.push(error));
      }
      // The client may have two connections open by then.
      assert.ok(lost.length === 1 || lost.length === 2, String(lost.length));
      assert.ok(lost.every((error) => error instanceof PbxError && error.mayHaveArrived));
      assert.equal(server.requests.at(-1)?.headers.get('connection'), 'close');
    });

    it('keeps a connection that the PBX keeps', async () => {
      server = await RawServer.start((_request, socket) => socket.write(withLength(success)));
      api = apiOf(server.url);
      for (let call = 1; call <= 10; call += 1) await api.add('t', registerTrunk('t'));
      assert.ok(server.sockets.length <= 2, String(server.sockets.length));
    });

    it('is not put off by junk behind an answer', async () => {
      server = await RawServer.start((_request, socket) => socket.write(`${withLength(success)}\0junk`));
      api = apiOf(server.url);
      for (let call = 1; call <= 5; call += 1) await api.add('t', registerTrunk('t'));
      assert.equal(server.requests.length, 5);
    });
  });
});
