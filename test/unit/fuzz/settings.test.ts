import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readConnection } from '../../../src/core/connection.ts';
import { itHolds, textOf } from '../../support/fuzz.ts';

const url = textOf(
  'http://',
  'https://',
  'HTTP:',
  '//',
  '@',
  ':',
  '/',
  '?',
  '#',
  '..',
  '[::1]',
  '127.0.0.1',
  'localhost',
  '9011',
  '99999',
  '%',
  ' ',
  '\n',
);
const value = fc.oneof(url, fc.anything({ maxDepth: 1 }));
const keys = [
  'url',
  'username',
  'apiVersion',
  'format',
  'certificate',
  'ca',
  'charset',
  'group',
  '__proto__',
];
const entry = fc.oneof(
  { weight: 9, arbitrary: fc.dictionary(fc.constantFrom(...keys), value, { noNullPrototype: true }) },
  { weight: 1, arbitrary: fc.anything() },
);

describe('an entry of pbx.connections', () => {
  itHolds('is a PBX that can be asked, or says what is wrong', entry, (written) => {
    const read = readConnection('hq', written);
    assert.equal(read.name, 'hq');
    if ('problem' in read) {
      assert.ok(read.problem !== '');
      return;
    }
    const { protocol, username, password, search, hash } = new URL(read.connection.url);
    assert.match(protocol, /^https?:$/);
    assert.deepEqual([username, password, search, hash], ['', '', '', '']);
    assert.ok(!read.connection.url.endsWith('/'));
  });
});
