import assert from 'node:assert/strict';
import type { SipTrunk } from '../../../../src/demo/trunkFields.ts';
import { addAgain, stillThere } from '../../../../src/fleet/deletion/addAgain.ts';
import { checkDeletions } from '../../../../src/fleet/deletion/checkDeletions.ts';
import { deleteTrunks } from '../../../../src/fleet/deletion/deleteTrunks.ts';
import { outcomeSummary, severityOf } from '../../../../src/fleet/deletion/outcomeWords.ts';
import { TestFleet } from '../../../support/fleet.ts';
import {
  assertKeepsSecrets,
  dialects,
  isWrite,
  journalTexts,
  namesOn,
  namesSent,
  short,
  untouched,
} from '../../../support/fleetRuns.ts';
import type { ObservedPbx } from '../../../support/observedPbx.ts';
import { plantedPassword } from '../../../support/pbxClient.ts';

const account = (trunkname: string, password = plantedPassword): SipTrunk => ({
  trunkname,
  trunktype: 'account',
  username: 'u',
  authname: 'u',
  password,
});
const targets = (pbx: string, ...names: string[]) => names.map((trunkname) => ({ pbx, trunkname }));

describe('deleting trunks of several PBXes', () => {
  let fleet: TestFleet;
  beforeEach(async () => {
    fleet = await TestFleet.create();
  });
  afterEach(() => fleet.end());
  const options = { signal: untouched };

  for (const [dialect, connection] of dialects) {
    it(`deletes those of exactly these names, each once and in their order, in ${dialect}`, async () => {
      const names = ['ITSP “A” & <B>', 'itsp', 'itsp-2', 'other'];
      const hq = await fleet.start('hq', connection, { trunks: names.map((name) => account(name)) });
      const branch = await fleet.start('branch', connection, { trunks: names.map((name) => account(name)) });
      const wanted = [
        ...targets('hq', 'ITSP “A” & <B>'),
        ...targets('branch', 'itsp-2'),
        ...targets('hq', 'itsp', 'gone', 'itsp'),
      ];
      const { outcomes, deleted } = await deleteTrunks(fleet, wanted, options);
      assert.deepEqual(short(outcomes), [
        'hq/ITSP “A” & <B> deleted',
        'branch/itsp-2 deleted',
        'hq/itsp deleted',
        'hq/gone unchanged',
      ]);
      assert.deepEqual(namesOn(hq), ['itsp-2', 'other']);
      assert.deepEqual(namesOn(branch), ['ITSP “A” & <B>', 'itsp', 'other']);
      assert.deepEqual(namesSent(hq, 'siptrunk/delete'), ['ITSP “A” & <B>', 'itsp']);
      assert.deepEqual(
        deleted.map(({ pbx, url, trunk }) => [pbx, url, trunk.trunkname]),
        [
          ['hq', hq.url, 'ITSP “A” & <B>'],
          ['branch', branch.url, 'itsp-2'],
          ['hq', hq.url, 'itsp'],
        ],
      );
      assert.equal(
        outcomeSummary(outcomes),
        '1 unchanged, 3 deleted. hq · gone: hq has no trunk of this name.',
      );
      assert.equal(severityOf(outcomes), 'info');
      await assertKeepsSecrets(fleet, outcomes, [plantedPassword]);
      assert.deepEqual(await journalTexts(fleet), []);
    });
  }

  it('sends nothing for a name that the PBX could take for another, and goes on with the others', async () => {
    const trunks = ['x', 'X', 'a b', 'a\u00a0b', 'y'].map((name) => account(name));
    const hq = await fleet.start('hq', {}, { trunks });
    const wanted = targets('hq', 'x', 'a b', 'all', 'x,y', 'y');
    const { outcomes, deleted } = await deleteTrunks(fleet, wanted, options);
    assert.deepEqual(short(outcomes), [
      'hq/x failed',
      'hq/a b failed',
      'hq/all failed',
      'hq/x,y failed',
      'hq/y deleted',
    ]);
    assert.match(outcomes[0]?.message ?? '', /also has the trunk “X”/);
    assert.match(outcomes[2]?.message ?? '', /more than one trunk/);
    assert.deepEqual(namesSent(hq, 'siptrunk/delete'), ['y']);
    assert.deepEqual(
      deleted.map(({ trunk }) => trunk.trunkname),
      ['y'],
    );
    assert.equal(severityOf(outcomes), 'error');
    assert.match(outcomeSummary(outcomes), /^4 failed, 1 deleted\. hq · x: /);
  });

  it('goes on with the others when a PBX is down, unknown or not signed in to', async () => {
    const hq = await fleet.start('hq', {}, { trunks: [account('a')] });
    await (await fleet.start('down')).stop();
    await fleet.start('signed-out', {}, { trunks: [account('a')] });
    await fleet.signOut('signed-out');
    const names = ['down', 'hq', 'nowhere', 'signed-out'];
    const wanted = names.flatMap((pbx) => targets(pbx, 'a'));
    const expected = ['down/a failed', 'hq/a deleted', 'nowhere/a failed', 'signed-out/a failed'];

    const checked = await checkDeletions(fleet, wanted, untouched);
    assert.deepEqual(checked.targets, targets('hq', 'a'));
    assert.deepEqual(short(checked.instead), expected.toSpliced(1, 1));
    const { outcomes } = await deleteTrunks(fleet, wanted, options);
    assert.deepEqual(short(outcomes), expected);
    assert.deepEqual(namesOn(hq), []);
    assert.match(outcomes[2]?.message ?? '', /nowhere/);
    assert.match(outcomes[3]?.message ?? '', /[Ss]ign in/);
  });

  it('waits for the deletion under way when it is cancelled, and sends nothing more to anybody', async () => {
    fleet.settings.maxConcurrentPbxes = () => 1;
    const cancel = new AbortController();
    const trunks = ['a', 'b', 'c'].map((name) => account(name));
    const intercept = () => {
      if (hq.count('siptrunk/delete') === 1) cancel.abort();
      return undefined;
    };
    const hq: ObservedPbx = await fleet.start('hq', {}, { trunks, intercept });
    const later = await fleet.start('later', {}, { trunks });
    const wanted = [...targets('hq', 'a', 'b'), ...targets('later', 'a')];
    const { outcomes, deleted } = await deleteTrunks(fleet, wanted, { signal: cancel.signal });
    assert.deepEqual(short(outcomes), ['hq/a deleted', 'hq/b skipped', 'later/a skipped']);
    assert.equal(severityOf(outcomes), 'warning');
    assert.deepEqual(
      deleted.map(({ trunk }) => trunk.trunkname),
      ['a'],
    );
    assert.deepEqual(namesOn(hq), ['b', 'c']);
    assert.equal(later.requests.length, 0);
  });

  it('tells beforehand what it would delete and what would be gone for good, and changes nothing', async () => {
    const trunks = [account('a'), account('hidden', '******'), account('x'), account('X')];
    const hq = await fleet.start('hq', {}, { trunks });
    const branch = await fleet.start('branch', { format: 'xml' }, { trunks });
    const names = ['a', 'hidden', 'gone', 'x', 'all'];
    const checked = await checkDeletions(
      fleet,
      [...targets('hq', ...names), ...targets('branch', 'a')],
      untouched,
    );
    assert.deepEqual(checked.targets, [...targets('hq', 'a', 'hidden'), ...targets('branch', 'a')]);
    assert.deepEqual(checked.lasting, targets('hq', 'hidden'));
    assert.deepEqual(short(checked.instead), ['hq/gone unchanged', 'hq/x failed', 'hq/all failed']);
    for (const pbx of [hq, branch]) {
      assert.equal(pbx.count('siptrunk/query'), 1);
      assert.ok(!pbx.requests.some(isWrite));
    }
    await assertKeepsSecrets(fleet, checked, [plantedPassword]);
  });

  it('keeps the passwords that it sees from the log', async () => {
    const intercept = ({ endpoint }: { endpoint: string }) => {
      if (endpoint === 'siptrunk/delete') fleet.log.info(`on its way: ${plantedPassword}`);
      return undefined;
    };
    await fleet.start('hq', {}, { trunks: [account('a')], intercept });
    await deleteTrunks(fleet, targets('hq', 'a'), options);
    assert.deepEqual(fleet.lines, ['on its way: •••', 'hq · a: deleted']);
  });
});

