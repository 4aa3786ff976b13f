import assert from 'node:assert/strict';
import { answerChallenge, firstKnown } from '../../../src/sip/digest.ts';
import { bodyLength, endOfHead, readResponse, writeRequest } from '../../../src/sip/message.ts';
import { damaged, itHolds, textOf } from '../../support/fuzz.ts';
import fc from 'fast-check';

const pieces = [
  'SIP/2.0 200 OK',
  'SIP/2.0 401',
  '\r\n',
  '\r\n ',
  '\n\t',
  ':',
  'v: x',
  'CSeq: 1 REGISTER',
  'l: 5',
];
const words = [
  'Digest ',
  'realm=',
  'nonce=',
  '"a"',
  '"',
  '\\',
  ',',
  ' ',
  '=',
  'qop="auth,auth-int"',
  'algorithm=MD5',
];

describe('SIP messages', () => {
  itHolds('are read or refused', textOf(...pieces), (text) => {
    const response = readResponse(text);
    if (!response) return;
    assert.ok(response.status >= 100 && response.status < 700);
    assert.doesNotMatch(response.reason, /[\r\n]/);
    const length = bodyLength(response);
    assert.ok(length === undefined || length >= 0);
  });

  itHolds(
    'keep each field that is not damaged',
    damaged(fc.constant('SIP/2.0 200 OK\r\nVia: a\r\nX: b')),
    (text) => {
      const response = readResponse(text);
      for (const [name, values] of response?.fields ?? []) {
        assert.equal(name, name.toLowerCase());
        assert.ok(values.length > 0);
      }
    },
  );

  itHolds('have challenges that are known or passed over', textOf(...words), (text) => {
    const known = firstKnown([text]);
    if (!known) return;
    const account = { username: 'u', authname: 'a"\\', password: 'p' };
    const { value, response } = answerChallenge(known, account, 'REGISTER', 'sip:x');
    assert.match(response, /^(?:\w{32}|\w{64})$/);
    assert.ok(value.startsWith('Digest username="a\\"\\\\", realm="'));
  });

  it('end where the blank line is', () => {
    assert.equal(endOfHead(Buffer.from('a\r\n\r\nb')), 1);
    assert.equal(endOfHead(Buffer.from('a\r\n\r')), undefined);
  });

  it('are written without a control character, or not at all', () => {
    assert.throws(() =>
      writeRequest({ method: 'OPTIONS', uri: 'sip:x', fields: [['A', 'b\r\nContact: c']] }),
    );
  });
});

describe('the answer to a challenge', () => {
  // RFC 7616, 3.9.1, and RFC 2617, 3.5.
  const account = { username: '', authname: 'Mufasa', password: 'Circle of Life' };
  const cnonce = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ';
  for (const [algorithm, expected] of [
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ] as const) {
    it(`is that of RFC 7616 with ${algorithm}`, () => {
      const known = firstKnown([
        `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, ` +
          'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"',
      ]);
      assert.ok(known);
      const { response, value } = answerChallenge(known, account, 'GET', '/dir/index.html', cnonce);
      assert.equal(response, expected);
      assert.match(value, /opaque="FQhe/);
    });
  }
});
