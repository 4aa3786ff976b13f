import assert from 'node:assert/strict';
import type { ExistingTrunk } from '../../../src/core/compare.ts';
import { mergeTrunk } from '../../../src/core/mergeTrunk.ts';
import { checkTrunk, type Trunk } from '../../../src/core/trunk.ts';

const wanted = {
  trunkname: 'itsp',
  trunktype: 'register',
  host: 'sip.example.com',
  port: '5070',
  username: '0123',
  authname: '0123',
  password: 'Rqzswb55',
} as const satisfies Trunk;
/** As a PBX answers: with everything, also what nobody wrote. */
const existing: ExistingTrunk = {
  ...wanted,
  id: '7',
  port: '5060',
  domain: 'realm.example',
  fromuser: '99',
  password: 'the-old-one',
};

describe('Merging a trunk into the one on the PBX', () => {
  it('takes what the file names, and keeps the rest', () => {
    assert.deepEqual(mergeTrunk(wanted, existing), { ...wanted, domain: 'realm.example', fromuser: '99' });
  });

  it('changes neither of the two', () => {
    const before = JSON.stringify([wanted, existing]);
    mergeTrunk(wanted, existing);
    assert.equal(JSON.stringify([wanted, existing]), before);
  });

  it('lets the file decide on domain and fromuser', () => {
    const trunk: Trunk = { ...wanted, domain: 'new.example', fromuser: '1' };
    assert.deepEqual(mergeTrunk(trunk, existing), trunk);
  });

  it('keeps what the file has as a key without a value', () => {
    const trunk = { ...wanted, domain: undefined, fromuser: undefined } as Trunk;
    assert.deepEqual(mergeTrunk(trunk, existing), { ...wanted, domain: 'realm.example', fromuser: '99' });
  });

  it('takes the fromuser away that the file leaves blank', () => {
    assert.equal((mergeTrunk({ ...wanted, fromuser: '' }, existing) as { fromuser?: string }).fromuser, '');
  });

  it('keeps the domain that the file leaves blank: it counts as not named', () => {
    assert.equal(
      (mergeTrunk({ ...wanted, domain: '' }, existing) as { domain?: string }).domain,
      'realm.example',
    );
  });

  for (const [domain, host] of [
    ['sip.example.com', 'sip.example.com'],
    ['SIP.Example.com', 'sip.example.com'],
    ['sip.example.com ', 'SIP.example.com'],
  ]) {
    it(`lets a domain follow the host that it only repeated (${domain}, ${host})`, () => {
      const merged = mergeTrunk({ ...wanted, host: 'new.example' }, { ...existing, domain, host });
      assert.deepEqual(merged, { ...wanted, host: 'new.example', domain: 'new.example', fromuser: '99' });
    });
  }

  it('keeps a domain that differs from the host, also when the host becomes that domain', () => {
    assert.deepEqual(mergeTrunk({ ...wanted, host: 'realm.example' }, existing), {
      ...wanted,
      host: 'realm.example',
      domain: 'realm.example',
      fromuser: '99',
    });
  });

  it('leaves out what the PBX has blank or does not show', () => {
    assert.deepEqual(mergeTrunk(wanted, { ...existing, domain: '', fromuser: '' }), wanted);
    assert.deepEqual(mergeTrunk(wanted, { id: '7', trunkname: 'itsp' }), wanted);
  });

  it('never sends the password back that the PBX has, hidden or not', () => {
    for (const password of ['********', 'the-old-one', undefined]) {
      assert.equal(
        (mergeTrunk(wanted, { ...existing, password }) as { password?: string }).password,
        'Rqzswb55',
      );
    }
  });

  const peer: Trunk = { trunkname: 'itsp', trunktype: 'peer', host: '192.0.2.1', port: '5060' };
  const account: Trunk = {
    trunkname: 'itsp',
    trunktype: 'account',
    username: '1',
    authname: '2',
    password: '3',
  };
  const types: [title: string, wanted: Trunk, existing: ExistingTrunk, merged: Trunk][] = [
    ['register to peer', peer, existing, { ...peer, domain: 'realm.example' }],
    ['register to account', account, existing, account],
    [
      'peer to register',
      wanted,
      { ...peer, id: '1', domain: '192.0.2.1' },
      { ...wanted, domain: 'sip.example.com' },
    ],
    [
      'peer with a realm to register',
      wanted,
      { ...peer, domain: 'r.example' },
      { ...wanted, domain: 'r.example' },
    ],
    ['account to peer', peer, { ...account, id: '1', host: '', domain: '' }, peer],
    ['account to register', wanted, { ...account, id: '1' }, wanted],
  ];
  for (const [title, one, there, merged] of types) {
    it(`has only the fields of the new type: ${title}`, () => {
      const result = mergeTrunk(one, there);
      assert.deepEqual(result, merged);
      assert.ok('trunk' in checkTrunk(result));
    });
  }

  it('never takes over the id, the name or anything that is no field', () => {
    const there = { ...existing, trunkname: 'another', trunktype: 'peer', tech: 'pjsip', id: '7' };
    const merged = mergeTrunk(wanted, there);
    assert.equal(merged.trunkname, 'itsp');
    assert.equal(merged.trunktype, 'register');
    assert.ok(!('id' in merged) && !('tech' in merged));
  });
});
