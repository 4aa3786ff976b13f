import assert from 'node:assert/strict';
import { DEMO_PASSWORD, DEMO_USERNAME, startDemoPbx } from '../../../src/demo/server.ts';
import { Bench, MD5_OF_123456, send } from './caller.ts';

const MINUTE = 60_000;
const WRONG = '{"status":"Failed","errno":"20003"}';
const LOCKED = '{"status":"Failed","errno":"20002"}';

describe('Demo PBX: login and tokens', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await Bench.start();
  });
  afterEach(() => bench.pbx.stop());

  it('takes the login OpenVox prints in JSON', async () => {
    const pbx = await startDemoPbx({ username: 'xiaoshao', password: '123456' });
    const reply = await send(
      `${pbx.url}/api/v0.0.1/login?type=json`,
      '{"username":"xiaoshao","password":"e10adc3949ba59abbe56e057f20f883e","port":"8260","version":"0.0.1","url":"172.16.6.150:8260","urltag":1}',
    );
    await pbx.stop();
    assert.match(reply.body, /^\{"status":"Success","token":"[0-9a-f]{32}"\}$/);
  });

  it('takes the login OpenVox prints in XML', async () => {
    const reply = await send(
      `${bench.pbx.url}/api/v0.0.1/login?type=xml`,
      '<?xml version="1.0" encoding="UTF-8" ?><xml><username>api</username><password>e10adc3949ba59abbe56e057f20f883e</password><port>8260</port></xml>',
    );
    assert.match(
      reply.body,
      /^<\?xml version="1\.0" encoding="utf-8"\?><xml><status>Success<\/status><token>[0-9a-f]{32}<\/token><\/xml>$/,
    );
  });

  it('takes a login without a type as JSON, and one of v1.1.0', async () => {
    const body = JSON.stringify({ username: 'api', password: MD5_OF_123456, port: '8260' });
    for (const version of ['v0.0.1', 'v1.1.0']) {
      assert.match((await send(`${bench.pbx.url}/api/${version}/login`, body)).body, /"Success"/);
    }
  });

  it('has the user and the password the product tells newcomers', async () => {
    const pbx = await startDemoPbx();
    // The MD5 of "demo-pbx".
    const password = '4e65ba8c0e90830d5d0389f421f82213';
    const body = JSON.stringify({ username: 'api', password, port: '8260' });
    const reply = await send(`${pbx.url}/api/v0.0.1/login?type=json`, body);
    await pbx.stop();
    assert.match(reply.body, /"Success"/);
    assert.deepEqual([DEMO_USERNAME, DEMO_PASSWORD], ['api', 'demo-pbx']);
  });

  it('wants the password as lower-case MD5, and the right user', async () => {
    assert.equal(await bench.login('123456'), WRONG);
    assert.equal(await bench.login(MD5_OF_123456.toUpperCase()), WRONG);
    const body = JSON.stringify({ username: 'API', password: MD5_OF_123456, port: '8260' });
    assert.equal((await send(`${bench.pbx.url}/api/v0.0.1/login`, body)).body, WRONG);
  });

  it('wants a port', async () => {
    for (const port of [undefined, '', '0', '65536', 'sip', '-1']) {
      const body = JSON.stringify({ username: 'api', password: MD5_OF_123456, port });
      const reply = await send(`${bench.pbx.url}/api/v0.0.1/login?type=json`, body);
      assert.equal(reply.body, '{"status":"Failed","errno":"20008"}', `port ${port ?? 'missing'}`);
    }
  });

  it('locks the caller out for ten minutes after five wrong logins in a row', async () => {
    for (let attempt = 1; attempt <= 5; attempt++) {
      assert.equal(await bench.login('wrong'), WRONG);
    }
    assert.equal(await bench.login(), LOCKED);
    bench.clock.now += 10 * MINUTE - 1;
    assert.equal(await bench.login(), LOCKED);
    bench.clock.now += 1;
    assert.match(await bench.login(), /"Success"/);
  });

  it('counts wrong logins in a row only', async () => {
    for (let round = 1; round <= 2; round++) {
      for (let attempt = 1; attempt <= 4; attempt++) {
        assert.equal(await bench.login('wrong'), WRONG);
      }
      assert.match(await bench.login(), /"Success"/);
    }
  });

  it('keeps a token for 30 minutes after its last call, whatever the call was', async () => {
    await bench.login();
    bench.clock.now += 29 * MINUTE;
    assert.match(await bench.post('siptrunk/query?type=json', '{}'), /"Failed"/);
    bench.clock.now += 29 * MINUTE;
    assert.equal(
      await bench.post('heartbeat', '{"ipaddr":"192.0.2.1","port":"8260"}'),
      '{"status":"Success"}',
    );
    bench.clock.now += 30 * MINUTE;
    const timedOut = '{"status":"Failed","errno":"20006"}';
    assert.equal(await bench.post('trunklist/query?type=json'), timedOut);
    assert.equal(await bench.post('logout'), timedOut);
  });

  it('tells a blank token from one it never gave out', async () => {
    const url = `${bench.pbx.url}/api/v0.0.1/deviceinfo/query`;
    assert.equal((await send(url)).body, '{"status":"Failed","errno":"20005"}');
    assert.equal((await send(`${url}?token=&type=json`)).body, '{"status":"Failed","errno":"20005"}');
    const unknown = `${url}?token=813b621cfe8eecf445a2ce1f4a079ffe`;
    assert.equal((await send(`${unknown}&type=json`)).body, '{"status":"Failed","errno":"20004"}');
    assert.equal(
      (await send(`${unknown}&type=xml`)).body,
      '<?xml version="1.0" encoding="utf-8"?><xml><status>Failed</status><errno>20004</errno></xml>',
    );
  });

  it('lets several tokens live side by side, and logs out only one', async () => {
    await bench.login();
    const first = bench.token;
    await bench.login();
    assert.notEqual(bench.token, first);
    assert.equal(await bench.post('logout'), '{"status":"Success"}');
    assert.equal(await bench.post('trunklist/query'), '{"status":"Failed","errno":"20004"}');
    bench.token = first;
    assert.match(await bench.post('trunklist/query'), /"Success"/);
  });

  it('answers heartbeat and logout in JSON, whatever type is given', async () => {
    await bench.login();
    assert.equal(
      await bench.post('heartbeat?type=xml', '{"ipaddr":"192.0.2.1","port":"8260"}'),
      '{"status":"Success"}',
    );
    assert.equal(await bench.post('heartbeat', '{"port":"8260"}'), '{"status":"Failed","errno":"10004"}');
    assert.equal(
      await bench.post('heartbeat', '{"ipaddr":"192.0.2.1"}'),
      '{"status":"Failed","errno":"20008"}',
    );
    assert.equal(await bench.post('logout?type=xml'), '{"status":"Success"}');
  });
});
