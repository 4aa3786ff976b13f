import assert from 'node:assert/strict';
import type { Fault } from '../../../../src/demo/fault.ts';
import type { DemoRequest } from '../../../../src/demo/request.ts';
import { startDemoPbx, type DemoPbx } from '../../../../src/demo/server.ts';
import type { SipTrunk } from '../../../../src/demo/trunkFields.ts';
import type { Pbx } from '../../../../src/pbx/pbx.ts';
import { provisionPbx } from '../../../../src/pbx/provision/provisionPbx.ts';
import { undoPbx } from '../../../../src/pbx/provision/undoPbx.ts';
import type { UndoStep } from '../../../../src/pbx/provision/checkUndo.ts';
import { Queue } from '../../../../src/pbx/locks/queue.ts';
import { assertNoSecret, clientOf, plantedPassword, registerTrunk } from '../../../support/pbxClient.ts';

const connections = [{}, { format: 'xml' }, { apiVersion: 'v1.1.0' }] as const;

describe('undoing', () => {
  let demo: DemoPbx;
  let requests: DemoRequest[];
  let intercept: (request: DemoRequest) => Fault | undefined;
  let client: Pbx;

  const start = async (trunks: SipTrunk[], connection: object = {}) => {
    demo = await startDemoPbx({
      password: plantedPassword,
      otherTrunks: [],
      trunks,
      observe: (request) => requests.push(request),
      intercept: (request) => intercept(request),
    });
    client = clientOf(demo.url, { connection });
  };
  const undo = async (steps: UndoStep[], signal?: AbortSignal) => {
    const outcomes = await undoPbx(client, steps, { backoff: () => 1, ...(signal && { signal }) });
    assertNoSecret(JSON.stringify(outcomes));
    return outcomes.map(({ trunkname, outcome }) => `${trunkname} ${outcome}`);
  };
  const onPbx = () => demo.trunks.all().map(({ trunkname }) => trunkname);
  const count = (endpoint: string) => requests.filter((request) => request.endpoint === endpoint).length;
  const stored = (trunkname: string, more: Partial<SipTrunk> = {}) =>
    ({ ...registerTrunk(trunkname), domain: '172.16.108.16', fromuser: '', ...more }) as SipTrunk;
  const add = (trunkname: string): UndoStep => ({ trunkname, did: 'add', sent: registerTrunk(trunkname) });
  const update = (trunkname: string): UndoStep => ({
    trunkname,
    did: 'update',
    sent: registerTrunk(trunkname),
    before: { ...stored(trunkname, { host: 'old', domain: 'old-realm', fromuser: '49' }), id: '1' },
  });

  beforeEach(() => {
    requests = [];
    intercept = () => undefined;
  });
  afterEach(async () => {
    await client.close();
    await demo.stop();
  });

  for (const connection of connections) {
    const faults: [string, Fault][] = [
      ['before it took effect', { kind: 'reset', when: 'before' }],
      ['after it took effect', { kind: 'reset', when: 'after' }],
      ['in the middle of its answer', { kind: 'truncate', bytes: 10 }],
    ];
    for (const [when, fault] of faults) {
      it(`happens exactly once when the connection is lost ${when} (${JSON.stringify(connection)})`, async () => {
        await start([stored('a'), stored('b'), stored('mine')], connection);
        const met = new Set<string>();
        intercept = ({ endpoint }) => {
          if (!/delete|update/.test(endpoint) || met.has(endpoint)) return undefined;
          met.add(endpoint);
          return fault;
        };
        assert.deepEqual(await undo([add('b'), update('a')]), ['b deleted', 'a restored']);
        assert.deepEqual(onPbx(), ['a', 'mine']);
        const { host, domain, fromuser } = demo.trunks.find('a') ?? {};
        assert.deepEqual([host, domain, fromuser], ['old', 'old-realm', '49']);
        const times = when.startsWith('before') ? 2 : 1;
        assert.deepEqual([count('siptrunk/delete'), count('siptrunk/update')], [times, times]);
      });
    }
  }

  it('never deletes under a name that means several trunks', async () => {
    await start([stored('a'), stored('b')]);
    const names = ['all', ' ALL ', 'a,b', '', '\u200ball', 'all\0'];
    assert.deepEqual(
      await undo(names.map(add)),
      names.map((name) => `${name} skipped`),
    );
    assert.equal(count('siptrunk/delete'), 0);
    assert.deepEqual(onPbx(), ['a', 'b']);
  });

  it('does not delete by a name that the PBX could take for another trunk’s, but restores by id', async () => {
    await start([
      stored('a'),
      stored('A '),
      stored('b'),
      { ...stored('c'), domain: '172.16.108.16' },
      stored('C'),
    ]);
    const outcomes = await undoPbx(client, [add('a'), add('b'), update('c')], { backoff: () => 1 });
    assert.deepEqual(
      outcomes.map(({ trunkname, outcome }) => `${trunkname} ${outcome}`),
      ['a skipped', 'b deleted', 'c restored'],
    );
    assert.match(outcomes[0]?.message ?? '', /also has the trunk “A ”/);
    assert.deepEqual(onPbx(), ['a', 'A ', 'c', 'C']);
  });

  it('refuses what changed, what is not known and what is not kept', async () => {
    await start([
      stored('host', { host: 'other' }),
      stored('from', { fromuser: '49' }),
      stored('unsure'),
      stored('lost'),
      stored('same'),
      stored('domain', { domain: 'other-realm' }),
      stored('begun'),
      stored('unknown'),
      stored('blank'),
      stored('type'),
    ]);
    const { before } = update('x');
    const updated = (trunkname: string, more: Partial<UndoStep['before']>): UndoStep => ({
      ...update(trunkname),
      before: { ...before, ...more, trunkname },
    });
    assert.deepEqual(
      await undo([
        add('host'),
        add('from'),
        { trunkname: 'unsure', did: 'unsure' },
        { trunkname: 'lost', did: 'add' },
        { trunkname: 'gone', did: 'unsure' },
        update('vanished'),
        { ...update('vanished-too'), did: 'unsure' },
        // Its id is another one: somebody has deleted it and made it anew.
        { trunkname: 'same', did: 'unsure', before: { ...stored('same'), id: '99' } },
        update('domain'),
        { ...update('begun'), did: 'unsure' },
        { ...update('unknown'), before: undefined },
        updated('blank', { username: '' }),
        updated('type', { trunktype: 'iax' }),
      ]),
      [
        'host skipped',
        'from skipped',
        'unsure skipped',
        'lost skipped',
        'gone unchanged',
        'vanished skipped',
        'vanished-too skipped',
        'same unchanged',
        'domain skipped',
        'begun skipped',
        'unknown skipped',
        'blank skipped',
        'type skipped',
      ],
    );
    assert.deepEqual([count('siptrunk/delete'), count('siptrunk/update')], [0, 0]);
  });

  it('takes away a fromuser and a domain that came with the run, where the PBX had shown none', async () => {
    await start([stored('a', { fromuser: '49', domain: 'realm' })]);
    const sent = registerTrunk('a', { fromuser: '49', domain: 'realm' });
    const { id, trunkname, trunktype, host, port, username, authname, password } = stored('a', {
      host: 'old',
    }) as SipTrunk & { id?: string; host?: string; port?: string };
    const before = { id: id ?? '1', trunkname, trunktype, host, port, username, authname, password };
    assert.deepEqual(await undo([{ trunkname: 'a', did: 'update', sent, before }]), ['a restored']);
    const found = demo.trunks.find('a');
    assert.deepEqual([found?.host, found?.domain, found?.fromuser], ['old', 'old', '']);
    // A PBX may keep what it is told nothing of.
    const { fields } = requests.at(-1) ?? {};
    assert.deepEqual([fields?.get('domain'), fields?.get('fromuser')], ['old', '']);
  });

  it('restores where the PBX kept a domain and a fromuser that the run did not send, however it writes them', async () => {
    await start([stored('a', { domain: 'OLD-REALM ', fromuser: '49' })]);
    const step = update('a');
    const before = { trunkname: 'a', ...step.before, trunktype: ' Register', domain: 'Old-Realm' };
    assert.deepEqual(await undo([{ ...step, before }]), ['a restored']);
    assert.equal(demo.trunks.find('a')?.host, 'old');
  });

  it('refuses to restore without the old password', async () => {
    await start([stored('a')]);
    const step = update('a');
    assert.deepEqual(
      await undo([{ ...step, before: { trunkname: 'a', ...step.before, password: '******' } }]),
      ['a skipped'],
    );
    assert.equal(count('siptrunk/update'), 0);
  });

  it('refuses to restore a trunk of which the PBX tells no id', async () => {
    await start([stored('a')]);
    intercept = ({ endpoint }) =>
      endpoint === 'siptrunk/query'
        ? { kind: 'raw', body: JSON.stringify({ status: 'Success', trunks: [{ ...stored('a'), id: ' ' }] }) }
        : undefined;
    assert.deepEqual(await undo([update('a')]), ['a skipped']);
    assert.equal(count('siptrunk/update'), 0);
  });

  it('is applied at the end where v1.1.0 has not applied it by itself', async () => {
    await start([stored('a'), stored('b')], { apiVersion: 'v1.1.0' });
    let busy = true;
    intercept = ({ endpoint }) => {
      if (endpoint !== 'siptrunk/delete' || !busy) return undefined;
      busy = false;
      return { kind: 'errno', errno: '10025' };
    };
    assert.deepEqual(await undo([add('b'), update('a')]), ['b deleted', 'a restored']);
    assert.equal(requests.at(-1)?.endpoint, 'apply');
  });

  it('says so of what is restored when that could not be applied', async () => {
    await start([stored('a')], { apiVersion: 'v1.1.0' });
    let busy = true;
    intercept = ({ endpoint }) => {
      if (endpoint === 'apply') return { kind: 'errno', errno: '30001' };
      if (endpoint !== 'siptrunk/update' || !busy) return undefined;
      busy = false;
      return { kind: 'errno', errno: '10025' };
    };
    const [outcome] = await undoPbx(client, [update('a')], { backoff: () => 1 });
    assert.equal(outcome?.outcome, 'restored');
    assert.match(outcome.message ?? '', /not applied yet/);
  });

  it('touches nothing on a PBX that cannot list its trunks', async () => {
    await start([stored('a')]);
    intercept = ({ endpoint }) =>
      endpoint === 'siptrunk/query' ? { kind: 'errno', errno: '10003' } : undefined;
    assert.deepEqual(await undo([add('a')]), ['a skipped']);
    assert.deepEqual(onPbx(), ['a']);
  });

  it('stops before the next trunk when it is cancelled', async () => {
    await start([stored('a'), stored('b'), stored('c')]);
    const stop = new AbortController();
    intercept = ({ endpoint }) => {
      if (endpoint === 'siptrunk/delete') stop.abort();
      return undefined;
    };
    assert.deepEqual(await undo([add('c'), add('b'), add('a')], stop.signal), [
      'c deleted',
      'b skipped',
      'a skipped',
    ]);
  });

  describe('cancelled', () => {
    it('before it begins: nothing is sent', async () => {
      await start([stored('a')]);
      assert.deepEqual(await undo([add('a')], AbortSignal.abort()), ['a skipped']);
      assert.deepEqual(requests, []);
    });

    it('while the PBX is asked: at once', async () => {
      await start([stored('a')]);
      const stop = new AbortController();
      intercept = () => {
        stop.abort();
        return { kind: 'hang', when: 'before' };
      };
      client = clientOf(demo.url, { credential: { token: 't' }, timeoutMs: 600_000 });
      assert.deepEqual(await undo([add('a')], stop.signal), ['a skipped']);
    });

    it('while it waits for another run to the same PBX: at once, and nothing is sent', async () => {
      await start([stored('a')]);
      const writes = new Queue();
      let release: (() => void) | undefined;
      const other = writes.run(() => new Promise<void>((resolve) => (release = resolve)));
      client = clientOf(demo.url, { writes });
      const stop = new AbortController();
      const waiting = undo([add('a')], stop.signal);
      // Whoever does not wait has signed in by the time another client has.
      const another = clientOf(demo.url);
      await another.trunks();
      await another.close();
      assert.equal(count('login'), 1);
      stop.abort();
      assert.deepEqual(await waiting, ['a skipped']);
      assert.equal(count('login'), 1);
      release?.();
      await other;
    });
  });

  it('fails without a further request when nobody can sign in', async () => {
    await start([stored('a')]);
    client = clientOf(demo.url, { credential: undefined });
    assert.deepEqual(await undo([add('a')]), ['a failed']);
    assert.deepEqual(onPbx(), ['a']);
  });

  it('can rely on what a run keeps before its first write; without it, nothing is updated', async () => {
    await start([stored('a', { host: 'old' })]);
    const wanted = [registerTrunk('a'), registerTrunk('b')];
    const run = async (reason: string | undefined) => {
      const writes: number[] = [];
      const outcomes = await provisionPbx(client, wanted, {
        backoff: () => 1,
        update: true,
        onCompared: async (_pbx, { trunks }) => {
          assert.deepEqual(
            trunks.map(({ existing }) => existing?.host),
            ['old', undefined],
          );
          // As long as a write would take.
          await client.deviceInfo();
          writes.push(count('siptrunk/add') + count('siptrunk/update'));
          return reason;
        },
      });
      assert.deepEqual(writes, [0]);
      return outcomes.map(({ outcome, message }) => [outcome, message]);
    };
    assert.deepEqual(await run('not kept'), [
      ['failed', 'not kept'],
      ['added', undefined],
    ]);
    demo.trunks.delete('b');
    requests = [];
    assert.deepEqual(await run(undefined), [
      ['updated', undefined],
      ['added', undefined],
    ]);
  });
});
