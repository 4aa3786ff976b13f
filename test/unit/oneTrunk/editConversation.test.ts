import assert from 'node:assert/strict';
import type { ExistingTrunk } from '../../../src/core/compare.ts';
import type { Trunk } from '../../../src/core/trunk.ts';
import type { EditableTrunk } from '../../../src/pbx/provision/editableTrunk.ts';
import type { EditResult } from '../../../src/pbx/provision/editTrunk.ts';
import { EditConversation } from '../../../src/ui/oneTrunk/edit/conversation.ts';
import type { Posted } from '../../../src/ui/webview/protocol.ts';
import { toEditPageSchema, type EditState } from '../../../src/ui/oneTrunk/edit/protocol.ts';

const kept = 'Kept-plantedsecret-1';
const typed = 'Typed-plantedsecret-2';
const existing: ExistingTrunk = {
  id: '3',
  trunkname: 'to-x',
  trunktype: 'register',
  host: '192.0.2.1',
  port: '5060',
  domain: '192.0.2.1',
  username: '6100',
  authname: '6100',
  fromuser: '',
  password: kept,
};
const trunkOf = (changes: Partial<ExistingTrunk> = {}, needsPassword = false): EditableTrunk => ({
  id: '3',
  type: 'register',
  existing: { ...existing, ...changes },
  needsPassword,
  hasDodFields: false,
});
const values = {
  host: '192.0.2.1',
  port: '5060',
  domain: '',
  username: '6100',
  authname: '6100',
  fromuser: '',
};
const updated: EditResult = { outcome: { pbx: 'hq', trunkname: 'to-x', outcome: 'updated' } };

/** A conversation with everything around it written down. */
function bench({
  load = () => Promise.resolve(trunkOf()),
  edit = () => Promise.resolve(updated),
}: {
  load?: () => Promise<EditableTrunk | { problem: string }>;
  edit?: (loaded: EditableTrunk, trunk: Trunk) => Promise<EditResult>;
} = {}) {
  const address = { url: 'http://192.0.2.1:9011' };
  const posted: Posted<EditState>[] = [];
  const sent: Trunk[] = [];
  const shown: string[] = [];
  const logged: string[] = [];
  const conversation = new EditConversation(
    { pbx: 'hq', trunkname: 'to-x' },
    {
      load,
      where: (pbx) => `${pbx} (${address.url})`,
      edit: (_target, loaded, trunk) => {
        sent.push(trunk);
        return edit(loaded, trunk);
      },
      showBoth: (_target, { fields }) => {
        shown.push(fields.join());
        return Promise.resolve();
      },
    },
    {
      post: (message) => posted.push(structuredClone(message)),
      reveal: () => undefined,
    },
    { warn: (text) => logged.push(text), error: (text) => logged.push(String(text)) },
  );
  const last = () => {
    const message = posted.at(-1);
    assert.ok(message);
    return message.state;
  };
  const revision = () => posted.at(-1)?.revision ?? 0;
  /** Answers to what was posted last, as the page does. */
  const answer = (type: string, more: object = {}) =>
    conversation.page.receive({ type, revision: revision(), ...more });
  const start = async () => {
    await conversation.page.receive({ type: 'ready' });
    await conversation.load({ ask: true });
  };
  return { address, conversation, posted, sent, shown, logged, last, revision, answer, start };
}

