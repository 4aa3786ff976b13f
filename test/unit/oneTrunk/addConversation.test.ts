import assert from 'node:assert/strict';
import type { Disposable } from 'vscode';
import type { TrunkOutcome } from '../../../src/core/outcome.ts';
import type { Trunk } from '../../../src/core/trunk.ts';
import { AddConversation } from '../../../src/ui/oneTrunk/add/conversation.ts';
import type { AddState, PbxChoice } from '../../../src/ui/oneTrunk/add/protocol.ts';
import type { Posted } from '../../../src/ui/webview/protocol.ts';

const password = 'Rqz-plantedsecret-55';
const trunk: Trunk = {
  trunkname: 'to ${x}',
  trunktype: 'account',
  username: '6100',
  authname: '6100',
  password,
};
const hq = { name: 'hq', address: 'http://192.0.2.1:9011', signedIn: true, hasDodFields: false };
const added: TrunkOutcome = { pbx: 'hq', trunkname: trunk.trunkname, outcome: 'added' };
const never = () => new Promise<TrunkOutcome>(() => undefined);

interface Around {
  addTrunk?: (pbx: string, trunk: Trunk) => Promise<TrunkOutcome>;
  keepSecret?: (name: string, value: string) => Promise<string>;
  pbxes?: () => PbxChoice[] | Promise<PbxChoice[]>;
  outcome?: TrunkOutcome;
}

