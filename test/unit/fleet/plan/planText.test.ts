import assert from 'node:assert/strict';
import type { ExistingTrunk } from '../../../../src/core/compare.ts';
import type { Trunk, TrunkField } from '../../../../src/core/trunk.ts';
import { planText } from '../../../../src/fleet/plan/planText.ts';

const trunk = {
  trunkname: 'itsp',
  trunktype: 'register' as const,
  host: 'new.example.net',
  port: '5060',
  username: '6100',
  authname: '6100',
  password: 'newPassw0rd',
};

describe('the text of a plan', () => {
  it('shows what is there and what will be, and of a secret only whether it is the same', () => {
    const existing = {
      ...trunk,
      id: '4',
      host: 'old.example.net',
      domain: 'realm.example.net',
      fromuser: '',
      password: 'oldPassw0rd',
    };
    const { before, after } = planText('hq', [
      { trunk, action: 'update', fields: ['host', 'password'], existing },
    ]);
    const differing = (text: string, other: string) =>
      text.split('\n').filter((line) => !other.split('\n').includes(line));
    assert.deepEqual(
      differing(before, after).map((line) => line.trim()),
      ['host: old.example.net', 'password: "••• (on the PBX)"'],
    );
    assert.deepEqual(
      differing(after, before).map((line) => line.trim()),
      ['host: new.example.net', 'password: "••• (in the file)"'],
    );
    assert.match(after, /domain: realm\.example\.net/);
    assert.ok(!`${before}${after}`.includes('Passw0rd'));
  });

  describe('shows as changed only what would change', () => {
    const existing = { ...trunk, id: '4', domain: 'new.example.net', fromuser: '' };
    const changed = (fields: TrunkField[], wanted: Trunk, there: ExistingTrunk = existing) => {
      const action = fields.length > 0 ? ('update' as const) : ('none' as const);
      const { before, after } = planText('hq', [{ trunk: wanted, action, fields, existing: there }]);
      const old = new Set(before.split('\n'));
      const now = new Set(after.split('\n'));
      return [...old]
        .filter((line) => !now.has(line))
        .map((line) => `-${line.trim()}`)
        .concat([...now].filter((line) => !old.has(line)).map((line) => `+${line.trim()}`));
    };

    it('a domain that only repeats the host stays, or follows the host', () => {
      assert.deepEqual(changed([], trunk), []);
      assert.deepEqual(changed([], { ...trunk, domain: '' }), []);
      assert.deepEqual(changed(['port'], { ...trunk, port: '5061' }), ['-port: 5060', '+port: 5061']);
      assert.deepEqual(changed(['host'], { ...trunk, host: 'a.example' }), [
        '-host: new.example.net',
        '-domain: new.example.net',
        '+host: a.example',
        '+domain: a.example',
      ]);
      assert.deepEqual(changed(['domain'], { ...trunk, domain: 'realm' }), [
        '-domain: new.example.net',
        '+domain: realm',
      ]);
    });

    it('not how a value is written, nor one that the PBX does not show', () => {
      assert.deepEqual(changed([], { ...trunk, host: 'NEW.example.net', domain: 'New.Example.Net' }), []);
      assert.deepEqual(changed([], { ...trunk, fromuser: '49' }, { ...existing, fromuser: undefined }), []);
    });

    it('all that comes and goes with another type', () => {
      const peer: Trunk = { trunkname: 'itsp', trunktype: 'peer', host: trunk.host, port: '5060' };
      assert.deepEqual(changed(['trunktype'], peer), [
        '-trunktype: register',
        '-username: 6100',
        '-authname: 6100',
        '-password: "•••"',
        '+trunktype: peer',
      ]);
      assert.deepEqual(
        changed(['trunktype'], trunk, { ...peer, domain: trunk.host }).filter((line) => line.startsWith('-')),
        ['-trunktype: peer'],
      );
    });
  });

  it('shows equal passwords as equal, and a new trunk on one side only', () => {
    const { before, after } = planText('hq', [
      { trunk, action: 'none', fields: [], existing: { ...trunk, id: '4' } },
    ]);
    assert.equal(before, after);
    const added = planText('hq', [{ trunk, action: 'add', fields: [] }]);
    assert.ok(!added.before.includes('itsp'));
    assert.match(added.after, /trunkname: itsp/);
    assert.ok(!added.after.includes('newPassw0rd'));
  });
});