describe('adding deleted trunks again', () => {
  let fleet: TestFleet;
  beforeEach(async () => {
    fleet = await TestFleet.create();
  });
  afterEach(() => fleet.end());
  const options = { signal: untouched };
  const remove = async (pbx: string, ...names: string[]) =>
    (await deleteTrunks(fleet, targets(pbx, ...names), options)).deleted;
  const settings = ({ trunks }: ObservedPbx) => trunks.all().map((trunk) => ({ ...trunk, id: '', since: 0 }));

  for (const [dialect, connection] of dialects) {
    it(`brings them back with the settings that they had, in ${dialect}`, async () => {
      const itsp: SipTrunk = {
        trunkname: 'itsp',
        trunktype: 'register',
        host: 'sip.example.net',
        port: '5060',
        domain: 'realm.example.net',
        username: '6100',
        authname: '6100',
        fromuser: '4930123',
        password: plantedPassword,
      };
      const peer: SipTrunk = { trunkname: 'p', trunktype: 'peer', host: 'h', port: '1', domain: 'h' };
      const trunks = [itsp, peer, account('a')];
      const hq = await fleet.start('hq', connection, { trunks });
      const before = settings(hq);
      const deleted = await remove('hq', 'itsp', 'p', 'a');
      assert.deepEqual(namesOn(hq), []);
      const { outcomes, left } = await addAgain(fleet, deleted, options);
      assert.deepEqual(short(outcomes), ['hq/itsp added', 'hq/p added', 'hq/a added']);
      assert.deepEqual(left, []);
      assert.deepEqual(settings(hq), before);
      await assertKeepsSecrets(fleet, outcomes, [plantedPassword]);
    });
  }

  it('leaves alone what is there under their names by now, and cannot bring back what the PBX hides', async () => {
    const trunks = [account('a'), account('b'), account('hidden', '******')];
    const hq = await fleet.start('hq', {}, { trunks });
    const deleted = await remove('hq', 'a', 'b', 'hidden');
    assert.deepEqual(
      deleted.map(({ trunk }) => trunk.trunkname),
      ['a', 'b'],
    );
    hq.trunks.add(account('a'));
    hq.trunks.add(account('b', 'planted-by-hand'));
    const writes = hq.requests.filter(isWrite).length;
    const { outcomes, left } = await addAgain(fleet, deleted, options);
    assert.deepEqual(short(outcomes), ['hq/a unchanged', 'hq/b skipped']);
    assert.deepEqual(
      left.map(({ trunk }) => trunk.trunkname),
      ['b'],
    );
    assert.equal(hq.trunks.find('b')?.password, 'planted-by-hand');
    assert.equal(hq.requests.filter(isWrite).length, writes);
  });

  it('sends no password to another box that has the name of the PBX by now', async () => {
    const hq = await fleet.start('hq', {}, { trunks: [account('a')] });
    const branch = await fleet.start('branch', {}, { trunks: [account('a')] });
    const deleted = [...(await remove('hq', 'a')), ...(await remove('branch', 'a'))];
    const other = await fleet.start('elsewhere');
    fleet.configure('hq', { url: other.url });
    await fleet.signIn('hq');
    assert.deepEqual(
      stillThere(fleet, deleted).map(({ pbx }) => pbx),
      ['branch'],
    );
    const { outcomes, left } = await addAgain(fleet, deleted, options);
    assert.deepEqual(short(outcomes).toSorted(), ['branch/a added', 'hq/a failed']);
    const refused = outcomes.find(({ pbx }) => pbx === 'hq');
    assert.match(refused?.message ?? '', /hq stands for another address now/);
    assert.deepEqual(
      left.map(({ pbx }) => pbx),
      ['hq'],
    );
    assert.equal(other.requests.length, 0);

    fleet.configure('hq', { url: hq.url });
    assert.deepEqual(short((await addAgain(fleet, left, options)).outcomes), ['hq/a added']);
    assert.deepEqual([namesOn(hq), namesOn(branch)], [['a'], ['a']]);
  });

  it('adds one of which nobody knows whether it is gone only if it is', async () => {
    let lost = true;
    const hq: ObservedPbx = await fleet.start(
      'hq',
      {},
      {
        trunks: [account('gone'), account('there')],
        intercept: ({ endpoint, fields }) => {
          const name = fields?.get('trunkname');
          // The answer of a deletion is lost, and then the PBX cannot be asked for the trunk.
          if (endpoint === 'siptrunk/delete')
            return { kind: 'reset', when: name === 'gone' ? 'after' : 'before' };
          const isAsked = lost && hq.count('siptrunk/delete') > 0;
          return isAsked ? { kind: 'raw', status: 404, body: '' } : undefined;
        },
      },
    );
    const { outcomes, deleted } = await deleteTrunks(fleet, targets('hq', 'gone', 'there'), options);
    assert.deepEqual(short(outcomes), ['hq/gone unknown', 'hq/there unknown']);
    lost = false;
    const again = await addAgain(fleet, deleted, options);
    assert.deepEqual(short(again.outcomes), ['hq/gone added', 'hq/there unchanged']);
    assert.deepEqual(again.left, []);
    assert.deepEqual(namesSent(hq, 'siptrunk/add'), ['gone']);
  });
});
