import assert from 'node:assert/strict';
import { eventually } from './eventually.ts';
import { startTestPbx, dialects, type TestPbx } from './testPbx.ts';
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
    await wb.screenshot('sign-in-several');
    const others = Object.keys(pbxes).filter((name) => name !== first);
    for (const name of others) assert.ok((await wb.input.message()).includes(name));
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
