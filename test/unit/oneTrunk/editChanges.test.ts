import assert from 'node:assert/strict';
import type { ExistingTrunk } from '../../../src/core/compare.ts';
import type { EditableTrunk } from '../../../src/pbx/provision/editableTrunk.ts';
import { editedTrunk, type EditedValues } from '../../../src/pbx/provision/editTrunk.ts';
import { bothTexts } from '../../../src/ui/oneTrunk/edit/bothTexts.ts';
import { changesTo, loadedOf } from '../../../src/ui/oneTrunk/edit/changes.ts';
import { readEditDraft } from '../../../src/ui/oneTrunk/page/edit/editDraft.ts';

const peer = (changes: Partial<ExistingTrunk> = {}): EditableTrunk => ({
  id: '1',
  type: 'peer',
  existing: { trunkname: 'p', trunktype: 'Peer', host: '192.0.2.1', port: '5060', ...changes },
  needsPassword: false,
  hasDodFields: false,
});
const changes = (loaded: EditableTrunk, values: EditedValues) => {
  const edited = editedTrunk(loaded, { host: '192.0.2.1', port: '5060', ...values });
  assert.ok('trunk' in edited);
  return changesTo(loaded, edited.trunk);
};

describe('what an edit changes', () => {
  it('is shown for the fields of the type alone, a setting that the PBX leaves out as blank', () => {
    assert.deepEqual(loadedOf(peer({ username: 'x', password: 'y' })).values, {
      host: '192.0.2.1',
      port: '5060',
      domain: '',
    });
  });

  it('has no line for a domain that follows the host, and one for a domain that goes or comes', () => {
    assert.deepEqual(changes(peer({ domain: '192.0.2.1' }), { host: '192.0.2.2' }), [
      { field: 'host', from: '192.0.2.1', to: '192.0.2.2' },
    ]);
    assert.deepEqual(changes(peer({ domain: 'realm.example' }), { domain: '' }), [
      { field: 'domain', from: 'realm.example', to: '' },
    ]);
    assert.deepEqual(changes(peer(), { domain: 'realm.example' }), [
      { field: 'domain', from: '', to: 'realm.example' },
    ]);
  });

  it('sees a value that only differs in case or blanks: the person typed it', () => {
    assert.deepEqual(changes(peer({ host: 'SIP.example' }), { host: 'sip.example' }), [
      { field: 'host', from: 'SIP.example', to: 'sip.example' },
    ]);
  });
});

describe('both sides of a trunk that was changed meanwhile', () => {
  const account = (password: string, username = 'u'): EditableTrunk => ({
    id: '1',
    type: 'account',
    existing: { trunkname: 'a', trunktype: 'account', username, authname: 'u', password },
    needsPassword: false,
    hasDodFields: false,
  });

  it('differ in the mark of a password that differs, and never hold one', () => {
    const { before, after } = bothTexts('hq', {
      loaded: account('one-plantedsecret'),
      now: account('two-plantedsecret'),
      fields: ['password'],
    });
    assert.notEqual(before, after);
    assert.doesNotMatch(before + after, /plantedsecret/);
  });

  it('have the same mark for the same password', () => {
    const { before, after } = bothTexts('hq', {
      loaded: account('one-plantedsecret', 'before'),
      now: account('one-plantedsecret', 'after'),
      fields: ['username'],
    });
    assert.equal(before.replace('before', 'after'), after);
    assert.doesNotMatch(before, /plantedsecret/);
  });
});

describe('the draft of an edit', () => {
  const target = { pbx: 'hq', trunkname: 'to-x' };
  const draft = { ...target, changed: { host: '' }, passwordLost: true };

  it('is read back as it was kept, for its own trunk only', () => {
    assert.deepEqual(readEditDraft(structuredClone(draft), target), draft);
    assert.equal(readEditDraft(draft, { ...target, trunkname: 'to-y' }), undefined);
    assert.equal(readEditDraft(draft, { ...target, pbx: 'branch' }), undefined);
  });

  it('has no place for a password', () => {
    assert.equal(readEditDraft({ ...draft, changed: { password: 'x' } }, target), undefined);
    assert.equal(readEditDraft({ ...draft, password: 'x' }, target), undefined);
  });
});
