import assert from 'node:assert/strict';
import http from 'node:http';
import net from 'node:net';
import type { DemoRequest } from '../../../src/demo/request.ts';
import { startDemoPbx } from '../../../src/demo/server.ts';
import { Bench, send } from './caller.ts';

const MALFORMED = '{"status":"Failed","errno":"30001"}';
const UNSUPPORTED = '{"status":"Failed","errno":"10003"}';

describe('Demo PBX: the HTTP server', () => {
  let bench: Bench;
  const requests: DemoRequest[] = [];
  beforeEach(async () => {
    requests.length = 0;
    bench = await Bench.start({ observe: (request) => requests.push(request) });
    await bench.login();
  });
  afterEach(() => bench.pbx.stop());

  it('answers a failure with HTTP 200 and the headers OpenVox prints', async () => {
    const reply = await send(`${bench.pbx.url}/api/v0.0.1/siptrunk/add`);
    assert.equal(reply.status, 200);
    const pairs = reply.rawHeaders.join('\n');
    assert.ok(pairs.includes('Access-control-allow-origin\n*'));
    assert.ok(pairs.includes('Access-control-allow-methods\nGET, POST, OPTIONS, PUT, DELETE'));
    assert.equal(reply.headers['content-type'], undefined);
    assert.equal(reply.headers.connection, 'close');
    assert.equal(reply.headers['content-length'], undefined);
    assert.equal(reply.headers['transfer-encoding'], undefined);
  });

  it('adds to v1.1.0 the headers Yeastar prints', async () => {
    const { headers } = await send(`${bench.pbx.url}/api/v1.1.0/apply?token=${bench.token}`);
    assert.equal(headers['server'], 'Boa/0.94.14rc21');
    assert.equal(headers['content-type'], 'application/json');
    assert.equal(headers.connection, 'close');
  });

  it('keeps a connection when it is told to', async () => {
    const pbx = await startDemoPbx({ connection: 'keep-alive' });
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    agent.on('free', (socket: net.Socket) => ports.add(socket.localPort));
    for (let call = 1; call <= 3; call++) {
      const reply = await send(`${pbx.url}/api/v0.0.1/logout`, '', { agent });
      assert.equal(reply.headers['content-length'], String(reply.body.length));
    }
    agent.destroy();
    await pbx.stop();
    assert.equal(ports.size, 1);
  });

  it('only takes POST, and only what it knows', async () => {
    const path = `/api/v0.0.1/trunklist/query?token=${bench.token}`;
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS']) {
      const reply = await send(bench.pbx.url + path, '', { method });
      assert.equal(reply.body, '{"status":"Failed","errno":"20001"}', method);
    }
    for (const unknown of [
      '/',
      '/api/v0.0.1',
      '/api/v2.0.0/login',
      '/api/v0.0.1/toString',
      '/api/v0.0.1/siptrunk/',
    ]) {
      assert.equal((await send(bench.pbx.url + unknown)).body, UNSUPPORTED, unknown);
    }
  });

  it('turns web pages away', async () => {
    const url = `${bench.pbx.url}/api/v0.0.1/trunklist/query?token=${bench.token}`;
    const reply = await send(url, '', { headers: { Origin: 'https://example.com' } });
    assert.equal(reply.body, '{"status":"Failed","errno":"20015"}');
  });

  it('survives every body', async () => {
    const query = (body: string) => bench.post('siptrunk/query?type=json', body);
    for (const body of [
      '{',
      '[]',
      '"all"',
      'null',
      '1',
      '{"trunkname":{}}',
      '{"trunkname":["all"]}',
      '\u0000',
      '<xml/>',
    ]) {
      assert.equal(await query(body), MALFORMED, body);
    }
    assert.equal(await query('{"__proto__":"x","trunkname":null}'), '{"status":"Failed","errno":"10004"}');
    assert.equal(await query(''), '{"status":"Failed","errno":"20009"}');
    const long = JSON.stringify({ trunkname: 'all', filler: 'x'.repeat(1024 * 1024) });
    assert.equal(await query(long), MALFORMED);
    assert.equal(await query('{"trunkname":"all"}'), '{"status":"Success","trunks":[]}');
  });

  it('survives callers that hang up or talk nonsense', async () => {
    const { port, hostname } = new URL(bench.pbx.url);
    for (const start of [
      'POST /api/v0.0.1/login HTTP/1.1\r\nContent-Length: 100\r\n\r\n{"user',
      '\u0000\u0001',
      'POST // HTTP/1.1\r\nHost: a\r\n\r\n',
    ]) {
      const socket = net.connect(Number(port), hostname);
      await new Promise((resolve) => socket.write(start, resolve));
      socket.destroy();
    }
    assert.match(await bench.login(), /"Success"/);
  });

  it('shows every request to who observes it', async () => {
    const body = '{"trunkname":"all"}';
    await send(`${bench.pbx.url}/api/v0.0.1/siptrunk/query?token=${bench.token}&type=json`, body, {
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
    });
    const last = requests.at(-1);
    assert.equal(last?.path, '/api/v0.0.1/siptrunk/query');
    assert.equal(last.query.toString(), `token=${bench.token}&type=json`);
    assert.equal(last.headers['content-type'], 'application/json; charset=utf-8');
    assert.equal(last.body, body);
    assert.deepEqual([last.method, last.version, last.endpoint], ['POST', 'v0.0.1', 'siptrunk/query']);
    assert.equal(last.fields?.get('trunkname'), 'all');
  });

  it('listens on loopback only, on the port it is given, and says when that is taken', async () => {
    const { hostname, port } = new URL(bench.pbx.url);
    assert.equal(hostname, '127.0.0.1');
    await assert.rejects(startDemoPbx({ port: Number(port) }), { code: 'EADDRINUSE' });
    await bench.pbx.stop();
    const again = await startDemoPbx({ port: Number(port) });
    assert.equal(again.url, bench.pbx.url);
    await again.stop();
    await again.stop();
  });

  it('takes 500 trunks without slowing down', async () => {
    for (let count = 0; count < 500; count++) {
      const body = `{"trunkname":"t${count}","trunktype":"peer","host":"192.0.2.1","port":"5060"}`;
      assert.equal(await bench.post('siptrunk/add?type=json', body), '{"status":"Success"}');
    }
    assert.equal(bench.pbx.trunks.all().length, 500);
  });
});
