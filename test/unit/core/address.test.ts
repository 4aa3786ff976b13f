import assert from 'node:assert/strict';
import { addressProblem } from '../../../src/core/address.ts';

describe('An address of a trunk', () => {
  for (const address of [
    ...['192.0.2.1', 'sip.example.com', 'büro.example', 'pbx', '_sip.example', 'sip.example.com.', ''],
    ...[
      '2001:db8::1',
      '[2001:db8::1]',
      '::1',
      '::ffff:192.0.2.1',
      'fe80::1%eth0',
      '[fe80::1%eth0]',
      ' sip.example.com ',
    ],
  ]) {
    it(`may be ${JSON.stringify(address)}`, () => {
      assert.equal(addressProblem('host', address), undefined);
    });
  }

  for (const [address, ...named] of [
    ['203.0.113.9:7060;transport=udp', ':7060', ';transport=udp'],
    ['sip.example.net;transport=TLS;lr', ';transport=TLS', ';lr'],
    ['sip.example.net;user=phone', ';user=phone'],
    ['[2001:db8::1];transport=tcp', ';transport=tcp'],
    ['2001:db8::1;transport=tcp', ';transport=tcp'],
    ['sip.example.net:5060', ':5060', 'field port'],
    ['[2001:db8::1]:5061', ':5061', 'field port'],
    ['sip:sip.example.net', 'sip:'],
    [
      'sips:0301@sip.example.net:5061;transport=tls?a=b',
      'sips:',
      'before @',
      ':5061',
      ';transport=tls',
      'behind ?',
    ],
    ['https://sip.example.net:8088/path', 'https://', ':8088', 'behind /'],
    ['192.0.2.0/24', 'behind /'],
    ['<sip:sip.example.net>', 'brackets', 'sip:'],
    ['[192.0.2.1]', 'brackets'],
    ['(sip.example.net)', 'brackets'],
    ['"sip.example.net"', 'quotes'],
    ['sip.example.net:', 'behind :'],
    ['1.2.3.4:5060:1', 'behind :'],
    ['sip.example.net;', 'behind ;'],
    ['sip example', 'space'],
    ['sip|example', '|'],
    ...[
      '192.0.2.1,192.0.2.2',
      'a.example, b.example',
      'a.example;b.example',
      'a.example b.example',
      'a.example|b.example',
    ].map((list) => [list, 'not a list'] as const),
    ['a.example:5060;b.example:5060', 'not a list'],
  ] as const) {
    it(`may not be ${address}, and what is too much is named`, () => {
      const words = addressProblem('domain', address) ?? '';
      assert.match(words, /^domain must/);
      for (const part of named) assert.ok(words.includes(part), words);
    });
  }

  it('is never repeated where it may be a password in the wrong column', () => {
    for (const value of [
      'a;hunter2',
      'a:hunter2',
      'hunter2@b',
      'a/hunter2',
      'a?hunter2',
      'a;x=hunter2',
      'hunter2 a',
      'a;hunter2;lr',
    ]) {
      const words = addressProblem('host', value) ?? '';
      assert.notEqual(words, '');
      assert.doesNotMatch(words, /hunter2/);
    }
  });

  it('that a spreadsheet has left is only warned of, since a PBX may have it', () => {
    for (const value of ['#WERT!', '1,23457E+15', '#NAME?'])
      assert.equal(addressProblem('host', value), undefined);
    assert.match(addressProblem('host', '#N/A') ?? '', /spreadsheet/);
  });
});
