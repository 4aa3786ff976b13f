import assert from 'node:assert/strict';
import { checkDrift } from '../../../src/fleet/drift/checkDrift.ts';
import { deleteTrunks } from '../../../src/fleet/deletion/deleteTrunks.ts';
import { planFiles } from '../../../src/fleet/plan/planFiles.ts';
import { undoLastRun } from '../../../src/fleet/undo/undoRun.ts';
import type { Fault } from '../../../src/demo/fault.ts';
import type { Quirks } from '../../../src/demo/quirks.ts';
import type { TrunkOutcome } from '../../../src/core/outcome.ts';
import { TestFleet } from '../../support/fleet.ts';
import { dialects, namesOn, provisionText, requestFor, untouched } from '../../support/fleetRuns.ts';
import { answersIn, nameManglers } from '../../support/quirks.ts';

const name = 'Zür & Köln 中国 ';

/** A file that nobody may take for a mistake: the blank at the end of the name is meant. */
const fileWith = (...names: string[]) =>
  [
    'pbx: hq',
    'trunks:',
    ...names.flatMap((trunkname) => [
      `  - trunkname: ${JSON.stringify(trunkname)}`,
      '    trunktype: register',
      `    host: sip-${names.indexOf(trunkname)}.example.net`,
      '    port: 5060',
      `    username: "${names.indexOf(trunkname)}"`,
      `    authname: "${names.indexOf(trunkname)}"`,
      '    password: S3cret-a',
      '',
    ]),
  ].join('\n');

