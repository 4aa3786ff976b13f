import assert from 'node:assert/strict';
import { readAddDraft } from '../../../src/ui/oneTrunk/page/add/addDraft.ts';
import { checkForm } from '../../../src/ui/oneTrunk/page/fields/checkForm.ts';

const draft = {
  pbx: 'hq',
  trunktype: 'register',
  values: { trunkname: 'to-x', host: '' },
  ownAuthname: false,
  passwordLost: true,
};

describe('the draft of the trunk form', () => {
  it('is read back as it was kept', () => {
    assert.deepEqual(readAddDraft(structuredClone(draft)), draft);
  });

  it('has no place for a password', () => {
    assert.equal(readAddDraft({ ...draft, values: { ...draft.values, password: 'x' } }), undefined);
  });

  it('counts as none when it is broken or of another version', () => {
    for (const state of [undefined, null, 'draft', {}, { ...draft, trunktype: 'trunk' }]) {
      assert.equal(readAddDraft(state), undefined);
    }
  });
});

describe('what is typed into the trunk form', () => {
  it('becomes a trunk of exactly the fields of its type, without blanks around an address', () => {
    const typed = {
      trunkname: 'to-x',
      host: ' 192.0.2.1 ',
      port: '5060',
      domain: ' ',
      password: 'left over',
    };
    assert.deepEqual(checkForm('peer', typed).trunk, {
      trunkname: 'to-x',
      trunktype: 'peer',
      host: '192.0.2.1',
      port: '5060',
    });
  });

  it('is no trunk while a field is wrong, and an error outweighs a warning', () => {
    const { trunk, messages } = checkForm('peer', { trunkname: 'a@b,c', host: 'x', port: '0' });
    assert.equal(trunk, undefined);
    assert.equal(messages.get('trunkname')?.kind, 'error');
    assert.equal(messages.get('port')?.kind, 'error');
    assert.equal(messages.get('host'), undefined);
  });

  it('may be unusual: a warning keeps no trunk back', () => {
    const { trunk, messages } = checkForm('peer', { trunkname: 'a@b', host: 'x', port: '5060' });
    assert.ok(trunk);
    assert.equal(messages.get('trunkname')?.kind, 'warning');
  });
});
