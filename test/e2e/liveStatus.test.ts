import assert from 'node:assert/strict';
import { eventually } from './eventually.ts';
import { peer, signIn, startTestPbx, type TestPbx } from './testPbx.ts';
import { Workbench } from './workbench.ts';

/** More than are drawn one by one when they change together. */
const many = Array.from({ length: 25 }, (_, index) => `y-${index}`);

describe('the live status', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let hq: TestPbx;
  let xml: TestPbx;
  let yeastar: TestPbx;

  before(async () => {
    [hq, xml, yeastar] = await Promise.all([
      startTestPbx({
        trunks: [peer('to-itsp'), peer('to-other')],
        otherTrunks: [{ trunkname: 'iax-to-lab', status: 'Registered (Unmonitored)', type: 'IAX' }],
      }),
      startTestPbx({ trunks: [peer('x-one'), peer('x-two'), ...many.map((name) => peer(name))] }),
      startTestPbx({ trunks: [peer('of-yeastar')] }),
    ]);
    wb = await Workbench.launch({
      settings: {
        'pbx.requestTimeout': 2,
        'pbx.refreshInterval': 1,
        'pbx.connections': {
          hq: { url: hq.url, username: 'api' },
          xml: { url: xml.url, username: 'api', format: 'xml' },
          branch: { url: yeastar.url, username: 'api', apiVersion: 'v1.1.0' },
        },
      },
    });
    await wb.pbx.open();
    for (const name of ['branch', 'hq', 'xml']) {
      await signIn(wb, name);
      await wb.pbx.expand(name);
    }
    await wb.pbx.row('to-itsp').waitFor();
    await wb.pbx.row('x-one').waitFor();
  });
  after(async () => {
    await wb.close();
    await Promise.all([hq, xml, yeastar].map((one) => one.stop()));
  });

  const move = (pbx: TestPbx, trunkname: string, host: string) => {
    pbx.trunks.update(pbx.trunks.find(trunkname)?.id ?? '', peer(trunkname, host));
  };
  const description = (name: string, expected: RegExp) =>
    eventually(
      () => wb.pbx.description(name),
      (text) => expected.test(text),
    );

  const statusBarItem = () => wb.page.locator('.part.statusbar [id="pbx-trunks.pbx-trunks.pbx.status"]');
  const statusBar = (text: string) => statusBarItem().getByText(text, { exact: true }).waitFor();

  it('shows a trunk of another kind with its status', async () => {
    assert.equal(await wb.pbx.description('iax-to-lab'), 'Registered · IAX');
    await eventually(
      () => wb.pbx.tooltip('iax-to-lab'),
      (text) => /iax-to-lab\s*Registered · IAX/.test(text),
    );
  });

  it('tells once of a trunk that falls, counts it in the badge, and shows it', async () => {
    move(hq, 'to-itsp', 'gone.invalid');
    await wb.notifications.wait('The trunk to-itsp on hq is no longer registered');
    await description('to-itsp', /^Failure · peer/);
    await wb.pbx.icon.locator('xpath=..').locator('.badge-content', { hasText: '1' }).waitFor();
    const polls = hq.count('trunklist/query');
    await eventually(
      () => hq.count('trunklist/query'),
      (count) => count >= polls + 3,
    );
    assert.equal((await wb.notifications.all()).length, 1);
    await description('hq', /^1 of 3 failing · /);
    await statusBar('1 trunk failing');
    await wb.screenshot('live-fall');
    await wb.notifications.click('no longer registered', 'Show Trunk');
    await wb.pbx.rows().and(wb.pbx.row('to-itsp')).and(wb.page.locator('.selected')).waitFor();
    await wb.screenshot('live-show-trunk');
    move(hq, 'to-itsp', 'sip.example.net');
    await description('to-itsp', /^Registered/);
    assert.deepEqual(await wb.notifications.all(), []);
    await description('hq', / · signed in$/);
    await statusBarItem().waitFor({ state: 'hidden' });
  });

  it('shows how a PBX is that is closed, and leads to the trunk that fails', async () => {
    await wb.pbx.collapse('branch');
    move(yeastar, 'of-yeastar', 'gone.invalid');
    await description('branch', /^1 of 1 failing · /);
    await statusBar('1 trunk failing');
    await wb.screenshot('live-closed');
    await statusBarItem().click();
    await wb.pbx.rows().and(wb.pbx.row('of-yeastar')).and(wb.page.locator('.selected')).waitFor();
    move(yeastar, 'of-yeastar', 'sip.example.net');
    await description('branch', / · signed in$/);
  });

  it('shows it when many trunks of a PBX fall together, and when they are back', async () => {
    for (const name of ['x-one', ...many]) move(xml, name, 'gone.invalid');
    await description('x-one', /^Failure/);
    await description('y-12', /^Failure/);
    for (const name of ['x-one', ...many]) move(xml, name, 'sip.example.net');
    await description('x-one', /^Registered/);
    await description('y-12', /^Registered/);
  });

  it('follows a PBX of v1.1.0 too', async () => {
    await description('of-yeastar', /^Registered/);
    move(yeastar, 'of-yeastar', 'gone.invalid');
    await description('of-yeastar', /^Failure/);
    move(yeastar, 'of-yeastar', 'sip.example.net');
    await description('of-yeastar', /^Registered/);
  });

  it('mutes a trunk from its menu, and back', async () => {
    await wb.pbx.chooseFromMenu('to-other', 'Mute Trunk');
    await description('to-other', /^Registered · muted · /);
    await wb.pbx.chooseFromMenu('to-other', 'Unmute Trunk');
    await description('to-other', /^Registered · peer/);
  });

  it('keeps the trunks of a PBX that hangs, says so, and holds up no other', async () => {
    xml.fault = () => ({ kind: 'hang', when: 'before' });
    await wb.pbx.row('Does not answer').waitFor();
    assert.equal(await wb.pbx.row('x-one').count(), 1);
    move(hq, 'to-other', 'gone.invalid');
    await description('to-other', /^Failure/);
    await description('xml', /^Does not answer since \d/);
    await statusBar('1 trunk failing, 1 PBX unreachable');
    await wb.screenshot('live-silent');
    xml.fault = undefined;
    xml.trunks.add(peer('x-new'));
    await wb.pbx.click('Does not answer');
    await wb.pbx.row('x-new').waitFor();
    assert.equal(await wb.pbx.row('Does not answer').count(), 0);
    await description('xml', / · signed in$/);
  });

  it('reaches whoever looks at something else, where it is always asked for', async () => {
    move(hq, 'to-other', 'sip.example.net');
    await description('to-other', /^Registered/);
    await wb.explorer.open();
    wb.server.changeSettings({ 'pbx.watch': 'always' });
    const polls = hq.count('trunklist/query');
    await wb.reload();
    await eventually(
      () => hq.count('trunklist/query'),
      (count) => count >= polls + 3,
    );
    move(hq, 'to-other', 'gone.invalid');
    await wb.notifications.wait('The trunk to-other on hq is no longer registered');
    await statusBar('1 trunk failing');
    await wb.screenshot('live-elsewhere');
    await statusBarItem().click();
    await wb.pbx.rows().and(wb.pbx.row('to-other')).and(wb.page.locator('.selected')).waitFor();
  });
});
