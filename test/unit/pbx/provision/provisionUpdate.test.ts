import assert from 'node:assert/strict';
import type { TrunkOutcome } from '../../../../src/core/outcome.ts';
import type { Trunk } from '../../../../src/core/trunk.ts';
import type { Fault } from '../../../../src/demo/fault.ts';
import type { DemoRequest } from '../../../../src/demo/request.ts';
import { startDemoPbx, type DemoPbx } from '../../../../src/demo/server.ts';
import type { SipTrunk } from '../../../../src/demo/trunkFields.ts';
import type { Pbx } from '../../../../src/pbx/pbx.ts';
import { provisionPbx, type ProvisionOptions } from '../../../../src/pbx/provision/provisionPbx.ts';
import { dialects } from '../../../support/faults.ts';
import {
  assertNoSecret,
  clientOf,
  plantedPassword,
  registerTrunk,
  type ConnectionEntry,
} from '../../../support/pbxClient.ts';
import { without } from '../../../support/without.ts';

type RegisterTrunk = Extract<Trunk, { trunktype: 'register' }>;

/** A trunk as it is on the PBX, with a domain and a From user that no file names. */
const stored = (trunkname: string, more: Partial<SipTrunk> = {}): SipTrunk => ({
  ...(registerTrunk(trunkname) as RegisterTrunk),
  domain: 'realm.example',
  fromuser: '004912',
  ...more,
});