/** A conversation with everything around it written down. */
function bench({ addTrunk = never, keepSecret, pbxes = () => [hq], outcome }: Around = {}) {
  const posted: Posted<AddState>[] = [];
  const ran: string[] = [];
  const copied: string[] = [];
  const logged: string[] = [];
  const kept = new Map<string, string>();
  let changed: () => void = () => undefined;
  let listeners = 0;
  const conversation = new AddConversation(
    {
      pbxes,
      onDidChangePbxes: (listener) => {
        changed = () => {
          listener(undefined);
        };
        listeners += 1;
        const subscription: unknown = { dispose: () => (listeners -= 1) };
        return subscription as Disposable;
      },
      addTrunk,
      keepSecret:
        keepSecret ??
        ((name, value) => {
          kept.set(name, value);
          return Promise.resolve(name);
        }),
      toYaml: (pbx, values) => JSON.stringify({ pbx, values }),
    },
    {
      post: (message) => posted.push(structuredClone(message)),
      reveal: () => undefined,
      run: (command) => Promise.resolve(ran.push(command)),
      copy: (text) => {
        copied.push(text);
        return Promise.resolve();
      },
    },
    { warn: (text) => logged.push(text), error: (text) => logged.push(String(text)) },
    outcome,
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
  const ready = () => conversation.page.receive({ type: 'ready' });
  const changePbxes = async () => {
    changed();
    await new Promise(setImmediate);
  };
  const openListeners = () => listeners;
  return {
    conversation,
    posted,
    ran,
    copied,
    logged,
    kept,
    last,
    revision,
    answer,
    ready,
    changePbxes,
    openListeners,
  };
}

/** An adding that ends when it is told to. */
function slowAdding() {
  let calls = 0;
  let finish: (outcome: TrunkOutcome) => void = () => undefined;
  const addTrunk = () => {
    calls += 1;
    return new Promise<TrunkOutcome>((resolve) => {
      finish = resolve;
    });
  };
  return {
    addTrunk,
    calls: () => calls,
    finish: () => {
      finish(added);
    },
  };
}

const adding = { name: 'adding', pbx: 'hq', trunkname: trunk.trunkname };

describe('the host’s side of adding a trunk', () => {
  it('says nothing before the page is ready, then all that it missed; what was asked for only once', async () => {
    const { conversation, posted, last, ready, changePbxes } = bench();
    conversation.selectPbx('hq');
    await changePbxes();
    assert.deepEqual([...posted], []);
    await ready();
    assert.deepEqual(last(), { pbxes: [hq], pbx: 'hq', stage: { name: 'editing' } });
    conversation.selectPbx('far');
    assert.equal(last().pbx, 'far');
    await ready();
    assert.equal(last().pbx, undefined);
  });

  it('refuses a second trunk while one is on its way, whatever the page says', async () => {
    const { addTrunk, calls, finish } = slowAdding();
    const { posted, last, revision, answer, ready } = bench({ addTrunk });
    await ready();
    const before = revision();
    const first = answer('add', { pbx: 'hq', trunk });
    await answer('add', { revision: before, pbx: 'hq', trunk });
    await answer('add', { pbx: 'hq', trunk });
    await answer('addAnother');
    assert.deepEqual(last().stage, adding);
    finish();
    await first;
    assert.equal(calls(), 1);
    assert.deepEqual(last().stage, { name: 'outcome', outcome: added });
    assert.doesNotMatch(JSON.stringify(posted), /plantedsecret/);
  });

  it('does not hear what answers to a step before the outcome, and says again how things stand', async () => {
    const { posted, last, revision, answer, ready } = bench({ addTrunk: () => Promise.resolve(added) });
    await ready();
    const before = revision();
    await answer('add', { pbx: 'hq', trunk });
    const { length } = posted;
    await answer('add', { revision: before, pbx: 'hq', trunk });
    assert.deepEqual(posted.slice(length), [posted[length - 1]]);
    assert.deepEqual(last().stage, { name: 'outcome', outcome: added });
  });

  it('has for a page that was hidden what it says and what became of the trunk', async () => {
    const { addTrunk, finish } = slowAdding();
    const { conversation, posted, last, answer, ready } = bench({ addTrunk });
    await ready();
    const done = answer('add', { pbx: 'hq', trunk });
    conversation.page.pageHidden();
    const { length } = posted;
    await ready();
    assert.deepEqual(last().stage, adding);
    conversation.page.pageHidden();
    finish();
    await done;
    assert.equal(posted.length, length + 1);
    await ready();
    assert.deepEqual(last().stage, { name: 'outcome', outcome: added });
  });

  it('shows the last outcome until another trunk is begun, also after a window reload', async () => {
    const { last, answer, ready } = bench({ outcome: added });
    await ready();
    assert.deepEqual(last().stage, { name: 'outcome', outcome: added });
    await answer('addAnother');
    assert.deepEqual(last().stage, { name: 'editing' });
  });

  it('says “unknown” when the adding broke down, and stays usable', async () => {
    let broken = true;
    const { posted, logged, answer, ready } = bench({
      addTrunk: () => (broken ? Promise.reject(new Error('torn')) : Promise.resolve(added)),
    });
    await ready();
    await answer('add', { pbx: 'hq', trunk });
    broken = false;
    await answer('add', { pbx: 'hq', trunk });
    const outcomes = posted.flatMap(({ state: { stage } }) =>
      stage.name === 'outcome' ? [stage.outcome.outcome] : [],
    );
    assert.deepEqual(outcomes, ['unknown', 'added']);
    assert.match(logged.join(), /torn/);
  });

  it('copies YAML with a template in the password’s place, other values as the text they are', async () => {
    const { posted, copied, kept, last, revision, answer, ready } = bench();
    await ready();
    const before = revision();
    await answer('copyYaml', { pbx: 'hq', trunk });
    assert.deepEqual([...kept], [['to-x', password]]);
    assert.deepEqual(JSON.parse(copied.join()), {
      pbx: 'hq',
      values: { ...trunk, trunkname: 'to $${x}', password: '${secret:to-x}' },
    });
    assert.deepEqual(last().copy, { secret: 'to-x' });
    // The page may go on with what it does.
    assert.equal(revision(), before);
    assert.doesNotMatch(JSON.stringify(posted), /plantedsecret/);
  });

  it('says of each copy anew that it was made, or that it failed, until a trunk is added', async () => {
    let broken = false;
    const { posted, logged, last, answer, ready, changePbxes } = bench({
      keepSecret: (name) => (broken ? Promise.reject(new Error('locked')) : Promise.resolve(name)),
      addTrunk: () => Promise.resolve(added),
    });
    await ready();
    await changePbxes();
    const { length } = posted;
    await answer('copyYaml', { trunk });
    await answer('copyYaml', { trunk });
    broken = true;
    await answer('copyYaml', { trunk });
    const copies = posted.map(({ state }) => state.copy).slice(length);
    const copy = { secret: 'to-x' };
    assert.deepEqual(copies, [undefined, copy, undefined, copy, undefined, 'failed']);
    assert.match(logged.join(), /locked/);
    await answer('add', { pbx: 'hq', trunk });
    assert.equal(last().copy, undefined);
  });

  it('runs the commands of the empty form', async () => {
    const { ran, answer, ready } = bench();
    await ready();
    await answer('run', { command: 'pbx.startDemoPbx' });
    assert.deepEqual(ran, ['pbx.startDemoPbx']);
  });

  it('ignores what is not in the protocol, and does not log its content', async () => {
    const { conversation, posted, ran, logged, answer } = bench();
    await answer('run', { command: password });
    await conversation.page.receive(password);
    assert.deepEqual([posted, ran], [[], []]);
    assert.equal(logged.length, 2);
    assert.doesNotMatch(logged.join(), /plantedsecret/);
  });

  it('tells the page of a new list, while the person goes on', async () => {
    let list = [hq];
    const { conversation, last, revision, ready, changePbxes, openListeners } = bench({ pbxes: () => list });
    await ready();
    const before = revision();
    list = [];
    await changePbxes();
    assert.deepEqual(last().pbxes, []);
    assert.equal(revision(), before);
    conversation.end();
    assert.equal(openListeners(), 0);
  });

  it('drops a list that a newer one has overtaken', async () => {
    const answers: ((list: PbxChoice[]) => void)[] = [];
    const { last, ready, changePbxes } = bench({
      pbxes: () =>
        new Promise((resolve) => {
          answers.push(resolve);
        }),
    });
    await ready();
    assert.equal(last().pbxes, undefined);
    await changePbxes();
    const [older, newer] = answers;
    newer?.([hq]);
    await new Promise(setImmediate);
    older?.([]);
    await new Promise(setImmediate);
    assert.deepEqual(last().pbxes, [hq]);
  });
});
