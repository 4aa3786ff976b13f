import assert from 'node:assert/strict';
import {
  isException,
  isLoopback,
  isPrivateAddress,
  listedExceptions,
} from '../../../../src/pbx/proxy/noProxy.ts';
import { proxySecrets } from '../../../../src/pbx/proxy/proxyRoute.ts';

describe('what is reached without a proxy', () => {
  for (const [entry, host, port, expected] of [
    ['*', 'pbx.example.com', 80, true],
    ['example.com', 'example.com', 80, true],
    ['example.com', 'pbx.example.com', 80, true],
    ['Example.COM', 'PBX.example.com.', 80, true],
    ['example.com', 'badexample.com', 80, false],
    ['.example.com', 'pbx.example.com', 80, true],
    ['.example.com', 'example.com', 80, true],
    ['.example.com', 'badexample.com', 80, false],
    ['*.example.com', 'a.b.example.com', 80, true],
    ['*.example.com', 'example.com', 80, false],
    ['pbx-*.example.com', 'pbx-1.example.com', 80, true],
    ['pbx-*.example.com', 'pbxx1.example.com', 80, false],
    ['192.168.*', '192.168.5.150', 80, true],
    ['192.168.*', '192.169.5.150', 80, false],
    ['example.com:9011', 'pbx.example.com', 9011, true],
    ['example.com:9011', 'pbx.example.com', 8088, false],
    ['172.16.6.150', '172.16.6.150', 9011, true],
    ['172.16.6.150', '172.16.6.15', 9011, false],
    ['72.16.6.150', '172.16.6.150', 9011, false],
    ['172.16.6.150:9011', '172.16.6.150', 9011, true],
    ['172.16.6.150:9011', '172.16.6.150', 9012, false],
    ['172.16.0.0/12', '172.31.255.254', 80, true],
    ['172.16.0.0/12', '172.32.0.1', 80, false],
    ['10.0.0.0/99', '10.0.0.1', 80, false],
    ['10.0.0.0/8', '10.9.9.9', 80, true],
    ...['', ' ', '0x8', '8e0', '+8', '8/8', 'a'].map(
      (bits) => [`10.0.0.0/${bits}`, '10.0.0.0', 80, false] as const,
    ),
    ['fd00::/8', 'fd12:3456::1', 80, true],
    ['fd00::/8', 'fe80::1', 80, false],
    ['::1', '0:0:0:0:0:0:0:1', 80, true],
    ['[fd00::7]:9011', 'fd00::7', 9011, true],
    ['[fd00::7]:9011', 'fd00::7', 80, false],
    ['', 'pbx.example.com', 80, false],
    ['(a+)+$', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', 80, false],
  ] as const) {
    it(`${entry} ${expected ? 'stands for' : 'is not'} ${host}:${port}`, () => {
      assert.equal(isException(host, port, [entry]), expected);
    });
  }

  it('is listed with commas or blanks in the environment', () => {
    assert.deepEqual(listedExceptions(' a.example , b.example c.example,,'), [
      'a.example',
      'b.example',
      'c.example',
    ]);
    assert.deepEqual(listedExceptions(undefined), []);
  });

  it('is this computer, by all its names', () => {
    for (const host of ['localhost', 'LOCALHOST.', 'pbx.localhost', '127.0.0.1', '127.9.9.9', '::1']) {
      assert.ok(isLoopback(host), host);
    }
    for (const host of ['128.0.0.1', 'localhost.example.com', '::2', 'mylocalhost']) {
      assert.ok(!isLoopback(host), host);
    }
  });

  it('knows private addresses', () => {
    for (const host of [
      '10.1.2.3',
      '172.16.0.1',
      '172.31.9.9',
      '192.168.0.1',
      '169.254.1.1',
      'fd00::1',
      'fe80::1',
    ])
      assert.ok(isPrivateAddress(host), host);
    for (const host of [
      '11.0.0.1',
      '172.32.0.1',
      '192.169.0.1',
      '2001:db8::1',
      'pbx.local',
      '10.example.com',
    ])
      assert.ok(!isPrivateAddress(host), host);
  });
});

describe('the secrets of proxies', () => {
  it('are told in the forms in which they are written and sent', () => {
    const secrets = proxySecrets({
      url: 'http://me:p%40ss-planted@proxy:3128',
      noProxy: [],
      isOn: true,
      authorization: 'Bearer planted-header',
      strictSsl: true,
      environment: {},
    });
    for (const secret of ['p%40ss-planted', 'p@ss-planted', btoa('me:p@ss-planted'), 'planted-header']) {
      assert.ok(secrets.includes(secret), secret);
    }
  });

  it('are those of the environment too, which is used when the setting is taken away', () => {
    const secrets = proxySecrets({
      url: '',
      noProxy: [],
      isOn: false,
      authorization: '',
      strictSsl: true,
      environment: { https_proxy: 'me:planted-one@proxy:1', HTTP_PROXY: 'http://me:planted-two@proxy:2' },
    });
    assert.ok(secrets.includes('planted-one') && secrets.includes('planted-two'), secrets.join());
  });
});