describe('trunks that a PBX does not list under the name that it was sent', () => {
  let fleet: TestFleet;
  beforeEach(async () => {
    fleet = await TestFleet.create();
  });
  afterEach(async () => {
    await fleet.end();
  });

  const start = (quirks: Quirks, connection = {}) => fleet.start('hq', connection, { trunks: [], quirks });
  const provision = async (...names: string[]): Promise<TrunkOutcome[]> => {
    return (await provisionText(fleet, fileWith(...names))).outcomes;
  };
  const oneOutcome = async (...names: string[]): Promise<TrunkOutcome> => {
    const outcome = (await provision(...names)).at(-1);
    assert.ok(outcome);
    return outcome;
  };

  for (const [mangler, keptName] of Object.entries(nameManglers)) {
    for (const [dialect, connection] of dialects) {
      it(`are added once by a box that ${mangler}, in ${dialect}`, async () => {
        const pbx = await start({ keptName }, connection);
        const kept = keptName(name);
        const first = await oneOutcome(name);
        assert.equal(first.outcome, 'added');
        assert.equal(first.message, `Added, but hq lists it as “${kept}”: look before you run this again.`);
        const second = await oneOutcome(name);
        assert.equal(second.outcome, 'skipped');
        assert.ok(second.message?.includes(`“${kept}”`), second.message);
        assert.deepEqual(namesOn(pbx), [kept]);
      });
    }

    it(`are added once although the answer of the add is lost, by a box that ${mangler}`, async () => {
      const faults: Fault[] = [{ kind: 'reset', when: 'after' }];
      const pbx = await fleet.start(
        'hq',
        {},
        {
          trunks: [],
          quirks: { keptName },
          intercept: ({ endpoint }) => (endpoint === 'siptrunk/add' ? faults.shift() : undefined),
        },
      );
      assert.equal((await oneOutcome(name)).outcome, 'added');
      assert.equal(pbx.count('siptrunk/add'), 1);
      assert.equal(pbx.trunks.all().length, 1);
    });
  }

  it('are found among hundreds of others, each by itself, with one question', async () => {
    const pbx = await start({ keptName: (one) => one.slice(0, 8) });
    const names = Array.from({ length: 20 }, (_, index) => `${String(index).padStart(2, '0')}-branch-office`);
    const outcomes = await provision(...names, 'short');
    assert.deepEqual(
      outcomes.map(({ message }) => /“(.*)”/.exec(message ?? '')?.[1]),
      [...names.map((one) => one.slice(0, 8)), undefined],
    );
    assert.equal(pbx.count('siptrunk/query'), 2);
    assert.deepEqual(
      new Set((await provision(...names, 'short')).map(({ outcome }) => outcome)),
      new Set(['skipped', 'unchanged']),
    );
    assert.equal(pbx.count('siptrunk/add'), 21);
  });

  it('and not at all: said, remembered for that box, and asked for before it is added again', async () => {
    const success: Fault = { kind: 'raw', body: '{"status":"Success"}' };
    const pbx = await fleet.start(
      'hq',
      {},
      { trunks: [], intercept: ({ endpoint }) => (endpoint === 'siptrunk/add' ? success : undefined) },
    );
    const first = await oneOutcome(name);
    assert.equal(first.outcome, 'added');
    assert.equal(first.message, 'Added, but hq does not list it: look before you run this again.');
    const again = await oneOutcome(name);
    assert.equal(again.outcome, 'skipped');
    assert.match(again.message ?? '', /^Not sent again: it was added to hq before, which did not list it/);
    assert.equal(pbx.count('siptrunk/add'), 1);
    // A person's word.
    fleet.unlistedTrunks.forget(pbx.url, name);
    assert.equal((await oneOutcome(name)).outcome, 'added');
    assert.equal(pbx.count('siptrunk/add'), 2);
  });

  it('and whose list cannot be read any more: said, and nothing is sent by the next run', async () => {
    const pbx = await start(answersIn('gbk'));
    const first = await oneOutcome('Zürich 中国');
    assert.equal(first.outcome, 'added');
    assert.match(first.message ?? '', /^Added, but it could not be looked for afterwards: .*charset/);
    const second = await oneOutcome('Zürich 中国');
    assert.equal(second.outcome, 'failed');
    assert.match(second.message ?? '', /charset/);
    assert.equal(pbx.count('siptrunk/add'), 1);
  });

  it('are not remembered for another box', async () => {
    const mangled = await start({ keptName: (one) => one.slice(0, 3) });
    await provision(name);
    const other = await fleet.start('hq', {}, { trunks: [] });
    assert.deepEqual(await oneOutcome(name), { pbx: 'hq', trunkname: name, outcome: 'added' });
    assert.equal(mangled.count('siptrunk/add') + other.count('siptrunk/add'), 2);
  });

  it('are remembered no more once they are listed under it, or once what was listed is deleted', async () => {
    const pbx = await start({ keptName: (one) => one.slice(0, 3) });
    await provision(name);
    const [stored] = pbx.trunks.all();
    assert.ok(stored);
    await deleteTrunks(fleet, [{ pbx: 'hq', trunkname: stored.trunkname }], { signal: untouched });
    assert.deepEqual(fleet.unlistedTrunks.of(pbx.url), new Map());
    await provision(name);
    assert.equal(fleet.unlistedTrunks.of(pbx.url).size, 1);
    // Somebody gave it its name in the web page.
    const [renamed] = pbx.trunks.all();
    assert.ok(renamed);
    pbx.trunks.update(renamed.id, { ...renamed, trunkname: name });
    assert.equal((await oneOutcome(name)).outcome, 'unchanged');
    assert.deepEqual(fleet.unlistedTrunks.of(pbx.url), new Map());
  });

  it('are left alone by plan and run where another name only could be the same, and by an undo', async () => {
    const pbx = await fleet.start('hq', {}, { trunks: [] });
    await provision('berlin');
    const uri = await fleet.file('trunks.yaml', fileWith('Berlin'));
    const { steps } = await planFiles(fleet, requestFor(uri), true);
    assert.deepEqual(
      steps.map(({ action, message }) => [action, message?.includes('“berlin”')]),
      [['none', true]],
    );
    const outcome = await oneOutcome('Berlin');
    assert.equal(outcome.outcome, 'skipped');
    assert.match(outcome.message ?? '', /^Not sent: hq lists the trunk “berlin”, which could be this one/);
    assert.equal(pbx.count('siptrunk/add'), 1);
    const [drift] = await checkDrift(fleet, [fleet.uri()], true, untouched);
    assert.deepEqual(drift, {
      pbx: 'hq',
      missing: [],
      different: [{ trunkname: 'Berlin', fields: ['trunkname'] }],
      unlisted: [],
    });
  });

  it('are not called gone by an undo', async () => {
    const pbx = await start({ keptName: (one) => one.slice(0, 3) });
    await provision(name);
    const { outcomes } = await undoLastRun(fleet, true);
    assert.equal(outcomes[0]?.outcome, 'skipped');
    assert.ok(outcomes[0].message?.includes('“Zür”'), outcomes[0].message);
    assert.equal(pbx.trunks.all().length, 1);
  });

  for (const [dialect, connection] of dialects) {
    it(`are not added again by a box that says Success without any list, in ${dialect}`, async () => {
      const pbx = await start({ listKey: null }, connection);
      assert.equal((await oneOutcome('itsp')).outcome, 'added');
      const second = await oneOutcome('itsp');
      assert.equal(second.outcome, 'skipped');
      assert.match(second.message ?? '', /^It is on hq, which does not show its settings/);
      assert.deepEqual(
        (await provision('itsp', 'another')).map(({ outcome }) => outcome),
        ['skipped', 'added'],
      );
      assert.equal(pbx.count('siptrunk/add'), 2);
    });

    it(`are found by a box that has its list under another key, in ${dialect}`, async () => {
      const pbx = await start({ listKey: 'siptrunklist' }, connection);
      assert.deepEqual(await oneOutcome('itsp'), { pbx: 'hq', trunkname: 'itsp', outcome: 'added' });
      assert.equal((await oneOutcome('itsp')).outcome, 'unchanged');
      assert.equal(pbx.count('siptrunk/add'), 1);
    });
  }
});