describe('provisioning with update', () => {
  let demo: DemoPbx;
  let requests: DemoRequest[];
  let intercept: (request: DemoRequest) => Fault | undefined;
  let clients: Pbx[];

  const start = async (trunks: SipTrunk[]) => {
    demo = await startDemoPbx({
      password: plantedPassword,
      connection: 'keep-alive',
      otherTrunks: [],
      trunks,
      observe: (request) => requests.push(request),
      intercept: (request) => intercept(request),
    });
  };
  const run = async (
    wanted: readonly Trunk[],
    options: ProvisionOptions = {},
    connection: ConnectionEntry = {},
  ): Promise<TrunkOutcome[]> => {
    const pbx = clientOf(demo.url, { connection });
    clients.push(pbx);
    const outcomes = await provisionPbx(pbx, wanted, { backoff: () => 1, update: true, ...options });
    assert.deepEqual(
      outcomes.map(({ trunkname }) => trunkname),
      wanted.map(({ trunkname }) => trunkname),
    );
    assertNoSecret(JSON.stringify(outcomes));
    return outcomes;
  };
  const words = (outcomes: TrunkOutcome[]) => outcomes.map(({ outcome }) => outcome);
  const updates = () => requests.filter(({ endpoint }) => endpoint === 'siptrunk/update');
  const count = (endpoint: string) => requests.filter((request) => request.endpoint === endpoint).length;
  const onPbx = () => demo.trunks.all().map((trunk) => without(trunk, 'since'));

  beforeEach(() => {
    requests = [];
    clients = [];
    intercept = () => undefined;
  });
  afterEach(async () => {
    await Promise.all(clients.map((one) => one.close()));
    await demo.stop();
  });

  for (const { name, entry } of dialects.filter(({ name: one }) => !one.endsWith('JSON, close'))) {
    it(`changes only the fields that are named, with the trunk’s id (${name})`, async () => {
      // The first one is gone again, so that no id is a place in the list.
      await start([stored('gone'), stored('same'), stored('port'), stored('password'), stored('host')]);
      demo.trunks.delete('gone');
      const before = onPbx();
      const wanted = [
        registerTrunk('new'),
        registerTrunk('same'),
        registerTrunk('port', { port: '5070' }),
        registerTrunk('password', { password: ' p&<ä "x" ' }),
        registerTrunk('host', { host: 'sip.example.com', authname: '0123' }),
      ];
      const outcomes = await run(wanted, {}, entry);
      assert.deepEqual(words(outcomes), ['added', 'unchanged', 'updated', 'updated', 'updated']);
      assert.equal(outcomes[2]?.message, undefined);
      assert.deepEqual(
        onPbx().filter(({ trunkname }) => trunkname !== 'new'),
        [
          before[0],
          { ...before[1], port: '5070' },
          { ...before[2], password: ' p&<ä "x" ' },
          { ...before[3], host: 'sip.example.com', authname: '0123' },
        ],
      );
      assert.deepEqual(
        updates().map(({ fields }) => fields?.get('id')),
        ['3', '4', '5'],
      );
      assert.equal(count('siptrunk/query'), 2);

      // A second run finds nothing to do.
      requests.length = 0;
      assert.deepEqual(words(await run(wanted, {}, entry)), Array(5).fill('unchanged'));
      assert.deepEqual([updates().length, count('siptrunk/add')], [0, 0]);
    });

    it(`lets the domain follow a new host when it only repeated it (${name})`, async () => {
      await start([stored('a', { domain: '172.16.108.16' })]);
      assert.deepEqual(words(await run([registerTrunk('a', { host: '192.0.2.9' })], {}, entry)), ['updated']);
      assert.deepEqual(onPbx(), [{ id: '1', ...stored('a', { host: '192.0.2.9', domain: '192.0.2.9' }) }]);
      // The PBX has shown one: left out, it might be cleared.
      assert.equal(updates()[0]?.fields?.get('domain'), '192.0.2.9');
    });

    it(`changes the type, and leaves nothing of the old one behind (${name})`, async () => {
      const peer: SipTrunk = {
        trunkname: 'c',
        trunktype: 'peer',
        host: '192.0.2.1',
        port: '5060',
        domain: '192.0.2.1',
      };
      await start([stored('a'), stored('b'), peer]);
      const outcomes = await run(
        [
          { trunkname: 'a', trunktype: 'peer', host: '172.16.108.16', port: '5060' },
          { trunkname: 'b', trunktype: 'account', username: '6100', authname: '6100', password: 'new' },
          registerTrunk('c', { host: '192.0.2.1' }),
        ],
        {},
        entry,
      );
      assert.deepEqual(words(outcomes), ['updated', 'updated', 'updated']);
      assert.deepEqual(onPbx(), [
        {
          id: '1',
          ...without({ ...peer, ...stored('a') }, 'username', 'authname', 'password', 'fromuser'),
          trunktype: 'peer',
        },
        {
          id: '2',
          trunkname: 'b',
          trunktype: 'account',
          username: '6100',
          authname: '6100',
          password: 'new',
        },
        { id: '3', ...stored('c', { host: '192.0.2.1', domain: '192.0.2.1', fromuser: '' }) },
      ]);
    });

    it(`sets and takes away what is named (${name})`, async () => {
      await start([stored('a'), stored('b')]);
      const outcomes = await run(
        [
          registerTrunk('a', { fromuser: '', domain: '' }),
          registerTrunk('b', { fromuser: '1', domain: 'other.example' }),
        ],
        {},
        entry,
      );
      assert.deepEqual(words(outcomes), ['updated', 'updated']);
      assert.deepEqual(onPbx(), [
        { id: '1', ...stored('a', { fromuser: '' }) },
        { id: '2', ...stored('b', { fromuser: '1', domain: 'other.example' }) },
      ]);
    });
  }

  it('without being asked to: skipped, and the fields are named', async () => {
    await start([stored('a')]);
    const outcomes = await run([registerTrunk('a', { port: '5070' })], { update: false });
    assert.deepEqual(words(outcomes), ['skipped']);
    assert.match(outcomes[0]?.message ?? '', /differs in port\. It was left as it is/);
    assert.deepEqual([updates().length, onPbx()[0]?.port], [0, '5060']);
  });

  describe('of a PBX that answers its own way', () => {
    /** What the PBX says that it has, with other ids than it has them under. */
    const tellIds = (ids: unknown[]) => {
      intercept = ({ endpoint }) => {
        if (endpoint !== 'siptrunk/query') return undefined;
        const trunks = demo.trunks.all().map((one, at) => {
          const trunk = without(one, 'id', 'since');
          const id = ids[at];
          return id === undefined ? trunk : { id, ...trunk };
        });
        return { kind: 'raw', body: JSON.stringify({ status: 'Success', trunks }) };
      };
    };

    for (const [title, id] of [
      ['without an id', undefined],
      ['with null for an id', null],
      ['with a blank id', ' '],
    ] as const) {
      it(`${title}: failed in words, and nothing is sent for it`, async () => {
        await start([stored('a'), stored('b')]);
        tellIds([id, '2']);
        const outcomes = await run([
          registerTrunk('a', { port: '5070', host: '192.0.2.9' }),
          registerTrunk('b', { port: '5070' }),
        ]);
        assert.deepEqual(words(outcomes), ['failed', 'updated']);
        assert.equal(
          outcomes[0]?.message,
          'It differs in host, port, but hq gave no id for it. Change it in the PBX’s web page.',
        );
        assert.deepEqual(
          updates().map(({ fields }) => fields?.get('trunkname')),
          ['b'],
        );
        assert.equal(demo.trunks.find('a')?.port, '5060');
      });
    }

    it('with numbers for ids: sent as the texts that the API wants', async () => {
      await start([stored('a')]);
      tellIds([1]);
      assert.deepEqual(words(await run([registerTrunk('a', { port: '5070' })])), ['updated']);
      assert.match(updates()[0]?.body ?? '', /^\{"id":"1","trunkname":"a",/);
      assert.equal(demo.trunks.find('a')?.port, '5070');
    });

    it('with its passwords hidden: a password is sent with every update, and never the asterisks', async () => {
      await start([stored('a'), stored('b')]);
      intercept = ({ endpoint }) =>
        endpoint === 'siptrunk/query'
          ? {
              kind: 'raw',
              body: JSON.stringify({
                status: 'Success',
                trunks: demo.trunks.all().map((trunk) => ({ ...trunk, password: '******' })),
              }),
            }
          : undefined;
      const outcomes = await run([registerTrunk('a'), registerTrunk('b', { port: '5070', password: 'new' })]);
      assert.deepEqual(words(outcomes), ['unchanged', 'updated']);
      assert.equal(updates()[0]?.fields?.get('password'), 'new');
    });
  });

  describe('of a trunk that was deleted in between', () => {
    const wanted = ['a', 'b', 'c'].map((name) => registerTrunk(name, { port: '5070' }));
    const deleteBefore = (endpoint: string, fault?: Fault) => {
      let struck = false;
      intercept = (request) => {
        if (struck || request.endpoint !== endpoint || request.fields?.get('trunkname') !== 'b')
          return undefined;
        struck = true;
        demo.trunks.delete('b');
        return fault;
      };
    };

    it('is failed with what the PBX said; it is not added, and the others are changed', async () => {
      await start([stored('a'), stored('b'), stored('c')]);
      deleteBefore('siptrunk/update');
      const outcomes = await run(wanted);
      assert.deepEqual(words(outcomes), ['updated', 'failed', 'updated']);
      assert.equal(outcomes[1]?.errno, '10099');
      assert.match(outcomes[1].message ?? '', /^hq refused to change the trunk b: .*\(errno 10099\)$/);
      assert.deepEqual(
        onPbx().map(({ trunkname, port }) => `${trunkname} ${port ?? ''}`),
        ['a 5070', 'c 5070'],
      );
      assert.deepEqual([updates().length, count('siptrunk/add')], [3, 0]);
    });

    for (const fault of [{ kind: 'reset', when: 'after' }, { kind: 'truncate' }] as const) {
      it(`and whose answer is lost (${fault.kind}): failed, and not there`, async () => {
        await start([stored('a'), stored('b'), stored('c')]);
        deleteBefore('siptrunk/update', fault);
        const outcomes = await run(wanted);
        assert.deepEqual(words(outcomes), ['updated', 'failed', 'updated']);
        assert.equal(demo.trunks.find('b'), undefined);
        assert.equal(count('siptrunk/add'), 0);
      });
    }
  });

  describe('cancelled', () => {
    it('in the middle of 100: the one under way is waited for, the rest is left as it is', async () => {
      const names = Array.from({ length: 100 }, (_, index) => `trunk-${index}`);
      await start(names.map((name) => stored(name)));
      const stop = new AbortController();
      intercept = ({ endpoint, fields }) => {
        if (endpoint !== 'siptrunk/update' || fields?.get('trunkname') !== 'trunk-2') return undefined;
        stop.abort();
        return { kind: 'delay', ms: 30 };
      };
      const outcomes = await run(
        names.map((name) => registerTrunk(name, { port: '5070' })),
        { signal: stop.signal },
      );
      assert.deepEqual(words(outcomes), [
        ...Array<string>(3).fill('updated'),
        ...Array<string>(97).fill('skipped'),
      ]);
      assert.match(outcomes[50]?.message ?? '', /Cancelled before its turn/);
      assert.deepEqual(
        onPbx().map(({ port }) => port),
        [...Array<string>(3).fill('5070'), ...Array<string>(97).fill('5060')],
      );
      assert.equal(updates().length, 3);
    });

    for (const when of ['before', 'after'] as const) {
      it(`while an answer is lost, ${when} its effect: the PBX is asked, and nothing sent again`, async () => {
        await start([stored('a'), stored('b')]);
        const stop = new AbortController();
        intercept = ({ endpoint }) => {
          if (endpoint !== 'siptrunk/update') return undefined;
          stop.abort();
          return { kind: 'reset', when };
        };
        const outcomes = await run(
          ['a', 'b'].map((name) => registerTrunk(name, { port: '5070' })),
          { signal: stop.signal },
        );
        assert.deepEqual(words(outcomes), [when === 'after' ? 'updated' : 'skipped', 'skipped']);
        assert.equal(demo.trunks.find('a')?.port, when === 'after' ? '5070' : '5060');
        assert.equal(updates().length, 1);
      });
    }
  });

  it('is applied once at the end on v1.1.0, however many met 10025', async () => {
    await start([stored('a'), stored('b'), stored('c')]);
    intercept = ({ endpoint, fields }) => {
      if (endpoint !== 'siptrunk/update' && endpoint !== 'siptrunk/add') return undefined;
      const { id, ...trunk } = Object.fromEntries(fields ?? []);
      if (id === undefined) demo.trunks.add(trunk as unknown as SipTrunk);
      else demo.trunks.update(id, trunk as unknown as SipTrunk);
      return { kind: 'errno', errno: '10025' };
    };
    const wanted = ['a', 'b', 'c', 'd'].map((name) => registerTrunk(name, { port: '5070' }));
    const outcomes = await run(wanted, {}, { apiVersion: 'v1.1.0' });
    assert.deepEqual(words(outcomes), ['updated', 'updated', 'updated', 'added']);
    assert.deepEqual([updates().length, count('siptrunk/add'), count('apply')], [3, 1, 1]);
    assert.deepEqual(
      requests.slice(-2).map(({ endpoint }) => endpoint),
      ['apply', 'siptrunk/query'],
    );

    // Nothing met 10025, nothing is applied.
    intercept = () => undefined;
    requests.length = 0;
    await run(
      wanted.map((trunk) => registerTrunk(trunk.trunkname, { port: '5080' })),
      {},
      { apiVersion: 'v1.1.0' },
    );
    assert.deepEqual([updates().length, count('apply')], [4, 0]);
  });

  it('says of every one that was changed when the apply fails', async () => {
    await start([stored('a'), stored('b')]);
    let busy = true;
    intercept = ({ endpoint }) => {
      if (endpoint === 'apply') return { kind: 'errno', errno: '4711' };
      if (endpoint !== 'siptrunk/update' || !busy) return undefined;
      busy = false;
      return { kind: 'errno', errno: '10025' };
    };
    const outcomes = await run(
      [registerTrunk('a', { port: '5070' }), registerTrunk('b')],
      {},
      { apiVersion: 'v1.1.0' },
    );
    assert.deepEqual(words(outcomes), ['updated', 'unchanged']);
    assert.match(outcomes[0]?.message ?? '', /^Done, but not applied yet: hq refused.*4711.*web page/);
    assert.match(outcomes[1]?.message ?? '', /same settings/);
  });

  it('sends a name that stands twice in one run once, and does not call the other one unchanged', async () => {
    await start([stored('a')]);
    const outcomes = await run([
      registerTrunk('a', { port: '5070' }),
      registerTrunk('a', { port: '5070' }),
      // As the PBX had it before.
      registerTrunk('a'),
    ]);
    assert.deepEqual(words(outcomes), ['updated', 'unchanged', 'skipped']);
    assert.match(outcomes[2]?.message ?? '', /another trunk of the same name, which differs in port/);
    assert.equal(updates().length, 1);
    assert.equal(demo.trunks.find('a')?.port, '5070');
  });
});
