import assert from 'node:assert/strict';
import type { SipTrunk } from '../../src/demo/trunkFields.ts';
import { eventually } from './eventually.ts';
import { signIn, startTestPbx, type TestPbx } from './testPbx.ts';
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
  this.timeout(120_000);
  let wb: Workbench;
  let hq: TestPbx;
  const settings = () =>
    hq.trunks
      .all()
      .map((trunk) => ({ ...trunk, id: '', since: 0 }))
      .sort((a, b) => a.trunkname.localeCompare(b.trunkname));
  const shows = (names: string[]) =>
    eventually(
      () => wb.pbx.names(),
      (shown) => {
        assert.deepEqual(shown, ['hq', ...names]);
      },
    );

  before(async () => {
    hq = await startTestPbx({ trunks });
    wb = await Workbench.launch({
      settings: { 'pbx.connections': { hq: { url: hq.url, username: 'api', format: 'xml' } } },
    });
    await signIn(wb, 'hq');
    await wb.pbx.expand('hq');
    await shows(['itsp', 'peer', 'stays']);
  });
  after(async () => {
    await wb.close();
    await hq.stop();
  });

  it('deletes two that are selected, and Undo brings them back as they were', async () => {
    const before = settings();
    await wb.pbx.chooseFromMenu(['itsp', 'peer'], 'Delete SIP Trunk');
    const words = await wb.dialog.wait('Delete 2 trunks from hq?');
    assert.match(words, /hq: itsp, peer/);
    await wb.screenshot('delete-confirm');
    await wb.dialog.click('Delete 2 Trunks');
    assert.equal(await wb.notifications.wait('2 deleted'), '2 deleted.');
    await shows(['stays']);
    await wb.screenshot('delete-done');
    assert.equal(hq.count('siptrunk/delete'), 2);

    await wb.notifications.click('2 deleted', 'Undo');
    await wb.notifications.wait('2 trunks are on their PBX again.');
    await shows(['itsp', 'peer', 'stays']);
    assert.deepEqual(settings(), before);
    await wb.screenshot('delete-undone');
    assert.ok(!wb.log().includes(planted));
  });

  it('deletes the focused one with the Delete key, and nothing when the modal is left', async () => {
    await wb.pbx.select('stays');
    await wb.page.keyboard.press('Delete');
    await wb.dialog.wait('Delete the trunk stays from hq?');
    await wb.dialog.click('Cancel');
    assert.equal(hq.count('siptrunk/delete'), 2);
    await wb.pbx.select('stays');
    await wb.page.keyboard.press('Delete');
    await wb.dialog.wait('Delete the trunk stays from hq?');
    await wb.dialog.click('Delete Trunk');
    await wb.notifications.wait('stays was deleted from hq.');
    await shows(['itsp', 'peer']);
  });

  it('says beforehand what cannot be undone, and asks from the palette which', async () => {
    hq.fault = ({ endpoint }) =>
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
    await wb.input.step('Delete SIP Trunk');
    await wb.input.pick('itsp');
    await wb.input.accept();
    const words = await wb.dialog.wait('Delete the trunk itsp from hq?');
    assert.match(words, /This cannot be undone: hq does not show all of its settings\./);
    await wb.screenshot('delete-lasting');
    await wb.dialog.click('Delete Trunk');
    await wb.notifications.wait('itsp was deleted from hq.');
    assert.deepEqual(await wb.notifications.buttons('itsp was deleted'), ['Show Output']);
  });
});
