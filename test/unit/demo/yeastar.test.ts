import assert from 'node:assert/strict';
import { Bench, send } from './caller.ts';

const SUCCESS = '{"status":"Success"}';
const TRUNK = {
  trunkname: 'siptrunk1',
  trunktype: 'register',
  host: '192.168.12.161',
  port: '5060',
  domain: '192.168.12.161',
  username: '1000',
  authname: '1000',
  password: 'pass1000',
};

describe('Demo PBX: v1.1.0', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await Bench.start({
      registrationDelay: 500,
      otherTrunks: [{ trunkname: 'iax-1', status: 'Registered', type: 'IAX' }],
    });
    await bench.login();
  });
  afterEach(() => bench.pbx.stop());

  it('adds, queries, updates and deletes', async () => {
    assert.equal(await bench.postV110('siptrunk/add', JSON.stringify(TRUNK)), SUCCESS);
    assert.equal(
      await bench.postV110('siptrunk/query', '{"trunkname":"all"}'),
      '{"status":"Success","trunks":[{"id":"1","trunkname":"siptrunk1","trunktype":"register","host":"192.168.12.161","port":"5060","domain":"192.168.12.161","username":"1000","authname":"1000","fromuser":"","password":"pass1000"}]}',
    );
    assert.equal(
      await bench.postV110('siptrunk/update', JSON.stringify({ id: 1, ...TRUNK, port: '5061' })),
      SUCCESS,
    );
    assert.equal(bench.pbx.trunks.find('siptrunk1')?.port, '5061');
    assert.equal(await bench.postV110('apply'), SUCCESS);
    assert.equal(await bench.postV110('siptrunk/delete', '{"trunkname":"siptrunk1"}'), SUCCESS);
    assert.deepEqual(bench.pbx.trunks.all(), []);
  });

  it('requires a domain where there is a host', async () => {
    for (const trunktype of ['register', 'peer']) {
      const body = JSON.stringify({ ...TRUNK, trunktype, domain: undefined });
      assert.equal(await bench.postV110('siptrunk/add', body), '{"status":"Failed","errno":"10004"}');
    }
    const account = { ...TRUNK, trunktype: 'account', host: undefined, domain: undefined };
    assert.equal(await bench.postV110('siptrunk/add', JSON.stringify(account)), SUCCESS);
  });

  it('lists the status under the key trunklist, with trunks of other kinds', async () => {
    await bench.postV110('siptrunk/add', JSON.stringify(TRUNK));
    bench.clock.now += 500;
    assert.equal(
      await bench.postV110('trunklist/query'),
      '{"status":"Success","trunklist":[{"trunkname":"siptrunk1","status":"Registered","type":"SIP"},{"trunkname":"iax-1","status":"Registered","type":"IAX"}]}',
    );
  });

  it('writes the uptime as a duration', async () => {
    bench.clock.now += ((3 * 60 + 25) * 60 + 4) * 1000;
    await bench.login();
    const answer = await bench.postV110('deviceinfo/query');
    assert.match(answer, /"systemtime":"2020-03-23 11:58:26 UTC\+0","uptime":"03:25:04"/);
  });

  it('does not speak XML, and says so in JSON', async () => {
    const url = `${bench.pbx.url}/api/v1.1.0/siptrunk/query?token=${bench.token}`;
    const refused = '{"status":"Failed","errno":"10002"}';
    assert.equal((await send(url, '<xml><trunkname>all</trunkname></xml>')).body, refused);
    assert.equal((await send(`${url}&type=xml`, '{"trunkname":"all"}')).body, refused);
    assert.equal((await send(`${bench.pbx.url}/api/v1.1.0/login`, ' <xml></xml>')).body, refused);
  });

  it('shares its trunks and tokens with v0.0.1, which has no apply', async () => {
    await bench.postV110('siptrunk/add', JSON.stringify(TRUNK));
    assert.match(await bench.post('siptrunk/query', '{"trunkname":"all"}'), /"siptrunk1"/);
    assert.equal(await bench.post('apply'), '{"status":"Failed","errno":"10003"}');
  });
});
