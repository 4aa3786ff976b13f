import assert from 'node:assert/strict';
import { differences, type ExistingTrunk } from '../../../src/core/compare.ts';
import type { Trunk } from '../../../src/core/trunk.ts';

const wanted: Trunk = {
  trunkname: 'itsp',
  trunktype: 'register',
  host: 'sip.example.com',
  port: '5060',
  username: '0123',
  authname: '0123',
  password: 'Rqzswb55',
};
/** As a PBX answers: with an id, and with fields that nobody wrote. */
const existing: ExistingTrunk = { ...wanted, id: '7', domain: 'sip.example.com', fromuser: '' };

describe('Comparing a trunk with the one on the PBX', () => {
  const cases: [title: string, wanted: Partial<Trunk>, existing: Partial<ExistingTrunk>, fields: string[]][] =
    [
      ['the same', {}, {}, []],
      ['another host and port', { host: 'other.example.com', port: '5061' }, {}, ['host', 'port']],
      ['another type', {}, { trunktype: 'peer' }, ['trunktype']],
      ['a type in capitals', {}, { trunktype: 'Register' }, []],
      ['a host in capitals and with spaces', {}, { host: ' SIP.Example.com' }, []],
      ['a user name in capitals', { username: 'Bob' }, { username: 'bob' }, ['username']],
      ['a user name without its zero', {}, { username: '123' }, ['username']],
      ['a password in capitals', {}, { password: 'RQZSWB55' }, ['password']],
      ['a hidden password', {}, { password: '********' }, []],
      ['a password with an asterisk', {}, { password: '*x*' }, ['password']],
      ['an empty password', {}, { password: '' }, ['password']],
      ['a field that the PBX does not show', {}, { password: undefined, authname: undefined }, []],
      ['a field that only the PBX has', {}, { fromuser: '99', domain: 'x.example' }, []],
      ['a blank field that the PBX has filled', { fromuser: '' }, { fromuser: '99' }, ['fromuser']],
      ['a domain in capitals', { domain: 'a.example' }, { domain: 'A.Example ' }, []],
      ['a blank domain, which is sent like none', { domain: '' }, { domain: 'x.example' }, []],
      ['a domain that differs', { domain: 'a.example' }, { domain: 'b.example' }, ['domain']],
      ['blanks that are never sent', {}, { username: ' 0123', port: '5060 ' }, []],
      ['a password with a blank', {}, { password: 'Rqzswb55 ' }, ['password']],
      ['another name, which is what they were matched by', {}, { trunkname: 'ITSP' }, []],
    ];
  for (const [title, changeWanted, changeExisting, fields] of cases) {
    it(title, () => {
      const one = { ...wanted, ...changeWanted } as Trunk;
      assert.deepEqual(differences(one, { ...existing, ...changeExisting }), fields);
    });
  }
  it('a peer trunk has nothing to say about credentials', () => {
    const peer: Trunk = { trunkname: 'p', trunktype: 'peer', host: '192.0.2.1', port: '5060' };
    assert.deepEqual(differences(peer, { ...existing, ...peer }), []);
  });
});
