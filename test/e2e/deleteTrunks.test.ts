import assert from 'node:assert/strict';
import type { SipTrunk } from '../../src/demo/trunkFields.ts';
import { eventually } from './eventually.ts';
import { everyDialect, signIn, startEveryDialect, type Dialect } from './testPbx.ts';
import { Workbench } from './workbench.ts';

const planted = 'plantedE2ePassw0rd';
const trunks: SipTrunk[] = [
  {
    trunkname: 'itsp',
    trunktype: 'register',
    host: 'sip.example.net',
    port: '5061',
    domain: 'realm.example.net',
    username: '0123',
    authname: 'auth & <name>',
    fromuser: '4930123',
    password: planted,
  },
  { trunkname: 'peer', trunktype: 'peer', host: '192.0.2.7', port: '5060', domain: '192.0.2.7' },
  { trunkname: 'stays', trunktype: 'account', username: 'u', authname: 'u', password: planted },
];

describe('deleting trunks', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let started: Awaited<ReturnType<typeof startEveryDialect>>;
  const settings = (name: Dialect) =>
    started.pbxes[name].trunks
      .all()
      .map((trunk) => ({ ...trunk, id: '', since: 0 }))
      .sort((a, b) => a.trunkname.localeCompare(b.trunkname));
  const shows = (names: string[]) =>
    eventually(
      () => wb.pbx.names(),
      (shown) => {
        assert.deepEqual(
          shown.filter((name) => !everyDialect.some((pbx) => pbx === name)),
          names,
        );
      },
    );

  before(async () => {
    started = await startEveryDialect(() => ({ trunks }));
    wb = await Workbench.launch({ settings: { 'pbx.connections': started.connections } });
    for (const name of everyDialect) await signIn(wb, name);
  });
  after(async () => {
    await wb.close();
    await started.stop();
  });

  for (const name of everyDialect) {
    it(`deletes two that are selected, and Undo brings them back as they were (${name})`, async () => {
      const before = settings(name);
      await wb.pbx.expand(name);
      await shows(['itsp', 'peer', 'stays']);
      await wb.pbx.chooseFromMenu(['itsp', 'peer'], 'Delete SIP Trunk');
      const words = await wb.dialog.wait(`Delete 2 trunks from ${name} (${started.pbxes[name].url})?`);
      assert.match(words, new RegExp(`${name} \\(http\\S+\\): itsp, peer`));
      await wb.screenshot(`delete-${name}-confirm`);
      await wb.dialog.click('Delete 2 Trunks');
      assert.equal(await wb.notifications.wait('were deleted'), `2 trunks were deleted from ${name}.`);
      await shows(['stays']);
      await wb.screenshot(`delete-${name}-done`);
      assert.equal(started.pbxes[name].count('siptrunk/delete'), 2);

      await wb.notifications.click('were deleted', 'Undo');
      await wb.notifications.wait('2 trunks are on their PBX again.');
      await shows(['itsp', 'peer', 'stays']);
      assert.deepEqual(settings(name), before);
      await wb.screenshot(`delete-${name}-undone`);
      assert.ok(!wb.log().includes(planted));
      await wb.notifications.dismiss('2 trunks are on their PBX again.');
      await wb.pbx.collapse(name);
    });
  }

  it('deletes the focused one with the Delete key, and nothing when the modal is left', async () => {
    await wb.pbx.expand('xml');
    await wb.pbx.select('stays');
    await wb.page.keyboard.press('Delete');
    await wb.dialog.wait('Delete the trunk stays from xml (http');
    await wb.dialog.click('Cancel');
    assert.equal(started.pbxes.xml.count('siptrunk/delete'), 2);
    await wb.pbx.select('stays');
    await wb.page.keyboard.press('Delete');
    await wb.dialog.wait('Delete the trunk stays from xml (http');
    await wb.dialog.click('Delete Trunk');
    await wb.notifications.wait('stays was deleted from xml.');
    await shows(['itsp', 'peer']);
  });

  it('says beforehand what cannot be undone, and asks from the palette which', async () => {
    started.pbxes.xml.fault = ({ endpoint }) =>
      endpoint === 'siptrunk/query'
        ? {
            kind: 'raw',
            body:
              '<xml><status>Success</status><trunks><item><trunkname>itsp</trunkname><trunktype>register</trunktype>' +
              '<host>sip.example.net</host><port>5061</port><username>0123</username><authname>0123</authname>' +
              '<password>******</password></item></trunks></xml>',
          }
        : undefined;
    await wb.runCommand('PBX: Delete SIP Trunk');
    await wb.input.pick('xml');
    await wb.input.step('Delete SIP Trunk');
    await wb.input.pick('itsp');
    await wb.input.accept();
    const words = await wb.dialog.wait('Delete the trunk itsp from xml (http');
    assert.match(words, /This cannot be undone: xml does not show all of its settings\./);
    await wb.screenshot('delete-lasting');
    await wb.dialog.click('Delete Trunk');
    await wb.notifications.wait('itsp was deleted from xml.');
    assert.deepEqual(await wb.notifications.buttons('itsp was deleted'), ['Show Output']);
  });
});
