import assert from 'node:assert/strict';
import type { TrunkOutcome } from '../../../src/core/outcome.ts';
import type { Trunk } from '../../../src/core/trunk.ts';
import { Conversation } from '../../../src/ui/oneTrunk/add/conversation.ts';
import type { ToPage } from '../../../src/ui/oneTrunk/protocol.ts';

const password = 'Rqz-plantedsecret-55';
const trunk: Trunk = {
  trunkname: 'to ${x}',
  trunktype: 'account',
  username: '6100',
  authname: '6100',
  password,
};
const hq = { name: 'hq', host: '192.0.2.1:9011', signedIn: true };

/** A conversation with everything around it written down. */
function bench(addTrunk: (pbx: string, trunk: Trunk) => Promise<TrunkOutcome>) {
  const posted: ToPage[] = [];
  const ran: string[] = [];
  const copied: string[] = [];
  const logged: string[] = [];
  const kept = new Map<string, string>();
  let pbxes = [hq];
  const conversation = new Conversation(
    {
      pbxes: () => pbxes,
      addTrunk,
      keepSecret: (name, value) => {
        kept.set(name, value);
        return Promise.resolve(name);
      },
      toYaml: (pbx, values) => JSON.stringify({ pbx, values }),
    },
    {
      post: (message) => posted.push(message),
      run: (command) => Promise.resolve(ran.push(command)),
      copy: (text) => {
        copied.push(text);
        return Promise.resolve();
      },
      translations: undefined,
    },
    { warn: (text) => logged.push(text), error: (text) => logged.push(String(text)) },
  );
  const setPbxes = (list: typeof pbxes) => {
    pbxes = list;
  };
  return { conversation, posted, ran, copied, logged, kept, setPbxes };
}

const added: TrunkOutcome = { pbx: 'hq', trunkname: trunk.trunkname, outcome: 'added' };
const never = () => new Promise<TrunkOutcome>(() => undefined);

describe('the host’s side of the trunk form', () => {
  it('says nothing before the page is ready, then greets it with what it missed', async () => {
    const { conversation, posted } = bench(never);
    conversation.selectPbx('hq');
    await conversation.listPbxes();
    assert.deepEqual([...posted], []);
    await conversation.receive({ type: 'ready' });
    const [greeting] = posted;
    assert.equal(greeting?.type, 'init');
    assert.equal(greeting.pbx, 'hq');
    assert.deepEqual(greeting.pbxes, [hq]);
  });

  it('refuses a second trunk while one is on its way', async () => {
    let calls = 0;
    let finish: (outcome: TrunkOutcome) => void = () => undefined;
    const { conversation, posted } = bench(() => {
      calls += 1;
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    await conversation.receive({ type: 'ready' });
    const first = conversation.receive({ type: 'add', pbx: 'hq', trunk });
    await conversation.receive({ type: 'add', pbx: 'hq', trunk });
    finish(added);
    await first;
    assert.equal(calls, 1);
    assert.deepEqual(posted.slice(1), [{ type: 'outcome', outcome: added }]);
  });

  it('keeps an outcome for a page that is hidden, and gives it once', async () => {
    let finish: (outcome: TrunkOutcome) => void = () => undefined;
    const { conversation, posted } = bench(
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    await conversation.receive({ type: 'ready' });
    const adding = conversation.receive({ type: 'add', pbx: 'hq', trunk });
    conversation.pageHidden();
    finish(added);
    await adding;
    await conversation.receive({ type: 'ready' });
    await conversation.receive({ type: 'ready' });
    const greetings = posted.filter((message) => message.type === 'init');
    assert.deepEqual(
      greetings.map(({ outcome }) => outcome),
      [undefined, added, undefined],
    );
  });

  it('says “unknown” when the adding broke down, and stays usable', async () => {
    let broken = true;
    const { conversation, posted, logged } = bench(() =>
      broken ? Promise.reject(new Error('torn')) : Promise.resolve(added),
    );
    await conversation.receive({ type: 'ready' });
    await conversation.receive({ type: 'add', pbx: 'hq', trunk });
    broken = false;
    await conversation.receive({ type: 'add', pbx: 'hq', trunk });
    const results = posted.filter((message) => message.type === 'outcome');
    assert.deepEqual(
      results.map(({ outcome }) => outcome.outcome),
      ['unknown', 'added'],
    );
    assert.match(logged.join(), /torn/);
  });

  it('copies YAML with a template in the password’s place, other values as the text they are', async () => {
    const { conversation, posted, copied, kept } = bench(never);
    await conversation.receive({ type: 'ready' });
    await conversation.receive({ type: 'copyYaml', pbx: 'hq', trunk });
    assert.deepEqual([...kept], [['to-x', password]]);
    assert.deepEqual(JSON.parse(copied.join()), {
      pbx: 'hq',
      values: { ...trunk, trunkname: 'to $${x}', password: '${secret:to-x}' },
    });
    assert.deepEqual(posted.at(-1), { type: 'copied', secret: 'to-x' });
    assert.doesNotMatch(JSON.stringify(posted), /plantedsecret/);
  });

  it('ignores what is not in the protocol, and does not log its content', async () => {
    const { conversation, posted, ran, logged } = bench(never);
    await conversation.receive({ type: 'run', command: password });
    await conversation.receive(password);
    assert.deepEqual([posted, ran], [[], []]);
    assert.equal(logged.length, 2);
    assert.doesNotMatch(logged.join(), /plantedsecret/);
  });

  it('tells the page of a new list', async () => {
    const { conversation, posted, setPbxes } = bench(never);
    await conversation.receive({ type: 'ready' });
    setPbxes([]);
    await conversation.listPbxes();
    assert.deepEqual(posted.at(-1), { type: 'pbxes', pbxes: [] });
  });
});
