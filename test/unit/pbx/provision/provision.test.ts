import assert from 'node:assert/strict';
import type { TrunkOutcome } from '../../../../src/core/outcome.ts';
import type { Trunk } from '../../../../src/core/trunk.ts';
import type { Fault } from '../../../../src/demo/fault.ts';
import type { DemoRequest } from '../../../../src/demo/request.ts';
import { startDemoPbx, type DemoPbx, type DemoPbxOptions } from '../../../../src/demo/server.ts';
import type { SipTrunk } from '../../../../src/demo/trunkFields.ts';
import type { Pbx } from '../../../../src/pbx/pbx.ts';
import { provisionPbx, type ProvisionOptions } from '../../../../src/pbx/provision/provisionPbx.ts';
import { Queue } from '../../../../src/pbx/locks/queue.ts';
import {
  assertNoSecret,
  clientOf,
  md5,
  plantedMd5,
  plantedPassword,
  registerTrunk,
  type ClientOptions,
} from '../../../support/pbxClient.ts';
import { RawServer, withLength } from '../../../support/rawServer.ts';
import { untilTrue } from '../../../support/untilTrue.ts';

const quick = { backoff: () => 1 };
const named = (...names: string[]) => names.map((name) => registerTrunk(name));
const many = (count: number) => named(...Array.from({ length: count }, (_, index) => `trunk-${index}`));