describe('the host’s side of editing a trunk', () => {
  it('fills the form without the password, and with a domain only where it is its own', async () => {
    const { posted, last, start } = bench();
    await start();
    assert.deepEqual(
      posted.map(({ state }) => state.stage.name),
      ['loading', 'loading', 'editing'],
    );
    assert.deepEqual(last().loaded, { trunktype: 'register', values, needsPassword: false });
  });

  it('sends exactly what was reviewed, once, and then fills the form anew', async () => {
    const { posted, sent, last, revision, answer, start } = bench();
    await start();
    await answer('review', { values: { ...values, host: '192.0.2.9', password: typed } });
    assert.deepEqual(last().stage, {
      name: 'review',
      where: 'hq (http://192.0.2.1:9011)',
      changes: [{ field: 'host', from: '192.0.2.1', to: '192.0.2.9' }, { field: 'password' }],
    });
    assert.equal(sent.length, 0);
    const before = revision();
    await Promise.all([answer('send'), answer('send', { revision: before })]);
    assert.deepEqual(
      sent.map((trunk) => ('password' in trunk ? [trunk.trunkname, trunk.password] : [])),
      [['to-x', typed]],
    );
    assert.equal(last().outcome?.outcome, 'updated');
    assert.deepEqual([last().stage.name, last().fresh], ['editing', true]);
    assert.doesNotMatch(JSON.stringify(posted), /plantedsecret/);
  });

  it('sends nothing to another box than the one that was reviewed, says so and loads anew', async () => {
    const { address, posted, sent, last, answer, start } = bench();
    await start();
    await answer('review', { values: { ...values, host: '192.0.2.9' } });
    address.url = 'http://192.0.2.66';
    await answer('send');
    assert.equal(sent.length, 0);
    assert.deepEqual(
      posted.slice(-2).map(({ state }) => [state.stage.name, state.fresh]),
      [
        ['loading', false],
        ['editing', true],
      ],
    );
    assert.deepEqual(last().outcome, {
      pbx: 'hq',
      trunkname: 'to-x',
      outcome: 'failed',
      message: 'hq stands for another address now, so nothing was sent.',
    });
    await answer('review', { values: { ...values, host: '192.0.2.9' } });
    assert.deepEqual('where' in last().stage && last().stage, {
      name: 'review',
      where: 'hq (http://192.0.2.66)',
      changes: [{ field: 'host', from: '192.0.2.1', to: '192.0.2.9' }],
    });
    await answer('send');
    assert.equal(sent.length, 1);
  });

  it('keeps the present password when none was typed, and says when nothing is changed', async () => {
    const { sent, last, answer, start } = bench();
    await start();
    await answer('review', { values: { ...values, password: '' } });
    assert.deepEqual(last().stage, { name: 'editing', unchanged: true });
    await answer('review', { values: { ...values, port: '5061', password: '' } });
    await answer('send');
    assert.deepEqual(sent, [
      {
        trunkname: 'to-x',
        trunktype: 'register',
        host: '192.0.2.1',
        port: '5061',
        username: '6100',
        authname: '6100',
        password: kept,
      },
    ]);
  });

  it('sends nothing that is wrong, whatever the page says', async () => {
    const { sent, last, answer, start } = bench({ load: () => Promise.resolve(trunkOf({}, true)) });
    await start();
    await answer('review', { values: { ...values, port: '0' } });
    const { stage } = last();
    assert.ok(stage.name === 'editing');
    assert.deepEqual(
      stage.problems?.map(({ field }) => field),
      ['port', 'password'],
    );
    await answer('send');
    assert.equal(sent.length, 0);
  });

  it('does not hear an answer to an earlier state, and says again how things stand', async () => {
    const { posted, sent, revision, answer, start } = bench();
    await start();
    const before = revision();
    await answer('review', { values: { ...values, port: '5061' } });
    await answer('back');
    await answer('send', { revision: before + 1 });
    assert.equal(sent.length, 0);
    assert.deepEqual(posted.at(-1), posted.at(-2));
  });

  it('has what happened while the page was hidden', async () => {
    const { conversation, last, posted, answer, start } = bench();
    await start();
    await answer('review', { values: { ...values, port: '5061' } });
    const sending = answer('send');
    conversation.page.pageHidden();
    const before = posted.length;
    await sending;
    assert.equal(posted.length, before);
    await conversation.page.receive({ type: 'ready' });
    assert.deepEqual([last().outcome?.outcome, last().fresh], ['updated', true]);
    await conversation.page.receive({ type: 'ready' });
    assert.equal(last().fresh, false);
  });

  describe('when the trunk was changed meanwhile', () => {
    const now = trunkOf({ port: '5099', username: 'theirs', password: 'other-plantedsecret' });
    const changed: EditResult = { changed: now, fields: ['port', 'username', 'password'] };
    const run = async () => {
      let conflict = true;
      const made = bench({
        edit: () => Promise.resolve(conflict ? changed : updated),
        load: () => Promise.resolve(conflict ? trunkOf() : now),
      });
      await made.start();
      await made.answer('review', { values: { ...values, host: '192.0.2.9', username: 'mine' } });
      await made.answer('send');
      conflict = false;
      return made;
    };

    it('says in which fields, and shows both', async () => {
      const { last, shown, posted, answer } = await run();
      assert.deepEqual(last().stage, {
        name: 'conflict',
        changes: [
          { field: 'port', from: '5060', to: '5099' },
          { field: 'username', from: '6100', to: 'theirs' },
          { field: 'password' },
        ],
      });
      await answer('showBoth');
      assert.deepEqual(shown, ['port,username,password', 'port,username,password']);
      assert.doesNotMatch(JSON.stringify(posted), /plantedsecret/);
    });

    it('reviews the same changes on top of the present settings', async () => {
      const { last, sent, answer } = await run();
      await answer('reviewOnTop');
      assert.deepEqual(last().stage, {
        name: 'review',
        where: 'hq (http://192.0.2.1:9011)',
        changes: [
          { field: 'host', from: '192.0.2.1', to: '192.0.2.9' },
          { field: 'username', from: 'theirs', to: 'mine' },
        ],
      });
      await answer('send');
      const trunk = sent.at(-1);
      assert.ok(trunk?.trunktype === 'register');
      assert.deepEqual(
        [trunk.host, trunk.port, trunk.username, trunk.authname, trunk.password],
        ['192.0.2.9', '5099', 'mine', '6100', 'other-plantedsecret'],
      );
    });

    it('fills the form with the present settings instead', async () => {
      const { last, sent, answer } = await run();
      await answer('load');
      assert.deepEqual([last().stage.name, last().fresh], ['editing', true]);
      assert.equal(last().loaded?.values.port, '5099');
      await answer('reviewOnTop');
      assert.equal(sent.length, 1);
    });
  });

  it('says what keeps a trunk from being edited, and tries again', async () => {
    let gone = true;
    const { last, answer, start } = bench({
      load: () => Promise.resolve(gone ? { problem: 'gone' } : trunkOf()),
    });
    await start();
    assert.deepEqual(last().stage, { name: 'problem', message: 'gone' });
    gone = false;
    await answer('load');
    assert.equal(last().stage.name, 'editing');
  });

  it('says “unknown” when the sending broke down, and keeps what was typed', async () => {
    const { last, logged, answer, start } = bench({ edit: () => Promise.reject(new Error('torn')) });
    await start();
    await answer('review', { values: { ...values, port: '5061' } });
    await answer('send');
    assert.deepEqual(
      [last().outcome?.outcome, last().stage.name, last().fresh],
      ['unknown', 'editing', false],
    );
    assert.match(logged.join(), /torn/);
  });

  it('ignores what is not in the protocol, and does not log its content', async () => {
    const { conversation, posted, logged, answer, start } = bench();
    await start();
    const before = posted.length;
    for (const message of [
      typed,
      { type: typed },
      { type: 'send' },
      { type: 'ready', password: typed },
      { type: 'review', revision: 1, values: { ...values, trunkname: 'all' } },
    ]) {
      await conversation.page.receive(message);
    }
    await answer('review', { values: { ...values, id: '4' } });
    assert.equal(posted.length, before);
    assert.equal(logged.length, 6);
    assert.doesNotMatch(logged.join(), /plantedsecret/);
  });

  it('has no place for a secret on the way to the page', async () => {
    const { last, start } = bench();
    await start();
    const state = last();
    const { loaded } = state;
    assert.ok(loaded);
    const accepts = (changed: object) =>
      toEditPageSchema.safeParse({ revision: 1, state: { ...state, ...changed } }).success;
    assert.ok(accepts({}));
    for (const wrong of [
      { password: kept },
      { loaded: { ...loaded, password: kept } },
      { loaded: { ...loaded, values: { ...values, password: kept } } },
      { stage: { name: 'review', where: 'hq', changes: [{ field: 'password', from: kept, to: typed }] } },
    ]) {
      assert.ok(!accepts(wrong), JSON.stringify(wrong));
    }
  });
});
