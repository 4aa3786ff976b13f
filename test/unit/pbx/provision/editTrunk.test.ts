import assert from 'node:assert/strict';
import type { Fault } from '../../../../src/demo/fault.ts';
import type { DemoRequest } from '../../../../src/demo/request.ts';
import { startDemoPbx, type DemoPbx } from '../../../../src/demo/server.ts';
import type { SipTrunk } from '../../../../src/demo/trunkFields.ts';
import type { Pbx } from '../../../../src/pbx/pbx.ts';
import {
  changedSinceLoaded,
  loadEditable,
  type EditableTrunk,
} from '../../../../src/pbx/provision/editableTrunk.ts';
import { editedTrunk, editTrunk, type EditedValues } from '../../../../src/pbx/provision/editTrunk.ts';
import { Queue } from '../../../../src/pbx/locks/queue.ts';
import { FakeClock } from '../../../support/fakeClock.ts';
import { dialects, lostAnswers, strike } from '../../../support/faults.ts';
import {
  assertNoSecret,
  clientOf,
  failure,
  plantedPassword,
  registerTrunk,
} from '../../../support/pbxClient.ts';

const stored: SipTrunk = {
  ...(registerTrunk('a') as SipTrunk),
  domain: '172.16.108.16',
  fromuser: '004912',
};
const values = { host: '192.0.2.9', port: '5060', username: '6100', authname: '6100', fromuser: '004912' };