describe('provisioning', () => {
  let demo: DemoPbx;
  let requests: DemoRequest[];
  let intercept: (request: DemoRequest) => Fault | undefined | Promise<Fault | undefined>;
  let clients: Pbx[];

  const start = async (options: DemoPbxOptions = {}) => {
    demo = await startDemoPbx({
      password: plantedPassword,
      otherTrunks: [],
      connection: 'keep-alive',
      observe: (request) => requests.push(request),
      intercept: (request) => intercept(request),
      ...options,
    });
  };
  const restart = async (options: DemoPbxOptions) => {
    await demo.stop();
    await start(options);
  };
  const client = (options: ClientOptions = {}) => {
    const pbx = clientOf(demo.url, options);
    clients.push(pbx);
    return pbx;
  };
  const run = async (
    wanted: readonly Trunk[],
    options: ProvisionOptions = {},
    clientOptions: ClientOptions = {},
  ): Promise<TrunkOutcome[]> => {
    const seen: TrunkOutcome[] = [];
    const outcomes = await provisionPbx(client(clientOptions), wanted, {
      ...quick,
      onOutcome: (outcome) => seen.push(outcome),
      ...options,
    });
    assert.deepEqual(
      outcomes.map(({ trunkname }) => trunkname),
      wanted.map(({ trunkname }) => trunkname),
    );
    if (!options.onOutcome) assert.deepEqual(seen, outcomes);
    assertNoSecret(JSON.stringify(outcomes));
    return outcomes;
  };
  const words = (outcomes: TrunkOutcome[]) => outcomes.map(({ outcome }) => outcome);
  const endpoints = () => requests.map(({ endpoint }) => endpoint);
  const count = (endpoint: string) => endpoints().filter((one) => one === endpoint).length;
  const onPbx = () => demo.trunks.all().map(({ trunkname }) => trunkname);
  /** The trunk takes effect although the PBX says something else. */
  const keep = ({ fields }: DemoRequest) => {
    demo.trunks.add(Object.fromEntries(fields ?? []) as unknown as SipTrunk);
  };
  const isQueryOf = ({ endpoint, fields }: DemoRequest, trunkname: string) =>
    endpoint === 'siptrunk/query' && fields?.get('trunkname') === trunkname;
  const failed: Fault = { kind: 'raw', body: '{"status":"Failed"}' };

  beforeEach(async () => {
    requests = [];
    clients = [];
    intercept = () => undefined;
    await start();
  });
  afterEach(async () => {
    await Promise.all(clients.map((one) => one.close()));
    await demo.stop();
  });

  it('adds what is missing, in order, with one query before and one after', async () => {
    const started: (string | undefined)[] = [];
    const outcomes = await run(named('a', 'b', 'c'), {
      onStart: (pbx, trunkname) => started.push(`${pbx}:${trunkname ?? ''}`),
    });
    assert.deepEqual(outcomes, [
      { pbx: 'hq', trunkname: 'a', outcome: 'added' },
      { pbx: 'hq', trunkname: 'b', outcome: 'added' },
      { pbx: 'hq', trunkname: 'c', outcome: 'added' },
    ]);
    assert.deepEqual(onPbx(), ['a', 'b', 'c']);
    assert.deepEqual(started, ['hq:', 'hq:a', 'hq:b', 'hq:c']);
    assert.deepEqual(endpoints(), [
      'login',
      'siptrunk/query',
      'siptrunk/add',
      'siptrunk/add',
      'siptrunk/add',
      'siptrunk/query',
    ]);
  });

  for (const connection of [{}, { format: 'xml' }, { apiVersion: 'v1.1.0' }]) {
    it(`leaves the same alone and skips what differs, with the fields (${JSON.stringify(connection)})`, async () => {
      const wanted: Trunk[] = [
        ...named('new', 'same', 'other'),
        { trunkname: 'peer', trunktype: 'peer', host: '192.0.2.1', port: '5060' },
        {
          trunkname: 'account',
          trunktype: 'account',
          username: '0123',
          authname: '0123',
          password: ' p&<ä ',
        },
      ];
      assert.deepEqual(words(await run(wanted.slice(1), {}, { connection })), [
        'added',
        'added',
        'added',
        'added',
      ]);
      requests.length = 0;
      const changed: Trunk[] = [
        registerTrunk('new'),
        registerTrunk('same', { host: '172.16.108.16' }),
        registerTrunk('other', { host: 'SIP.example.com', port: '5070', password: 'another-one' }),
        ...wanted.slice(3),
      ];
      const outcomes = await run(changed, {}, { connection });
      assert.deepEqual(words(outcomes), ['added', 'unchanged', 'skipped', 'unchanged', 'unchanged']);
      assert.match(outcomes[1]?.message ?? '', /already there with the same settings/);
      assert.match(outcomes[2]?.message ?? '', /differs in host, port, password\. It was left as it is/);
      assert.deepEqual(endpoints(), ['login', 'siptrunk/query', 'siptrunk/add', 'siptrunk/query']);
      // Once more changes nothing.
      requests.length = 0;
      assert.deepEqual(words(await run(wanted, {}, { connection })), Array(5).fill('unchanged'));
      assert.equal(count('siptrunk/add'), 0);
    });
  }

  it('does not end before what is to be kept of the comparison is kept, also when nothing is changed', async () => {
    await run(named('a'));
    let kept = false;
    await run(named('a'), {
      onCompared: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        kept = true;
        return undefined;
      },
    });
    assert.ok(kept);
  });

  it('asks nothing of a PBX for which nothing is wanted beyond its trunks', async () => {
    assert.deepEqual(await run([]), []);
    assert.equal(count('siptrunk/add'), 0);
  });

  it('sends a name that stands twice in one run only once', async () => {
    const outcomes = await run([...named('a', 'a'), registerTrunk('a', { port: '5070' })]);
    assert.deepEqual(words(outcomes), ['added', 'unchanged', 'skipped']);
    assert.match(outcomes[1]?.message ?? '', /twice/);
    assert.match(outcomes[2]?.message ?? '', /differs in port/);
    assert.equal(count('siptrunk/add'), 1);
    intercept = ({ endpoint }) =>
      endpoint === 'siptrunk/add' ? { kind: 'errno', errno: '10004' } : undefined;
    assert.deepEqual(words(await run(named('b', 'b'))), ['failed', 'failed']);
    assert.equal(count('siptrunk/add'), 2);
  });

  it('adds nothing twice when two runs share the queue of a PBX', async () => {
    const writes = new Queue();
    const wanted = many(20);
    const both = await Promise.all([run(wanted, {}, { writes }), run(wanted, {}, { writes })]);
    assert.deepEqual(new Set(words(both[0])), new Set(['added']));
    assert.deepEqual(new Set(words(both[1])), new Set(['unchanged']));
    assert.equal(count('siptrunk/add'), 20);
    assert.equal(onPbx().length, 20);
  });

  it('goes on with the next run after one that ended badly', async () => {
    const writes = new Queue();
    const pbx = client({ writes });
    pbx.session.call = () => Promise.reject(new TypeError('a defect'));
    await assert.rejects(provisionPbx(pbx, named('a'), quick), TypeError);
    assert.deepEqual(words(await run(named('a'), {}, { writes })), ['added']);
  });

  it('has one login with a wrong password, and says so of every trunk', async () => {
    const credential = { md5: md5('wrong') };
    const outcomes = await run(many(50), {}, { credential });
    assert.deepEqual(new Set(words(outcomes)), new Set(['failed']));
    assert.ok(
      outcomes.every(({ errno, message }) => errno === '20003' && (message ?? '').includes('sign in again')),
    );
    assert.deepEqual(endpoints(), ['login']);
  });

  it('is not repeated for a login that was refused as busy', async () => {
    intercept = ({ endpoint }) => (endpoint === 'login' ? { kind: 'errno', errno: '20010' } : undefined);
    assert.deepEqual(words(await run(many(3))), ['failed', 'failed', 'failed']);
    assert.deepEqual(endpoints(), ['login']);
  });

  it('stops when nobody is signed in any more', async () => {
    intercept = ({ endpoint }) =>
      endpoint === 'login' || endpoint === 'siptrunk/query' ? undefined : { kind: 'errno', errno: '20004' };
    const outcomes = await run(many(500));
    assert.deepEqual(new Set(words(outcomes)), new Set(['failed']));
    assert.match(outcomes[0]?.message ?? '', /does not accept the token that it has just given/);
    assert.match(outcomes[1]?.message ?? '', /^Not tried, because nobody is signed in to hq any more/);
    assert.deepEqual(endpoints(), ['login', 'siptrunk/query', 'siptrunk/add', 'login', 'siptrunk/add']);
  });

  describe('with a query that is refused', () => {
    it('(10003) still adds, and says that nothing could be compared', async () => {
      intercept = ({ endpoint }) =>
        endpoint === 'siptrunk/query' ? { kind: 'errno', errno: '10003' } : undefined;
      const outcomes = await run(named('a', 'b'));
      assert.deepEqual(words(outcomes), ['added', 'added']);
      assert.match(
        outcomes[0]?.message ?? '',
        /^Added\. hq cannot list its trunks, so nothing could be compared/,
      );
      assert.deepEqual(onPbx(), ['a', 'b']);
    });

    it('(10003) does not repeat an add whose answer is lost: unknown', async () => {
      for (const fault of [
        { kind: 'reset', when: 'after' },
        { kind: 'errno', errno: '10025' },
      ] as const) {
        requests.length = 0;
        intercept = ({ endpoint }) =>
          endpoint === 'siptrunk/query'
            ? { kind: 'errno', errno: '10003' }
            : endpoint === 'siptrunk/add'
              ? fault
              : undefined;
        const [outcome] = await run(named('a'));
        assert.equal(outcome?.outcome, 'unknown');
        assert.equal(outcome.errno, 'errno' in fault ? fault.errno : undefined);
        assert.match(outcome.message ?? '', /Asking for the trunk failed too/);
        assert.equal(count('siptrunk/add'), 1);
      }
    });

    for (const when of ['before', 'after'] as const) {
      it(`by name, without errno: the whole list decides after a lost answer (${when} the effect)`, async () => {
        let struck = false;
        intercept = (request) => {
          if (request.endpoint === 'siptrunk/query' && !isQueryOf(request, 'all')) return failed;
          if (request.endpoint !== 'siptrunk/add' || struck) return undefined;
          struck = true;
          return { kind: 'reset', when };
        };
        assert.deepEqual(words(await run(named('a', 'b'))), ['added', 'added']);
        assert.deepEqual(onPbx(), ['a', 'b']);
        assert.equal(count('siptrunk/add'), when === 'before' ? 3 : 2);
      });
    }

    it('without errno, by a PBX that has no trunk yet', async () => {
      intercept = (request) =>
        request.endpoint === 'siptrunk/query' && demo.trunks.all().length === 0 ? failed : undefined;
      assert.deepEqual(words(await run(named('a', 'b'))), ['added', 'added']);
      assert.deepEqual(onPbx(), ['a', 'b']);
    });

    it('without errno, by a PBX that has trunks: nothing is added', async () => {
      await run(named('a'));
      requests.length = 0;
      intercept = ({ endpoint }) => (endpoint === 'siptrunk/query' ? failed : undefined);
      const outcomes = await run(named('a', 'b'));
      assert.deepEqual(words(outcomes), ['failed', 'failed']);
      assert.match(outcomes[0]?.message ?? '', /^hq refused to list its trunks and gave no reason/);
      assert.equal(count('siptrunk/add'), 0);
    });

    it('without errno, by a PBX that has only trunks of other kinds', async () => {
      await restart({ otherTrunks: [{ trunkname: 'lab', status: 'Registered', type: 'IAX' }] });
      intercept = ({ endpoint }) =>
        endpoint === 'siptrunk/query' && demo.trunks.all().length === 0 ? failed : undefined;
      assert.deepEqual(words(await run(named('a'))), ['added']);
    });

    for (const [how, live] of [
      ['does not tell the status of its trunks either', failed],
      [
        'tells it in a way that cannot be read',
        { kind: 'raw', body: '{"status":"Success","trunklist":[{"a":1}]}' },
      ],
      [
        'has a trunk whose kind it does not tell',
        { kind: 'raw', body: '{"status":"Success","trunklist":[{"trunkname":"x","status":"Registered"}]}' },
      ],
    ] as [string, Fault][]) {
      it(`without errno, by a PBX that ${how}: nothing is added`, async () => {
        intercept = ({ endpoint }) =>
          endpoint === 'siptrunk/query' ? failed : endpoint === 'trunklist/query' ? live : undefined;
        const outcomes = await run(named('a'));
        assert.deepEqual(words(outcomes), ['failed']);
        assert.match(outcomes[0]?.message ?? '', /^hq refused to list its trunks and gave no reason/);
        assert.equal(count('siptrunk/add'), 0);
      });
    }

    it('as busy, and then not', async () => {
      let busy = 0;
      intercept = ({ endpoint }) => {
        if (endpoint !== 'siptrunk/query' || busy === 3) return undefined;
        busy += 1;
        return { kind: 'errno', errno: '20010' };
      };
      const waits: number[] = [];
      const backoff = (attempt: number) => (waits.push(attempt), 1);
      assert.deepEqual(words(await run(named('a'), { backoff })), ['added']);
      assert.deepEqual(waits, [1, 2, 3]);
      busy = -100;
      requests.length = 0;
      assert.deepEqual(words(await run(named('b'))), ['failed']);
      assert.equal(count('siptrunk/query'), 6);
      assert.equal(count('siptrunk/add'), 0);
    });
  });

  for (const errno of ['20010', '10025']) {
    for (const kept of [false, true]) {
      for (const apiVersion of ['v0.0.1', 'v1.1.0']) {
        const name = `${errno}, the trunk ${kept ? '' : 'not '}kept, ${apiVersion}`;

        it(`survives some ${name}`, async () => {
          let busy = 0;
          intercept = (request) => {
            if (request.endpoint !== 'siptrunk/add' || request.fields?.get('trunkname') !== 'b')
              return undefined;
            busy += 1;
            if (busy > 3) return undefined;
            if (kept) keep(request);
            return { kind: 'errno', errno };
          };
          const waits: number[] = [];
          const outcomes = await run(
            named('a', 'b', 'c'),
            { backoff: (attempt) => (waits.push(attempt), 1) },
            { connection: { apiVersion } },
          );
          assert.deepEqual(words(outcomes), ['added', 'added', 'added']);
          assert.deepEqual(onPbx(), ['a', 'b', 'c']);
          assert.equal(count('siptrunk/add'), kept ? 3 : 6);
          assert.deepEqual(waits, kept ? [] : [1, 2, 3]);
          const apply = errno === '10025' && apiVersion === 'v1.1.0';
          assert.equal(count('apply'), apply ? 1 : 0);
          if (apply) assert.deepEqual(endpoints().slice(-2), ['apply', 'siptrunk/query']);
        });
      }

      it(`gives up after five more tries of ${errno}, the trunk ${kept ? '' : 'not '}kept, and goes on with the next`, async () => {
        intercept = (request) => {
          if (request.endpoint !== 'siptrunk/add' || request.fields?.get('trunkname') !== 'b')
            return undefined;
          if (kept && !onPbx().includes('b')) keep(request);
          return { kind: 'errno', errno };
        };
        const outcomes = await run(named('a', 'b', 'c'));
        assert.deepEqual(words(outcomes), ['added', kept ? 'added' : 'failed', 'added']);
        assert.deepEqual(onPbx(), kept ? ['a', 'b', 'c'] : ['a', 'c']);
        assert.equal(count('siptrunk/add'), kept ? 3 : 8);
        if (kept) return;
        assert.equal(outcomes[1]?.errno, errno);
        assert.match(outcomes[1].message ?? '', new RegExp(`\\(errno ${errno}\\)$`));
      });
    }
  }

  it('does not count the refusals of a busy PBX among the tries whose answer was lost', async () => {
    const faults: Fault[] = [
      { kind: 'errno', errno: '20010' },
      { kind: 'errno', errno: '20010' },
      { kind: 'reset', when: 'before' },
    ];
    intercept = ({ endpoint }) => (endpoint === 'siptrunk/add' ? faults.shift() : undefined);
    assert.deepEqual(words(await run(named('a'))), ['added']);
    assert.equal(count('siptrunk/add'), 4);
  });

  it('tries a busy PBX again whose query is not supported: 20010 says that nothing was done', async () => {
    let busy = 0;
    intercept = ({ endpoint }) => {
      if (endpoint === 'siptrunk/query') return { kind: 'errno', errno: '10003' };
      if (endpoint !== 'siptrunk/add' || busy === 2) return undefined;
      busy += 1;
      return { kind: 'errno', errno: '20010' };
    };
    assert.deepEqual(words(await run(named('a'))), ['added']);
    assert.deepEqual(onPbx(), ['a']);
  });

  for (const kept of [false, true]) {
    it(`asks after 30001, the trunk ${kept ? '' : 'not '}kept, and does not send again`, async () => {
      intercept = (request) => {
        if (request.endpoint !== 'siptrunk/add') return undefined;
        if (kept) keep(request);
        return { kind: 'errno', errno: '30001' };
      };
      assert.deepEqual(words(await run(named('a'))), [kept ? 'added' : 'failed']);
      assert.equal(count('siptrunk/add'), 1);
    });
  }

  it('says what a refusal means, and goes on with the next trunk', async () => {
    intercept = ({ endpoint, fields }) =>
      endpoint !== 'siptrunk/add'
        ? undefined
        : fields?.get('trunkname') === 'a'
          ? { kind: 'errno', errno: '20007' }
          : fields?.get('trunkname') === 'b'
            ? failed
            : undefined;
    const outcomes = await run(named('a', 'b', 'c'));
    assert.deepEqual(outcomes.slice(0, 2), [
      {
        pbx: 'hq',
        trunkname: 'a',
        outcome: 'failed',
        errno: '20007',
        message: 'hq refused to add the trunk a: a required field is missing or blank. (errno 20007)',
      },
      {
        pbx: 'hq',
        trunkname: 'b',
        outcome: 'failed',
        message: 'hq refused to add the trunk b and gave no reason. Look at its web page.',
      },
    ]);
    assert.equal(outcomes[2]?.outcome, 'added');
    assert.equal(count('siptrunk/add'), 3);
  });

  describe('the apply at the end', () => {
    const connection = { apiVersion: 'v1.1.0' };
    const tooOften = (request: DemoRequest): Fault | undefined => {
      if (request.endpoint !== 'siptrunk/add') return undefined;
      keep(request);
      return { kind: 'errno', errno: '10025' };
    };

    it('is one for many 10025', async () => {
      intercept = tooOften;
      assert.deepEqual(new Set(words(await run(many(10), {}, { connection }))), new Set(['added']));
      assert.equal(count('siptrunk/add'), 10);
      assert.equal(count('apply'), 1);
    });

    it('is tried again while the PBX is busy', async () => {
      let busy = 0;
      intercept = (request) => {
        if (request.endpoint === 'apply' && busy < 3) {
          busy += 1;
          return { kind: 'errno', errno: busy === 1 ? '20010' : '10025' };
        }
        return tooOften(request);
      };
      const waits: number[] = [];
      const backoff = (attempt: number) => (waits.push(attempt), 1);
      const outcomes = await run(named('a'), { backoff }, { connection });
      assert.equal(outcomes[0]?.message, undefined);
      assert.equal(count('apply'), 4);
      assert.deepEqual(waits, [1, 2, 3]);
    });

    it('that fails is in the words of what was added', async () => {
      intercept = (request) =>
        request.endpoint === 'apply' ? { kind: 'errno', errno: '4711' } : tooOften(request);
      const outcomes = await run(named('a', 'b'), {}, { connection });
      assert.deepEqual(words(outcomes), ['added', 'added']);
      assert.match(outcomes[1]?.message ?? '', /^Done, but not applied yet: hq refused.*4711.*web page/);
      assert.equal(count('apply'), 1);
    });

    it('settles what was added before a cancel', async () => {
      intercept = tooOften;
      const stop = new AbortController();
      const outcomes = await run(
        named('a', 'b'),
        {
          signal: stop.signal,
          onOutcome: () => {
            stop.abort();
          },
        },
        { connection },
      );
      assert.deepEqual(words(outcomes), ['added', 'skipped']);
      assert.equal(count('apply'), 1);
    });
  });

  describe('cancelled', () => {
    it('before it begins: all skipped, nothing sent', async () => {
      const outcomes = await run(named('a', 'b'), { signal: AbortSignal.abort() });
      assert.deepEqual(words(outcomes), ['skipped', 'skipped']);
      assert.match(outcomes[0]?.message ?? '', /Cancelled before its turn/);
      assert.deepEqual(requests, []);
    });

    it('while the PBX is asked: all skipped, nothing added', async () => {
      const stop = new AbortController();
      intercept = ({ endpoint }) => {
        if (endpoint !== 'siptrunk/query') return undefined;
        stop.abort();
        return { kind: 'hang', when: 'before' };
      };
      assert.deepEqual(words(await run(named('a', 'b'), { signal: stop.signal })), ['skipped', 'skipped']);
      assert.equal(count('siptrunk/add'), 0);
    });

    it('in the middle: the add under way is waited for, the rest is skipped', async () => {
      const stop = new AbortController();
      intercept = ({ endpoint, fields }) => {
        if (endpoint !== 'siptrunk/add' || fields?.get('trunkname') !== 'trunk-2') return undefined;
        stop.abort();
        return { kind: 'delay', ms: 30 };
      };
      const outcomes = await run(many(100), { signal: stop.signal });
      assert.deepEqual(words(outcomes).slice(0, 4), ['added', 'added', 'added', 'skipped']);
      assert.deepEqual(new Set(words(outcomes).slice(3)), new Set(['skipped']));
      assert.equal(count('siptrunk/add'), 3);
      assert.equal(onPbx().length, 3);
    });

    it('while an answer is lost: the PBX is asked, and the add not sent again', async () => {
      for (const when of ['before', 'after'] as const) {
        const stop = new AbortController();
        const [one = registerTrunk('x'), two = registerTrunk('y')] = named(`${when}-1`, `${when}-2`);
        requests.length = 0;
        intercept = ({ endpoint }) => {
          if (endpoint !== 'siptrunk/add') return undefined;
          stop.abort();
          return { kind: 'reset', when };
        };
        const outcomes = await run([one, two], { signal: stop.signal });
        assert.deepEqual(words(outcomes), [when === 'after' ? 'added' : 'skipped', 'skipped']);
        if (when === 'before') assert.match(outcomes[0]?.message ?? '', /^Cancelled, and not done: hq /);
        assert.equal(count('siptrunk/add'), 1);
      }
    });

    it('while it waits for a busy PBX: at once', async () => {
      const stop = new AbortController();
      intercept = ({ endpoint }) =>
        endpoint === 'siptrunk/add' ? { kind: 'errno', errno: '20010' } : undefined;
      const running = run(named('a', 'b'), {
        signal: stop.signal,
        backoff: () => {
          setImmediate(() => {
            stop.abort();
          });
          return 600_000;
        },
      });
      const outcomes = await running;
      assert.deepEqual(words(outcomes), ['skipped', 'skipped']);
      assert.equal(outcomes[0]?.errno, '20010');
      assert.equal(count('siptrunk/add'), 1);
    });

    for (const errno of ['20010', '10025']) {
      it(`while it waits for a PBX that is too busy to list its trunks (${errno}): at once`, async () => {
        const stop = new AbortController();
        intercept = ({ endpoint }) => (endpoint === 'siptrunk/query' ? { kind: 'errno', errno } : undefined);
        const outcomes = await run(named('a', 'b'), {
          signal: stop.signal,
          backoff: () => {
            setImmediate(() => {
              stop.abort();
            });
            return 600_000;
          },
        });
        assert.deepEqual(words(outcomes), ['skipped', 'skipped']);
        assert.deepEqual(endpoints(), ['login', 'siptrunk/query']);
      });
    }

    it('while a PBX that fell silent is given time: at once', async () => {
      const stop = new AbortController();
      intercept = ({ endpoint }) =>
        endpoint === 'siptrunk/add' ? { kind: 'hang', when: 'before' } : undefined;
      const outcomes = await run(
        named('a', 'b'),
        {
          signal: stop.signal,
          backoff: () => {
            setImmediate(() => {
              stop.abort();
            });
            return 600_000;
          },
        },
        { timeoutMs: 200 },
      );
      assert.deepEqual(words(outcomes), ['skipped', 'skipped']);
      assert.equal(count('siptrunk/add'), 1);
    });

    it('while it waits for a PBX that is restarting: at once', async () => {
      await restart({ connection: 'close' });
      const stop = new AbortController();
      const outcomes = await run(named('a', 'b'), {
        signal: stop.signal,
        onStart: (_pbx, trunkname) => {
          if (trunkname === 'a') void demo.stop();
        },
        backoff: () => {
          setImmediate(() => {
            stop.abort();
          });
          return 600_000;
        },
      });
      assert.deepEqual(words(outcomes), ['skipped', 'skipped']);
      assert.match(outcomes[0]?.message ?? '', /^Cancelled, and not done: hq .*nothing listens/);
      await start();
    });
  });

  describe('with a PBX that is away when a trunk is sent', () => {
    const leave = {
      onStart: (_pbx: string, trunkname: string | undefined) => {
        if (trunkname === 'a') void demo.stop();
      },
    };
    beforeEach(() => restart({ connection: 'close' }));

    it('tries five times more, and then says what is wrong', async () => {
      const waits: number[] = [];
      const outcomes = await run(named('a', 'b'), {
        ...leave,
        backoff: (attempt) => (waits.push(attempt), 1),
      });
      assert.deepEqual(words(outcomes), ['failed', 'failed']);
      assert.match(outcomes[0]?.message ?? '', /^hq .*nothing listens/);
      assert.deepEqual(waits, [1, 2, 3, 4, 5]);
    });

    it('sends nothing more after a cancel, though it is back by then', async () => {
      const stop = new AbortController();
      const port = Number(new URL(demo.url).port);
      const outcomes = await run(named('a', 'b'), {
        ...leave,
        signal: stop.signal,
        backoff: () => {
          void restart({ port }).then(() => {
            stop.abort();
          });
          return 600_000;
        },
      });
      assert.deepEqual(words(outcomes), ['skipped', 'skipped']);
      assert.deepEqual(onPbx(), []);
    });
  });

  describe('with a PBX that dies', () => {
    it('does not try 500 trunks when nothing listens any more', async () => {
      intercept = ({ endpoint, fields }) => {
        if (endpoint !== 'siptrunk/add' || fields?.get('trunkname') !== 'trunk-3') return undefined;
        setImmediate(() => void demo.stop());
        return { kind: 'hang', when: 'before' };
      };
      let calls = 0;
      const outcomes = await run(many(500), {}, { onCall: () => (calls += 1) });
      assert.deepEqual(words(outcomes).slice(0, 5), ['added', 'added', 'added', 'unknown', 'failed']);
      assert.match(outcomes[4]?.message ?? '', /^Not tried, because hq stopped answering/);
      assert.equal(new Set(outcomes.slice(4).map(({ message }) => message)).size, 1);
      assert.ok(calls < 25, String(calls));
      await start();
    });

    it('does not try 500 trunks when it falls silent', async () => {
      intercept = ({ endpoint, fields }) =>
        endpoint === 'siptrunk/add' || (endpoint === 'siptrunk/query' && fields?.get('trunkname') !== 'all')
          ? { kind: 'hang', when: 'before' }
          : undefined;
      const outcomes = await run(many(500), {}, { timeoutMs: 150 });
      assert.deepEqual(words(outcomes).slice(0, 3), ['unknown', 'unknown', 'failed']);
      assert.equal(count('siptrunk/add'), 2);
      assert.ok(requests.length < 10);
    });

    it('does not try 500 trunks when it answers with web pages from now on', async () => {
      let dead = false;
      intercept = ({ endpoint }) => {
        dead ||= endpoint === 'siptrunk/add';
        return dead ? { kind: 'raw', body: '<html>Rebooting</html>' } : undefined;
      };
      const outcomes = await run(many(500));
      assert.deepEqual(words(outcomes).slice(0, 3), ['unknown', 'unknown', 'failed']);
      assert.equal(count('siptrunk/add'), 2);
    });

    it('tries on when only some trunks are met by silence', async () => {
      intercept = ({ endpoint, fields }) =>
        endpoint === 'siptrunk/add' && /[02468]$/.test(fields?.get('trunkname') ?? '')
          ? { kind: 'raw', body: '' }
          : undefined;
      const outcomes = await run(many(10));
      assert.deepEqual(
        words(outcomes),
        Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? 'failed' : 'added')),
      );
    });

    it('says at once what is wrong when it was dead from the start', async () => {
      await demo.stop();
      const outcomes = await run(many(3));
      assert.deepEqual(words(outcomes), ['failed', 'failed', 'failed']);
      assert.ok(outcomes.every(({ message }) => /^hq \(127.*nothing listens/.test(message ?? '')));
      await start();
    });
  });

  describe('with a strange PBX', () => {
    it('whose query ignores the name and tells of every trunk', async () => {
      await run(named('x', 'y'));
      requests.length = 0;
      let struck = false;
      await restart({
        trunks: demo.trunks.all(),
        intercept: async (request) => {
          await Promise.resolve();
          if (request.endpoint === 'siptrunk/query')
            (request.fields as Map<string, string>).set('trunkname', 'all');
          if (request.endpoint !== 'siptrunk/add' || struck) return undefined;
          struck = true;
          return { kind: 'reset', when: 'before' };
        },
      });
      assert.deepEqual(words(await run(named('a'))), ['added']);
      assert.deepEqual(onPbx(), ['x', 'y', 'a']);
      assert.equal(count('siptrunk/add'), 2);
    });

    it('that takes one name twice: a lost answer adds no second trunk', async () => {
      const names: string[] = [];
      let struck = false;
      const raw = await RawServer.start(({ line, body }, socket) => {
        const { trunkname = '' } = (body === '' ? {} : JSON.parse(body)) as { trunkname?: string };
        if (line.includes('/login')) socket.write(withLength('{"status":"Success","token":"t"}'));
        else if (line.includes('/siptrunk/query')) {
          const trunks = names.filter((name) => trunkname === 'all' || name === trunkname);
          const list = trunks.map((name) => ({ trunkname: name, trunktype: 'register' }));
          socket.write(withLength(JSON.stringify({ status: 'Success', trunks: list })));
        } else {
          names.push(trunkname);
          if (struck) socket.write(withLength('{"status":"Success"}'));
          else socket.resetAndDestroy();
          struck = true;
        }
      });
      const pbx = clientOf(raw.url);
      assert.deepEqual(words(await provisionPbx(pbx, named('a', 'b'), quick)), ['added', 'added']);
      assert.deepEqual(names, ['a', 'b']);
      // Both names are there twice now, and are left alone.
      names.push('a', 'b');
      assert.deepEqual(words(await provisionPbx(pbx, named('a', 'b'), quick)), ['unchanged', 'unchanged']);
      assert.equal(names.length, 4);
      await pbx.close();
      await raw.stop();
    });

    it('whose add takes effect only after our timeout, while it is asked', async () => {
      intercept = ({ endpoint }) => (endpoint === 'siptrunk/add' ? { kind: 'delay', ms: 400 } : undefined);
      const outcomes = await run(named('a'), { backoff: () => 250 }, { timeoutMs: 200 });
      assert.deepEqual(words(outcomes), ['added']);
      assert.equal(count('siptrunk/add'), 1);
    });

    it('whose first add takes effect just before the second, which it then refuses', async () => {
      let first: DemoRequest | undefined;
      intercept = (request) => {
        if (request.endpoint !== 'siptrunk/add') return undefined;
        if (!first) {
          first = request;
          return { kind: 'reset', when: 'before' };
        }
        keep(first);
        return undefined;
      };
      assert.deepEqual(words(await run(named('a'))), ['added']);
      assert.deepEqual(onPbx(), ['a']);
      assert.equal(count('siptrunk/add'), 2);
    });

    it('that gives a new token at each login and takes the old one away', async () => {
      let living = '';
      const raw = await RawServer.start(({ line }, socket) => {
        const token = /token=(\w+)/.exec(line)?.[1];
        if (line.includes('/login')) living = `t${raw.requests.length}`;
        const answer = line.includes('/login')
          ? { status: 'Success', token: living }
          : token === living
            ? { status: 'Success' }
            : { status: 'Failed', errno: 20004 };
        // Every tenth call another program signs in.
        if (raw.requests.length % 10 === 0) living = 'stolen';
        socket.write(withLength(JSON.stringify(answer)));
      });
      const pbx = clientOf(raw.url, { credential: { md5: plantedMd5, token: 'old' } });
      const outcomes = await provisionPbx(pbx, many(40), quick);
      assert.deepEqual(new Set(words(outcomes)), new Set(['added']));
      await pbx.close();
      await raw.stop();
    });
  });

  it('keeps the queue for the next run while a run waits', async () => {
    const writes = new Queue();
    let release: (() => void) | undefined;
    intercept = async ({ endpoint, fields }) => {
      if (endpoint === 'siptrunk/add' && fields?.get('trunkname') === 'a') {
        await new Promise<void>((resolve) => (release = resolve));
      }
      return undefined;
    };
    const first = run(named('a'), {}, { writes });
    await untilTrue(() => release !== undefined);
    const stop = new AbortController();
    const second = run(named('b'), { signal: stop.signal }, { writes });
    stop.abort();
    assert.deepEqual(words(await second), ['skipped']);
    release?.();
    assert.deepEqual(words(await first), ['added']);
    assert.deepEqual(onPbx(), ['a']);
  });
});
