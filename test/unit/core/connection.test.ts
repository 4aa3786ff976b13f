import assert from 'node:assert/strict';
import { credentialKey, readConnection } from '../../../src/core/connection.ts';

const url = 'http://172.16.6.150:9011';

function problemOf(entry: unknown): string {
  const pbx = readConnection('hq', entry);
  return 'problem' in pbx ? pbx.problem : '';
}

function connectionOf(entry: unknown) {
  const pbx = readConnection('hq', entry);
  assert.ok('connection' in pbx, 'problem' in pbx ? pbx.problem : '');
  return pbx.connection;
}

describe('An entry of pbx.connections', () => {
  it('needs only a URL', () => {
    assert.deepEqual(readConnection('hq', { url }), {
      name: 'hq',
      connection: { url, username: '', apiVersion: 'v0.0.1', format: 'json' },
    });
  });

  for (const [given, kept] of [
    [' http://172.16.6.150:9011/ ', url],
    ['HTTPS://PBX.Example:8088', 'https://pbx.example:8088'],
    ['https://pbx.example:8088/branch/1//', 'https://pbx.example:8088/branch/1'],
    ['http://[2001:db8::1]:9011', 'http://[2001:db8::1]:9011'],
  ] as const) {
    it(`reads the URL ${given} as ${kept}`, () => {
      assert.equal(connectionOf({ url: given }).url, kept);
    });
  }

  for (const bad of [
    '',
    'pbx',
    '172.16.6.150:9011',
    'ftp://pbx:21',
    'http://',
    'http://:9011',
    'file:///etc',
    7,
    null,
    undefined,
  ]) {
    it(`refuses the URL ${JSON.stringify([bad])}`, () => {
      assert.match(problemOf({ url: bad }), /^url must have a scheme/);
    });
  }
  for (const bad of [`${url}?token=abc123`, `${url}/#abc123`]) {
    it(`refuses what comes after the path in ${bad}, and does not repeat it`, () => {
      assert.match(problemOf({ url: bad }), /^url must end/);
      assert.doesNotMatch(problemOf({ url: bad }), /abc123/);
    });
  }
  it('refuses a user name and a password in the URL, and does not repeat them', () => {
    for (const before of ['api:hunter2', 'hunter2', ':hunter2']) {
      const problem = problemOf({ url: `http://${before}@172.16.6.150:9011` });
      assert.match(problem, /^url must not have a user name/);
      assert.doesNotMatch(problem, /hunter2/);
    }
  });

  it('refuses a pin for a URL that sends everything in plain text', () => {
    assert.match(
      problemOf({ url, certificate: `sha256:${'ab'.repeat(32)}` }),
      /^certificate works with https:\/\/ only/,
    );
  });

  it('takes the path of a file with authorities, for https alone', () => {
    const https = 'https://pbx.example';
    assert.equal(connectionOf({ url: https, ca: ' ~/company ca.pem ' }).ca, '~/company ca.pem');
    for (const ca of ['', '  ', 7, null]) {
      assert.match(problemOf({ url: https, ca }), /^ca must be the path of a PEM file/);
    }
    assert.match(problemOf({ url, ca: 'company.pem' }), /^ca works with https:\/\/ only/);
  });

  for (const written of [
    'AB'.repeat(32),
    'ab'.repeat(32),
    `sha256:${'ab'.repeat(32)}`,
    ` SHA256:${Array(32).fill('Ab').join(':')} `,
  ]) {
    it(`takes the fingerprint ${written.slice(0, 14)}…`, () => {
      assert.equal(
        connectionOf({ url: 'https://pbx.example', certificate: written }).certificate,
        `sha256:${'ab'.repeat(32)}`,
      );
    });
  }
  for (const written of [
    '',
    'sha256:',
    'ab',
    'ab'.repeat(31),
    'ab'.repeat(33),
    'xy'.repeat(32),
    `sha1:${'ab'.repeat(32)}`,
    7,
  ]) {
    it(`refuses the fingerprint ${JSON.stringify(written).slice(0, 14)}…`, () => {
      assert.match(problemOf({ url, certificate: written }), /^certificate must be/);
    });
  }

  for (const [entry, words] of [
    [{ url, username: 6100 }, /^username must be text/],
    [{ url, apiVersion: 'v2' }, /^apiVersion must be one of v0\.0\.1, v1\.1\.0/],
    [{ url, format: 'yaml' }, /^format must be one of json, xml/],
    [{ url, apiVersion: 'v1.1.0', format: 'xml' }, /^format must be json/],
    ['http://pbx', /object with a url/],
    [null, /object with a url/],
    [{ url: 'x', format: 'y' }, /^url .*format /],
  ] as const) {
    it(`says what is wrong with ${JSON.stringify(entry)}`, () => {
      assert.match(problemOf(entry), words);
    });
  }
});

describe('The key of a PBX’s secrets', () => {
  const key = credentialKey({ url, username: 'api' });
  it('is the same however the URL is written', () => {
    const read = readConnection('hq', { url: `${url.replace('http', 'HTTP')}//`, username: 'api' });
    assert.ok('connection' in read);
    assert.equal(credentialKey(read.connection), key);
  });
  for (const other of [
    { url: 'https://172.16.6.150:9011', username: 'api' },
    { url: 'http://172.16.6.151:9011', username: 'api' },
    { url: 'http://172.16.6.150:9012', username: 'api' },
    { url: `${url}/branch`, username: 'api' },
    { url, username: 'API' },
    { url, username: '' },
  ]) {
    it(`differs for ${other.username || 'nobody'} at ${other.url}`, () => {
      assert.notEqual(credentialKey(other), key);
    });
  }
  it('cannot be made to look like another by a user name', () => {
    assert.notEqual(credentialKey({ url, username: 'a","b' }), credentialKey({ url, username: 'a' }));
  });
});