describe('editing a trunk', () => {
  let demo: DemoPbx;
  let pbx: Pbx | undefined;
  let requests: DemoRequest[];
  let intercept: (request: DemoRequest) => Fault | undefined;

  const start = async (options: Parameters<typeof clientOf>[1] = {}, trunk = stored): Promise<Pbx> => {
    demo = await startDemoPbx({
      password: plantedPassword,
      otherTrunks: [{ trunkname: 'iax', status: 'Registered', type: 'IAX' }],
      trunks: [trunk],
      observe: (request) => requests.push(request),
      intercept: (request) => intercept(request),
    });
    return (pbx = clientOf(demo.url, options));
  };
  const load = async (from: Pbx): Promise<EditableTrunk> => {
    const loaded = await loadEditable(from, 'a');
    assert.ok(!('problem' in loaded));
    return loaded;
  };
  const made = (loaded: EditableTrunk, edited: EditedValues) => {
    const result = editedTrunk(loaded, edited);
    assert.ok('trunk' in result);
    return result.trunk;
  };
  const updates = () => requests.filter(({ endpoint }) => endpoint === 'siptrunk/update');

  beforeEach(() => {
    requests = [];
    intercept = () => undefined;
  });
  afterEach(async () => {
    await pbx?.close();
    await demo.stop();
  });

  for (const { name, entry } of dialects) {
    it(`sends an update with the id and the kept password, once (${name})`, async () => {
      const from = await start({ connection: entry });
      const loaded = await load(from);
      const result = await editTrunk(from, loaded, made(loaded, values), () => 1);
      assert.deepEqual(result, { outcome: { pbx: 'hq', trunkname: 'a', outcome: 'updated' } });
      assert.deepEqual(
        updates().map(({ fields }) => [fields?.get('id'), fields?.get('password')]),
        [[loaded.id, plantedPassword]],
      );
      const { host, domain, fromuser } = demo.trunks.find('a') ?? {};
      assert.deepEqual(
        { host, domain, fromuser },
        { host: '192.0.2.9', domain: '192.0.2.9', fromuser: '004912' },
      );
    });

    it(`sends nothing when the trunk has changed meanwhile (${name})`, async () => {
      const from = await start({ connection: entry });
      const loaded = await load(from);
      await from.update(loaded.id, registerTrunk('a', { port: '5099', password: 'other' }));
      requests.length = 0;
      const result = await editTrunk(from, loaded, made(loaded, values), () => 1);
      assert.ok('changed' in result);
      assert.deepEqual(
        result.fields.filter((field) => field === 'port' || field === 'password'),
        ['port', 'password'],
      );
      assert.equal(result.changed.existing.port, '5099');
      assert.equal(updates().length, 0);
    });
  }

  for (const { name, fault } of lostAnswers) {
    it(`is done once when the answer is lost: ${name}`, async () => {
      const clock = new FakeClock();
      const from = await start({ clock });
      const loaded = await load(from);
      let lost = false;
      intercept = ({ endpoint }) => {
        if (lost || endpoint !== 'siptrunk/update') return undefined;
        lost = true;
        return strike(fault, clock);
      };
      const result = await editTrunk(from, loaded, made(loaded, values), () => 1);
      assert.ok('outcome' in result);
      assert.equal(result.outcome.outcome, 'updated');
      assertNoSecret(JSON.stringify(result));
      assert.equal(demo.trunks.find('a')?.host, '192.0.2.9');
    });
  }

  it('goes by the id that the trunk has by then', async () => {
    const from = await start();
    const loaded = await load(from);
    demo.trunks.delete('a');
    demo.trunks.add(stored);
    await editTrunk(from, loaded, made(loaded, values), () => 1);
    assert.equal(demo.trunks.find('a')?.host, '192.0.2.9');
    assert.notEqual(updates()[0]?.fields?.get('id'), loaded.id);
  });

  it('waits for its turn among the writes to a PBX', async () => {
    const writes = new Queue();
    const from = await start({ writes });
    const loaded = await load(from);
    let release: (() => void) | undefined;
    const other = writes.run(() => new Promise<void>((resolve) => (release = resolve)));
    requests.length = 0;
    const editing = editTrunk(from, loaded, made(loaded, values), () => 1);
    // Whoever does not wait has asked by the time that another question is answered.
    await from.statuses();
    assert.deepEqual(
      requests.map(({ endpoint }) => endpoint),
      ['trunklist/query'],
    );
    release?.();
    await other;
    assert.ok('outcome' in (await editing));
    assert.equal(updates().length, 1);
  });

  it('says that a trunk is gone, and sends nothing', async () => {
    const from = await start();
    const loaded = await load(from);
    demo.trunks.delete('a');
    const result = await editTrunk(from, loaded, made(loaded, values), () => 1);
    assert.ok('outcome' in result);
    assert.equal(result.outcome.outcome, 'failed');
    assert.match(result.outcome.message ?? '', /not on hq any more/);
    assert.equal(updates().length, 0);
  });

  it('applies at last when v1.1.0 refused to do so by itself', async () => {
    const from = await start({ connection: { apiVersion: 'v1.1.0' } });
    const loaded = await load(from);
    intercept = ({ endpoint }) =>
      endpoint === 'siptrunk/update' && updates().length === 1
        ? { kind: 'errno', errno: '10025' }
        : undefined;
    await editTrunk(from, loaded, made(loaded, values), () => 1);
    assert.equal(requests.filter(({ endpoint }) => endpoint === 'apply').length, 1);
  });

  it('takes away a fromuser and a domain that are left blank', async () => {
    const from = await start({}, { ...stored, domain: 'realm.example' });
    const loaded = await load(from);
    await editTrunk(from, loaded, made(loaded, { ...values, fromuser: '' }), () => 1);
    const { domain, fromuser = '' } = demo.trunks.find('a') ?? {};
    assert.deepEqual({ domain, fromuser }, { domain: '192.0.2.9', fromuser: '' });
  });

  it('never asks for a name that means several trunks', async () => {
    const from = await start();
    for (const name of ['all', 'a,b', ' ALL ']) assert.ok('problem' in (await loadEditable(from, name)));
    assert.equal(requests.length, 0);
  });

  for (const [what, existing] of Object.entries({
    'without an id': { ...stored, id: '' },
    'of another type': { ...stored, id: '1', trunktype: 'iax' },
  })) {
    it(`has words for a trunk ${what}`, async () => {
      const from = await start();
      const body = JSON.stringify({ status: 'Success', trunks: [existing] });
      intercept = ({ endpoint }) => (endpoint === 'siptrunk/query' ? { kind: 'raw', body } : undefined);
      assert.ok('problem' in (await loadEditable(from, 'a')));
    });
  }

  it('loads a trunk however the PBX writes it, and compares it so', async () => {
    const from = await start();
    const peer = { trunkname: 'a', trunktype: ' Peer', host: 'SIP.example.com', port: '5060', id: ' 7 ' };
    const body = JSON.stringify({ status: 'Success', trunks: [peer] });
    intercept = ({ endpoint }) => (endpoint === 'siptrunk/query' ? { kind: 'raw', body } : undefined);
    const { id, type, needsPassword, existing } = await load(from);
    assert.deepEqual({ id, type, needsPassword }, { id: '7', type: 'peer', needsPassword: false });
    assert.deepEqual(
      changedSinceLoaded(
        { ...existing, password: '****' },
        { ...existing, trunktype: 'peer', host: 'sip.example.com ', domain: '', password: '********' },
      ),
      [],
    );
  });

  it('stops loading when the user cancels', async () => {
    const from = await start({ credential: { token: 't' }, timeoutMs: 600_000 });
    const stop = new AbortController();
    intercept = () => {
      stop.abort();
      return { kind: 'hang', when: 'before' };
    };
    await failure(loadEditable(from, 'a', stop.signal), 'cancelled', /^Cancelled/);
  });

  it('says that a trunk is not there, also where the PBX does not tell the status of others', async () => {
    const from = await start();
    intercept = ({ endpoint }) =>
      endpoint === 'trunklist/query' ? { kind: 'errno', errno: '10003' } : undefined;
    const loaded = await loadEditable(from, 'b');
    assert.match('problem' in loaded ? loaded.problem : '', /^b is not on hq any more/);
  });

  it('tells a trunk of another kind from one that is not there', async () => {
    const from = await start();
    for (const [trunkname, words] of [
      ['iax', /^Only SIP trunks/],
      ['b', /^b is not on hq any more/],
    ] as const) {
      const loaded = await loadEditable(from, trunkname);
      assert.match('problem' in loaded ? loaded.problem : '', words);
    }
  });

  for (const password of ['***', undefined]) {
    it(`needs a new password where the PBX shows ${String(password)}`, async () => {
      const from = await start();
      const body = JSON.stringify({ status: 'Success', trunks: [{ ...stored, id: '1', password }] });
      intercept = ({ endpoint }) => (endpoint === 'siptrunk/query' ? { kind: 'raw', body } : undefined);
      assert.equal((await load(from)).needsPassword, true);
    });
  }
});
