import assert from 'node:assert/strict';
import type { Intercept } from '../../../src/demo/fault.ts';
import type { SipTrunk } from '../../../src/demo/trunkFields.ts';
import { writeAnswer } from '../../../src/demo/wire.ts';
import { checkDeletions } from '../../../src/fleet/deletion/checkDeletions.ts';
import { deleteTrunks } from '../../../src/fleet/deletion/deleteTrunks.ts';
import { provisionFiles } from '../../../src/fleet/provision/provisionFiles.ts';
import { undoLastRun } from '../../../src/fleet/undo/undoRun.ts';
import { undocumentedComment } from '../../../src/ui/details/trunkText.ts';
import { TestFleet } from '../../support/fleet.ts';
import { assertKeepsSecrets, dialects, requestFor, short, untouched } from '../../support/fleetRuns.ts';
import type { ObservedPbx } from '../../support/observedPbx.ts';
import { plantedPassword } from '../../support/pbxClient.ts';
import { without } from '../../support/without.ts';

const trunk: SipTrunk = {
  trunkname: 'a',
  trunktype: 'account',
  username: 'u',
  authname: 'u',
  password: plantedPassword,
};
const planted = 'planted-undocumented';

describe('settings that a PBX tells and no page documents', () => {
  let fleet: TestFleet;
  let hq: ObservedPbx;
  let codecs: string;
  beforeEach(async () => {
    fleet = await TestFleet.create();
    codecs = 'ulaw';
  });
  afterEach(async () => {
    assert.deepEqual(fleet.faults, []);
    await fleet.end();
  });

  /** Answers a query with more than the documentation has. */
  const telling: Intercept = ({ endpoint, fields, format }) => {
    if (endpoint !== 'siptrunk/query') return undefined;
    const trunks = hq.trunks.select(fields?.get('trunkname') ?? '').map((one) => ({
      ...(without(one, 'since') as Record<string, string>),
      tech: 'pjsip',
      codecs,
      blank: '',
      register_string: `u:${plantedPassword}@host`,
      md5secret: planted,
      ...(format === 'xml' && { extensionsdod: '1-a-10' }),
    }));
    return { kind: 'raw', body: writeAnswer({ status: 'Success', trunks }, format) };
  };
  const start = async (connection: object) => {
    hq = await fleet.start('hq', connection, { trunks: [trunk], intercept: (request) => telling(request) });
  };
  const sentKeys = (endpoint: string) =>
    hq.requests.flatMap((one) => (one.endpoint === endpoint ? [[...(one.fields?.keys() ?? [])]] : []));

  for (const [dialect, connection] of dialects) {
    it(`are never sent, never in the way of an undo, and nowhere on disk (${dialect})`, async () => {
      await start(connection);
      const text = `pbx: hq\ntrunkname: a\ntrunktype: account\nusername: v\nauthname: u\npassword: ${plantedPassword}\n`;
      const uri = await fleet.file('trunks.yaml', text);
      const report = await provisionFiles(fleet, requestFor(uri, { update: true }), true);
      assert.deepEqual(short(report), ['hq/a updated']);
      codecs = 'alaw';
      fleet.openAnotherWindow();
      const undone = await undoLastRun(fleet, true);
      assert.deepEqual(short(undone), ['hq/a restored']);
      assert.equal(hq.trunks.find('a')?.username, 'u');
      const keys = ['id', 'trunkname', 'trunktype', 'username', 'authname', 'password'];
      assert.deepEqual(sentKeys('siptrunk/update'), [keys, keys]);
      await assertKeepsSecrets(fleet, [report, undone], [planted, plantedPassword, 'ulaw', 'alaw']);
    });

    it(`are named by a deletion, whose undo cannot bring them back (${dialect})`, async () => {
      await start(connection);
      const target = { pbx: 'hq', trunkname: 'a' };
      const names = [
        'codecs',
        'register_string',
        'md5secret',
        ...(dialect === 'XML' ? ['extensionsdod'] : []),
      ];
      const checked = await checkDeletions(fleet, [target], untouched);
      const [incomplete] = checked.incomplete;
      assert.deepEqual([...(incomplete?.lost ?? [])].sort(), [...names].sort());
      assert.deepEqual(checked.lasting, []);
      const { outcomes, deleted } = await deleteTrunks(fleet, [target], { signal: untouched });
      assert.deepEqual(outcomes, [
        {
          ...target,
          outcome: 'deleted',
          message: `Deleted. An undo cannot bring back ${incomplete?.lost.join(', ') ?? ''}, which the API does not document.`,
        },
      ]);
      assert.deepEqual(
        deleted.map((one) => one.trunk),
        [trunk],
      );
    });

    it(`are shown with the trunk, without its secrets (${dialect})`, async () => {
      await start(connection);
      const opened = await fleet.pbxes.open('hq');
      assert.ok('pbx' in opened);
      const found = await opened.pbx.trunk('a');
      assert.ok(found);
      const lines = undocumentedComment('hq', found).trimEnd().split('\n');
      assert.match(lines[0] ?? '', /^# .*hq.*never sent:$/);
      for (const line of [
        'tech: pjsip',
        'codecs: ulaw',
        'blank: ',
        'register_string: u:•••@host',
        'md5secret: •••',
      ]) {
        assert.ok(lines.includes(`#   ${line}`), lines.join('\n'));
      }
      // v0.0.1 has no DOD numbers.
      assert.equal(lines.includes('#   extensionsdod: 1-a-10'), dialect === 'XML');
    });
  }
});
