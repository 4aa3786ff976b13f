import assert from 'node:assert/strict';
import { eventually } from './eventually.ts';
import { peer, signIn, startTestPbx, type TestPbx } from './testPbx.ts';
import { Workbench } from './workbench.ts';

describe('trouble in the sidebar', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let good: TestPbx;
  let silent: TestPbx;
  let page: TestPbx;
  let down: TestPbx;

  before(async () => {
    [good, silent, page, down] = await Promise.all([
      startTestPbx({ trunks: [peer('on-good')] }),
      startTestPbx({ trunks: [peer('on-silent')] }),
      startTestPbx({ trunks: [peer('on-page')] }),
      startTestPbx({ trunks: [peer('on-down')] }),
    ]);
    const connection = ({ url }: TestPbx) => ({ url, username: 'api' });
    wb = await Workbench.launch({
      settings: {
        'pbx.requestTimeout': 6,
        'pbx.refreshInterval': 0,
        'pbx.connections': {
          down: connection(down),
          good: connection(good),
          page: connection(page),
          silent: connection(silent),
          unfinished: { username: 'api', charset: 'latin1', note: 'by hand' },
        },
      },
    });
    await wb.pbx.open();
  });
  after(async () => {
    await wb.close();
    await Promise.all([good, silent, page, down].map((one) => one.stop()));
  });

  it('has a node of its own for settings that are not complete', async () => {
    await wb.pbx.expand('unfinished');
    await wb.pbx.row('Settings not complete').waitFor();
    assert.equal(await wb.pbx.description('unfinished'), 'settings not complete');
    assert.equal(await wb.pbx.description('Settings not complete'), 'Edit');
    assert.match(await wb.pbx.tooltip('Settings not complete'), /unfinished.*url must have a scheme/);
    await wb.pbx.click('Settings not complete');
    await wb.input.step('Edit PBX');
    assert.equal(await wb.input.value(), 'unfinished');
    await wb.input.cancel();
  });

  it('says what is wrong in the sign-in, which stays open, and tries each password once', async () => {
    await wb.pbx.expand('good');
    await wb.pbx.click('Not signed in');
    await wb.input.step('Sign In to good');
    assert.equal(await wb.input.masked(), true);
    await wb.input.answer('wr0ngPassword');
    assert.match(await wb.input.validation('wrong API user name or password'), /errno 20003/);
    assert.equal(good.count('login'), 1);
    await wb.screenshot('trouble-wrong-password');
    await wb.input.answer('an0therWrongOne');
    await eventually(
      () => good.count('login'),
      (count) => count === 2,
    );
    await wb.input.validation('wrong API user name or password');
    await wb.input.answer('demo-pbx');
    await wb.input.gone();
    await wb.pbx.row('on-good').waitFor();
    assert.equal(good.count('login'), 3);
    assert.match(await wb.pbx.description('good'), / · signed in$/);
  });

  it('shows a good PBX at once while others hang, refuse or answer with a page', async () => {
    for (const name of ['down', 'page', 'silent']) {
      await signIn(wb, name);
      await wb.pbx.expand(name);
      await wb.pbx.row(`on-${name}`).waitFor();
    }
    await down.stop();
    silent.fault = () => ({ kind: 'hang', when: 'before' });
    page.fault = () => ({
      kind: 'raw',
      headers: { 'Content-Type': 'text/html' },
      body: '<html>Log in</html>',
    });
    good.trunks.add(peer('new-on-good'));
    const asked = silent.count();
    await wb.pbx.titleAction('Refresh');
    await wb.pbx.row('new-on-good').waitFor();
    await wb.pbx.row('Cannot be reached').waitFor();
    await wb.pbx.row('Answer cannot be read').waitFor();
    assert.ok(silent.count() > asked);
    assert.equal(await wb.pbx.row('Does not answer').count(), 0);
    await wb.screenshot('trouble-waiting');
    await wb.pbx.row('Does not answer').waitFor();
    await wb.screenshot('trouble-all');

    for (const [label, words] of [
      ['Cannot be reached', /down \(127.*could not be reached: nothing listens at this port/],
      ['Answer cannot be read', /page .*answered with a web page/],
      ['Does not answer', /silent .*did not answer within 6 s/],
    ] as const) {
      assert.equal(await wb.pbx.description(label), 'Retry');
      assert.match(await wb.pbx.tooltip(label), words);
    }
    assert.deepEqual(await wb.notifications.all(), []);
  });

  it('shows the trunks again after Retry, once the fault is lifted', async () => {
    silent.fault = undefined;
    page.fault = undefined;
    down = await startTestPbx({ trunks: [peer('on-down')], port: Number(new URL(down.url).port) });
    await wb.pbx.click('Does not answer');
    await wb.pbx.row('on-silent').waitFor();
    await wb.pbx.action('Answer cannot be read', 'Refresh');
    await wb.pbx.row('on-page').waitFor();
    // It has been restarted and knows its tokens no more: one new login gets another.
    await wb.pbx.click('Cannot be reached');
    await wb.pbx.row('on-down').waitFor();
    assert.equal(down.count('login'), 1);
  });

  it('signs out and in again from the node', async () => {
    await wb.pbx.chooseFromMenu('good', 'Sign Out');
    await wb.pbx.row('Not signed in').waitFor();
    assert.equal(good.count('logout'), 1);
    assert.match(await wb.pbx.description('good'), / · not signed in$/);
    await signIn(wb, 'good');
    await wb.pbx.row('on-good').waitFor();
  });

  it('edits a PBX: nothing is saved before the connection has been tested', async () => {
    await wb.pbx.chooseFromMenu('unfinished', 'Edit PBX…');
    await wb.input.step('(1/5)');
    await wb.input.answer('good');
    await wb.input.validation('There is a PBX of this name already.');
    await wb.input.answer('finished');
    await wb.input.step('(2/5)');
    await wb.input.answer(good.url.replace(/\d+$/, '9'));
    await wb.input.step('(3/5)');
    await wb.input.pick('OpenVox UC');
    await wb.input.step('(4/5)');
    await wb.input.answer('api');
    await wb.input.step('(5/5)');
    await wb.input.answer('demo-pbx');
    const words = await wb.dialog.wait(/finished \(http\S+\) was not saved/);
    assert.match(words, /could not be reached: nothing listens at this port/);
    assert.deepEqual((await wb.dialog.buttons()).sort(), ['Cancel', 'Correct…', 'Save Anyway', 'Try Again']);
    assert.equal(await wb.pbx.row('finished').count(), 0);
    await wb.screenshot('trouble-edit');
    await wb.dialog.click('Correct…');
    await wb.input.step('(2/5)');
    await wb.input.answer(page.url);
    for (const step of ['(3/5)', '(4/5)']) {
      await wb.input.step(step);
      await wb.input.accept();
    }
    await wb.input.step('(5/5)');
    await wb.input.answer('demo-pbx');
    await wb.notifications.wait('finished is configured, and you are signed in.');
    await wb.pbx.row('finished').waitFor();
    await wb.pbx.row('unfinished').waitFor({ state: 'detached' });
    const { finished } = wb.server.readSettings()['pbx.connections'] as Record<string, unknown>;
    assert.deepEqual(finished, {
      note: 'by hand',
      url: page.url,
      username: 'api',
      apiVersion: 'v0.0.1',
      format: 'json',
      charset: 'latin1',
    });
  });

  it('removes a PBX after a question, and nothing on the PBX', async () => {
    await wb.pbx.chooseFromMenu('down', 'Remove PBX');
    assert.match(
      await wb.dialog.wait(/Remove down \(http\S+\) from PBX Trunks\?/),
      /Nothing changes on the PBX itself\./,
    );
    await wb.dialog.click('Cancel');
    assert.equal(await wb.pbx.row('down').count(), 1);
    await wb.pbx.chooseFromMenu('down', 'Remove PBX');
    await wb.dialog.wait('Remove down');
    await wb.dialog.click('Remove');
    await wb.pbx.row('down').waitFor({ state: 'detached' });
    const left = wb.server.readSettings()['pbx.connections'] as Record<string, unknown>;
    assert.deepEqual(Object.keys(left).sort(), ['finished', 'good', 'page', 'silent']);
    assert.equal(down.trunks.all().length, 1);
  });
});
