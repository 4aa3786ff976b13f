import assert from 'node:assert/strict';
import { findLastRun } from '../../../src/fleet/journal/lastRun.ts';
import { comparePbxes, planOf } from '../../../src/fleet/plan/plan.ts';
import { planText } from '../../../src/fleet/plan/planText.ts';
import { prepareFiles } from '../../../src/fleet/provision/prepareFiles.ts';
import { checkUndos } from '../../../src/fleet/undo/checkUndos.ts';
import { undoPlanText } from '../../../src/fleet/undo/undoPlanText.ts';
import { stepsOf } from '../../../src/fleet/undo/undoRun.ts';
import { TestFleet } from '../../support/fleet.ts';
import {
  assertKeepsSecrets,
  dialects,
  provisionText,
  requestFor,
  untouched,
} from '../../support/fleetRuns.ts';

const secretOf = {
  username: 'planted-user-4711',
  authname: 'planted-auth-4712',
  fromuser: 'planted-from-4713',
  password: 'planted-pass-4714',
};
const secrets = Object.values(secretOf);

/** `port` is what changes between two runs. */
const fileWith = (port: number, more = '') => `pbx: hq
trunks:
  - trunkname: itsp
    trunktype: register
    host: sip.example.net
    port: ${port}
    username: \${secret:username}
    authname: "\${secret:authname}-a"
    fromuser: \${secret:fromuser}
    password: \${secret:password}
${more}`;

describe('the values of secrets, whatever field they stand in', () => {
  let fleet: TestFleet;
  beforeEach(async () => {
    fleet = await TestFleet.create();
    for (const [name, value] of Object.entries(secretOf)) await fleet.secrets.keepNamed(name, value);
  });
  afterEach(async () => {
    await fleet.end();
  });

  const assertNoSecret = (returned: unknown) => assertKeepsSecrets(fleet, returned, secrets);
  it('leave the number of an error alone, though one of them be the same', async () => {
    await fleet.start('hq', {}, { password: 'an0ther' });
    await fleet.secrets.keepNamed('itsp', '20003');
    const { outcomes } = await provisionText(fleet, fileWith(5060));
    assert.equal(outcomes[0]?.errno, '20003');
    assert.ok(fleet.lines.length > 0);
  });

  const provision = async (text: string, update = false) => {
    return await provisionText(fleet, text, { update });
  };
  const planned = async (text: string) => {
    const uri = await fleet.file('trunks.yaml', text);
    const prepared = await prepareFiles(fleet, requestFor(uri), true);
    assert.ok('work' in prepared, JSON.stringify(prepared));
    const asked = await comparePbxes(fleet, prepared.work, untouched);
    const trunks = asked.answers.get('hq')?.trunks ?? [];
    return { plan: planOf(prepared.work, asked), ...planText('hq', trunks) };
  };

  for (const [dialect, connection] of dialects) {
    it(`reach the PBX and no plan, outcome, report, log or journal, in ${dialect}`, async () => {
      const pbx = await fleet.start('hq', connection, { trunks: [] });
      const fresh = await planned(fileWith(5060));
      assert.match(fresh.after, /username: "•••"\n/);
      await assertNoSecret(fresh);

      assert.equal((await provision(fileWith(5060))).outcomes[0]?.outcome, 'added');
      const stored = pbx.trunks.find('itsp');
      assert.deepEqual(
        [stored?.username, stored?.authname, stored?.fromuser, stored?.password],
        ['planted-user-4711', 'planted-auth-4712-a', 'planted-from-4713', 'planted-pass-4714'],
      );

      await fleet.secrets.keepNamed('username', 'planted-user-4715');
      secrets.push('planted-user-4715');
      const changed = await planned(fileWith(5070));
      assert.deepEqual(changed.plan.steps[0]?.fields, ['port', 'username']);
      assert.match(changed.before, /username: "••• \(on the PBX\)"\n/);
      assert.match(changed.after, /username: "••• \(in the file\)"\n/);
      assert.match(changed.after, /authname: "•••"\n/);
      await assertNoSecret(changed);

      const report = await provision(fileWith(5070), true);
      assert.equal(report.outcomes[0]?.outcome, 'updated');
      await assertNoSecret(report);

      // The undo of another window, which knows only what was kept.
      fleet.openAnotherWindow();
      const last = await findLastRun(await fleet.journal(), undefined);
      assert.ok(typeof last !== 'string');
      await assertNoSecret(last);
      const checked = await checkUndos(fleet, last, await stepsOf(fleet, last), untouched);
      const [step] = checked.answers.get('hq') ?? [];
      assert.ok(step);
      assert.equal(step.verdict, 'restore');
      await assertNoSecret(undoPlanText('hq', [step]));
    });
  }

  for (const field of ['trunkname', 'host', 'domain']) {
    it(`are refused in ${field}, which everybody sees`, async () => {
      const pbx = await fleet.start('hq', {}, { trunks: [] });
      const text = fileWith(5060, '    domain: sip.example.net\n').replace(
        new RegExp(`${field}: .*`),
        `${field}: to-\${secret:username}`,
      );
      const { outcomes } = await provision(text);
      assert.equal(outcomes[0]?.outcome, 'failed');
      assert.match(outcomes[0].message ?? '', new RegExp(`${field} is shown in plans, reports and the log`));
      await assertNoSecret(outcomes);
      assert.equal(pbx.count('siptrunk/add'), 0);
    });
  }
});
