import assert from 'node:assert/strict';
import { planText } from '../../src/ui/plan/planText.ts';

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
