import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { findTargets, namesOf, transports } from '../../../src/sip/resolve.ts';

const types = { 1: 'A', 28: 'AAAA', 33: 'SRV', 35: 'NAPTR' } as Record<number, string>;
const texts = (text: string) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);
const name = (text: string) => Buffer.concat([...text.split('.').map(texts), Buffer.from([0])]);
const words = (...numbers: number[]) =>
  Buffer.concat(numbers.map((one) => Buffer.from([one >> 8, one & 255])));
const a = (address: string) => Buffer.from(address.split('.').map(Number));
const srv = (priority: number, weight: number, port: number, target: string) =>
  Buffer.concat([words(priority, weight, port), name(target)]);
const naptr = (order: number, service: string, replacement: string) =>
  Buffer.concat([words(order, 10), texts('s'), texts(service), texts(''), name(replacement)]);

/** What a loopback DNS answers, by type and name. */
const zone: Record<string, Buffer[]> = {
  'A plain.test': [a('192.0.2.1'), a('192.0.2.2')],
  'A one.test': [a('192.0.2.11')],
  'A two.test': [a('192.0.2.12')],
  'SRV _sip._udp.srv.test': [srv(20, 0, 5070, 'two.test'), srv(10, 0, 5080, 'one.test')],
  'SRV _sips._tcp.srv.test': [srv(10, 0, 5061, 'one.test')],
  'NAPTR naptr.test': [naptr(20, 'SIP+D2U', 'udp.naptr.test'), naptr(10, 'SIP+D2T', 'tcp.naptr.test')],
  'SRV udp.naptr.test': [srv(1, 1, 6060, 'one.test')],
  'SRV tcp.naptr.test': [srv(1, 1, 6070, 'two.test')],
};

function answerQuestion(query: Buffer): Buffer {
  let at = 12;
  const labels: string[] = [];
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  const type = query.readUInt16BE(at + 1);
  const records = zone[`${types[type] ?? ''} ${labels.join('.').toLowerCase()}`] ?? [];
  const head = Buffer.concat([query.subarray(0, 2), words(0x8580, 1, records.length, 0, 0)]);
  const answers = records.map((data) => Buffer.concat([words(0xc00c, type, 1, 0, 60, data.length), data]));
  return Buffer.concat([head, query.subarray(12, at + 5), ...answers]);
}

describe('where the server of an ITSP is', () => {
  let dns: Socket;
  let resolver: Resolver;
  before(async () => {
    dns = createSocket('udp4').bind(0, '127.0.0.1');
    dns.on('message', (query, { port }) => {
      dns.send(answerQuestion(query), port, '127.0.0.1');
    });
    await once(dns, 'listening');
    resolver = new Resolver();
    resolver.setServers([`127.0.0.1:${dns.address().port.toString()}`]);
  });
  after(() => {
    dns.close();
  });

  const find = async (host: string, port?: number, mayUseTls = false) =>
    (await findTargets(host, port, transports, mayUseTls, namesOf(resolver))).map(
      (one) => `${one.transport} ${one.address} ${one.port.toString()}`,
    );

  it('is an address as it is, and never asks for it', async () => {
    assert.deepEqual(await find('192.0.2.9'), ['udp 192.0.2.9 5060', 'tcp 192.0.2.9 5060']);
    assert.deepEqual(await find('::1', 5061), ['udp ::1 5061', 'tcp ::1 5061', 'tls ::1 5061']);
  });

  it('is where its name leads, with the port that is given', async () => {
    const udp = ['udp 192.0.2.1 5062', 'udp 192.0.2.2 5062'];
    const tcp = ['tcp 192.0.2.1 5062', 'tcp 192.0.2.2 5062'];
    assert.deepEqual(await find('plain.test', 5062), [...udp, ...tcp]);
  });

  it('is where NAPTR leads, over what it offers', async () => {
    assert.deepEqual(await find('naptr.test'), ['udp 192.0.2.11 6060', 'tcp 192.0.2.12 6070']);
  });

  it('is where SRV leads, the first ones first', async () => {
    assert.deepEqual(await find('srv.test'), [
      'udp 192.0.2.11 5080',
      'udp 192.0.2.12 5070',
      'tls 192.0.2.11 5061',
    ]);
  });

  it('is at the usual ports of its addresses where the DNS has nothing else', async () => {
    assert.equal(
      (await find('plain.test', undefined, true)).join(),
      [
        ...['udp 192.0.2.1 5060', 'udp 192.0.2.2 5060', 'tcp 192.0.2.1 5060'],
        ...['tcp 192.0.2.2 5060', 'tls 192.0.2.1 5061', 'tls 192.0.2.2 5061'],
      ].join(),
    );
    assert.deepEqual(await find('nothing.test'), []);
  });
});
