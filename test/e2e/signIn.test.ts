import assert from 'node:assert/strict';
import { eventually } from './eventually.ts';
import { dialects, peer, startTestPbx, type TestPbx } from './testPbx.ts';
import { Workbench } from './workbench.ts';

describe('signing in to several PBXes', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let pbxes: Record<'hq' | 'branch' | 'yeastar' | 'other', TestPbx>;

  before(async () => {
    const [hq, branch, yeastar, other] = await Promise.all([
      startTestPbx(),
      startTestPbx(),
      startTestPbx(),
      startTestPbx({ password: 'its-0wn' }),
    ]);
    pbxes = { hq, branch, yeastar, other };
    wb = await Workbench.launch({
      settings: {
        'pbx.connections': {
          hq: { url: hq.url, username: 'api' },
          'hq-again': { url: hq.url, username: 'api', ...dialects.xml },
          branch: { url: branch.url, username: 'api', ...dialects.xml },
          yeastar: { url: yeastar.url, username: 'api', ...dialects.yeastar },
          other: { url: other.url, username: 'api' },
        },
      },
    });
    await wb.pbx.open();
  });
  after(async () => {
    await wb.close();
    await Promise.all(Object.values(pbxes).map((pbx) => pbx.stop()));
  });

  it('tries the password of one on the others when the user wants that, once on each', async () => {
    await wb.pbx.chooseFromMenu(['branch', 'yeastar', 'other', 'hq', 'hq-again'], 'Sign In…');
    await wb.input.step('Sign In to');
    const [first = ''] = (await wb.input.title()).replace('Sign In to ', '').split(/[- ]/);
    await wb.input.type('demo-pbx');
    await wb.input.button('Try the same password on');
    const others = Object.keys(pbxes).filter((name) => name !== first);
    await eventually(
      () => wb.input.message(),
      (message) => others.every((name) => message.includes(name)),
    );
    await wb.screenshot('sign-in-several');
    await wb.input.accept();
    await wb.input.step('Sign In to other');
    assert.match(await wb.input.validation('wrong API user name or password'), /errno 20003/);
    await wb.screenshot('sign-in-several-left');
    assert.deepEqual(logins(), { hq: 1, branch: 1, yeastar: 1, other: 1 });
    await wb.input.answer('its-0wn');
    await wb.input.gone();
    await eventually(
      async () => Promise.all(Object.keys(pbxes).map((name) => wb.pbx.description(name))),
      (shown) => shown.every((text) => !text.includes('not signed in')),
    );
    assert.deepEqual(logins(), { hq: 1, branch: 1, yeastar: 1, other: 2 });
  });

  it('signs out of all that are selected', async () => {
    await wb.pbx.chooseFromMenu(['hq', 'yeastar', 'branch'], 'Sign Out');
    await eventually(
      async () => Promise.all(['branch', 'hq', 'other', 'yeastar'].map((name) => wb.pbx.description(name))),
      (shown) => shown.map((text) => text.includes('not signed in')).join() === 'true,true,false,true',
    );
    assert.deepEqual(
      Object.values(pbxes).map((pbx) => pbx.count('logout')),
      [1, 1, 1, 0],
    );
  });

  const logins = () =>
    Object.fromEntries(Object.entries(pbxes).map(([name, pbx]) => [name, pbx.count('login')]));
});

describe('a sign-in that might lock this computer out', function () {
  this.timeout(240_000);
  let wb: Workbench;
  let pbx: TestPbx;

  before(async () => {
    pbx = await startTestPbx({ trunks: [peer('on-hq')] });
    wb = await Workbench.launch({
      settings: { 'pbx.connections': { hq: { url: pbx.url, username: 'api' } } },
    });
    await wb.pbx.open();
    await wb.pbx.action('hq', 'Sign In');
    await wb.input.step('Sign In to hq');
  });
  after(async () => {
    await wb.close();
    await pbx.stop();
  });

  it('points out what does not show at the ends of a password, and sends it only when it is meant', async () => {
    await wb.input.answer('demo-pbx\u00a0');
    const words = await wb.input.validation('ends with');
    assert.match(words, /ends with U\+00A0 no-break space\. Nothing was sent yet\./);
    await wb.screenshot('sign-in-odd-end');
    assert.equal(pbx.count('login'), 0);
    await wb.input.accept();
    await wb.input.validation('errno 20003');
    assert.equal(pbx.count('login'), 1);
  });

  it('is held back after three without a yes, and tried once when the user wants it anyway', async () => {
    for (const [password, logins] of [
      ['wr0ng', 2],
      ['wr0ng-again', 3],
    ] as const) {
      await wb.input.answer(password);
      await wb.input.validation('errno 20003');
      await eventually(
        () => Promise.resolve(pbx.count('login')),
        (count) => count === logins,
      );
    }
    await wb.input.answer('demo-pbx');
    const words = await wb.input.validation('Nothing was sent');
    assert.match(
      words,
      /The last 3 sign-ins to hq \(127\.0\.0\.1:\d+\) failed or had no answer.* Wait until \d.* try once anyway\. The first icon above does that\./,
    );
    await wb.screenshot('sign-in-held-back');
    assert.equal(pbx.count('login'), 3);
    await wb.input.button('Try once anyway');
    await wb.input.gone();
    await wb.pbx.expand('hq');
    await wb.pbx.row('on-hq').waitFor();
    assert.equal(pbx.count('login'), 4);
  });
});
