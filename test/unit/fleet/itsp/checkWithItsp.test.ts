import assert from 'node:assert/strict';
import { checkWithItsp } from '../../../../src/fleet/itsp/checkWithItsp.ts';

const peer = { trunkname: 'to-itsp', trunktype: 'peer', host: 'sip.example.net', port: '5060' };
/** Any question to the network would fail the test. */
const nobody = () => assert.fail('Somebody was asked');
const services = { names: { addresses: nobody, naptr: nobody, srv: nobody }, onSecret: nobody };
const check = (trunk: object) =>
  checkWithItsp({ ...peer, ...trunk }, 'auto', undefined, services, new AbortController().signal);

describe('a check with an ITSP', () => {
  for (const trunk of [
    ...['0', '65536', '99999', '-1', '5060 5061', 'sip'].map((port) => ({ port })),
    { host: '' },
    { host: 'sip.example.net;transport=tcp' },
    { domain: 'a b' },
  ]) {
    it(`asks nobody about ${JSON.stringify(trunk)}, and says what to correct`, async () => {
      const { verdict, message, steps } = await check(trunk);
      assert.equal(verdict, 'notJudged');
      assert.match(message, /^The settings of to-itsp name no host that could be asked\. Correct/);
      assert.deepEqual(steps, [{ step: 'settings', ok: false, message }]);
    });
  }

  it('has nobody to ask about an account', async () => {
    const { verdict, message } = await check({ trunktype: 'account' });
    assert.equal(verdict, 'notJudged');
    assert.match(message, /the other side registers with the PBX/);
  });
});
