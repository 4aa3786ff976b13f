import assert from 'node:assert/strict';
import { SAMPLE_TRUNKS } from '../../../src/demo/sampleTrunks.ts';
import { Bench } from './caller.ts';

const SUCCESS = '{"status":"Success"}';
const BLANK = '{"status":"Failed","errno":"10004"}';
const FAILED = /^\{"status":"Failed","errno":"\d+"\}$/;

const ADD_AS_PRINTED =
  '{"trunkname":"to-108-16-test","trunktype":"register","host":"172.16.108.16","port":"5060","username":"6100","authname":"6100","password":"Rqzswb55"}';
const UPDATE_AS_PRINTED =
  '{"id":"3","trunkname":"to-108-16","trunktype":"register","host":"172.16.108.100","port":"5060","username":"6100","authname":"6100","password":"@123456wW"}';

const register = (trunkname: string, more: Record<string, unknown> = {}) =>
  JSON.stringify({ ...(JSON.parse(ADD_AS_PRINTED) as object), trunkname, ...more });
const peer = (trunkname: string, host = '172.16.108.17') =>
  JSON.stringify({
    trunkname,
    trunktype: 'peer',
    host,
    port: '5060',
    username: 'dropped',
    password: 'dropped',
  });
const account = (trunkname: string) =>
  JSON.stringify({ trunkname, trunktype: 'account', username: '6101', authname: '6102', password: 'x1' });

describe('Demo PBX: SIP trunks of v0.0.1 in JSON', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await Bench.start();
    await bench.login();
  });
  afterEach(() => bench.pbx.stop());

  const add = (body: string) => bench.post('siptrunk/add?type=json', body);
  const query = (trunkname: string) => bench.post('siptrunk/query?type=json', JSON.stringify({ trunkname }));
  const update = (body: string) => bench.post('siptrunk/update?type=json', body);
  const remove = (body: string) => bench.post('siptrunk/delete?type=json', body);
  const list = () => bench.post('trunklist/query?type=json');
  const names = () => bench.pbx.trunks.all().map(({ trunkname }) => trunkname);

  it('takes the add OpenVox prints, and shows it as OpenVox prints a query', async () => {
    assert.equal(await add(ADD_AS_PRINTED), SUCCESS);
    assert.equal(
      await query('to-108-16-test'),
      '{"status":"Success","trunks":[{"id":"1","trunkname":"to-108-16-test","tech":"pjsip","trunktype":"register","host":"172.16.108.16","port":"5060","domain":"172.16.108.16","username":"6100","authname":"6100","fromuser":"","password":"Rqzswb55"}]}',
    );
  });

  it('leaves the keys out of a query that a peer and an account do not have', async () => {
    await add(peer('to-peer'));
    await add(account('to-account'));
    assert.equal(
      await query('to-peer'),
      '{"status":"Success","trunks":[{"id":"1","trunkname":"to-peer","tech":"pjsip","trunktype":"peer","host":"172.16.108.17","port":"5060","domain":"172.16.108.17"}]}',
    );
    assert.equal(
      await query('to-account'),
      '{"status":"Success","trunks":[{"id":"2","trunkname":"to-account","tech":"pjsip","trunktype":"account","username":"6101","authname":"6102","password":"x1"}]}',
    );
  });

  it('keeps a domain and a fromuser that are given, and every character of a value', async () => {
    const password = ' "<&\'>\\é€😀 ';
    await add(register('with-more', { domain: 'itsp.example.com', fromuser: '0049', password }));
    const { domain, fromuser, password: kept } = bench.pbx.trunks.find('with-more') ?? {};
    assert.deepEqual(
      { domain, fromuser, kept },
      { domain: 'itsp.example.com', fromuser: '0049', kept: password },
    );
    assert.ok((await query('with-more')).includes(JSON.stringify(password)));
  });

  it('queries one name, several, and all', async () => {
    for (const name of ['a', 'b', 'c']) {
      await add(register(name));
    }
    const found = async (trunkname: string) => (await query(trunkname)).match(/(?<="trunkname":")[^"]*/g);
    assert.deepEqual(await found('b'), ['b']);
    assert.deepEqual(await found('c,a'), ['c', 'a']);
    assert.deepEqual(await found('a,missing'), ['a']);
    assert.deepEqual(await found('all'), ['a', 'b', 'c']);
    assert.equal(await query('missing'), '{"status":"Success","trunks":[]}');
    assert.equal(await query(''), BLANK);
  });

  it('wants what the type requires', async () => {
    const required = {
      [register('t')]: ['trunkname', 'trunktype', 'host', 'port', 'username', 'authname', 'password'],
      [peer('t')]: ['trunkname', 'trunktype', 'host', 'port'],
      [account('t')]: ['trunkname', 'trunktype', 'username', 'authname', 'password'],
    };
    for (const [body, keys] of Object.entries(required)) {
      for (const key of keys) {
        for (const blank of [undefined, '', ' ']) {
          const fields = { ...(JSON.parse(body) as object), [key]: blank };
          assert.equal(await add(JSON.stringify(fields)), BLANK, key);
        }
      }
    }
    assert.deepEqual(names(), []);
  });

  it('refuses what can never be a trunk', async () => {
    await add(register('taken'));
    const refused = [
      register('taken'),
      register('all'),
      register('a,b'),
      register('a\nb'),
      register('t', { trunktype: 'iax' }),
      register('t', { trunktype: 'toString' }),
      register('t', { port: 'sip' }),
      register('t', { port: '65536' }),
      register('t', { password: 'a\u0000b' }),
    ];
    for (const body of refused) {
      assert.match(await add(body), FAILED, body);
    }
    assert.deepEqual(names(), ['taken']);
  });

  it('refuses the name of a trunk of another kind', async () => {
    await bench.pbx.stop();
    bench = await Bench.start({ otherTrunks: [{ trunkname: 'iax-1', status: 'Registered', type: 'IAX' }] });
    await bench.login();
    assert.match(await add(register('iax-1')), FAILED);
  });

  it('takes the update OpenVox prints, with the id quoted or as a number', async () => {
    for (const name of ['a', 'b', 'c']) {
      await add(register(name, { fromuser: '0049' }));
    }
    assert.equal(await update(UPDATE_AS_PRINTED), SUCCESS);
    assert.equal(
      await query('to-108-16'),
      '{"status":"Success","trunks":[{"id":"3","trunkname":"to-108-16","tech":"pjsip","trunktype":"register","host":"172.16.108.100","port":"5060","domain":"172.16.108.100","username":"6100","authname":"6100","fromuser":"","password":"@123456wW"}]}',
    );
    assert.equal(await query('c'), '{"status":"Success","trunks":[]}');
    assert.equal(await update(UPDATE_AS_PRINTED.replace('"3"', '3').replace('5060', '5070')), SUCCESS);
    assert.equal(bench.pbx.trunks.find('to-108-16')?.port, '5070');
    assert.deepEqual(names(), ['a', 'b', 'to-108-16']);
  });

  it('refuses an update without an id, of no trunk, onto another name, or without a required field', async () => {
    await add(register('a'));
    await add(register('b'));
    assert.equal(await update(register('a')), BLANK);
    assert.equal(await update(register('a', { id: '1', password: '' })), BLANK);
    assert.match(await update(register('c', { id: '3' })), FAILED);
    assert.match(await update(register('b', { id: '1' })), FAILED);
    assert.deepEqual(names(), ['a', 'b']);
  });

  it('deletes one name as OpenVox prints it, several, and all', async () => {
    for (const name of ['to-108-16', 'a', 'b', 'c', 'd']) {
      await add(register(name));
    }
    assert.equal(await remove('{"trunkname":"to-108-16"}'), SUCCESS);
    assert.equal(await remove('{"trunkname":"a,c"}'), SUCCESS);
    assert.deepEqual(names(), ['b', 'd']);
    assert.match(await remove('{"trunkname":"a"}'), FAILED);
    assert.equal(await remove('{"trunkname":""}'), BLANK);
    assert.equal(await remove('{"trunkname":"all"}'), SUCCESS);
    assert.deepEqual(names(), []);
    assert.equal(await add(register('a')), SUCCESS);
    assert.match(await query('a'), /"id":"6"/);
  });

  it('lists the status as OpenVox prints it, under the key trunkname', async () => {
    await add(register('to-108-16'));
    assert.equal(
      await list(),
      '{"status":"Success","trunkname":[{"trunkname":"to-108-16","status":"Registering","type":"SIP"}]}',
    );
    bench.clock.now += 3000;
    assert.equal(
      await list(),
      '{"status":"Success","trunkname":[{"trunkname":"to-108-16","status":"Registered","type":"SIP"}]}',
    );
  });

  it('registers after a while, never at a host under .invalid, and a peer at once', async () => {
    await add(register('good'));
    await add(register('bad', { host: 'sip.itsp.INVALID' }));
    await add(account('account'));
    await add(peer('peer'));
    await add(peer('bad-peer', 'sip.itsp.invalid'));
    const statuses = async () => (await list()).match(/(?<="status":")[^"]*/g)?.slice(1);
    assert.deepEqual(await statuses(), [
      'Registering',
      'Registering',
      'Registering',
      'Registered',
      'Failure',
    ]);
    bench.clock.now += 3000;
    assert.deepEqual(await statuses(), ['Registered', 'Failure', 'Registered', 'Registered', 'Failure']);
    await update(register('bad', { id: '2' }));
    assert.deepEqual(await statuses(), ['Registered', 'Registering', 'Registered', 'Registered', 'Failure']);
  });

  it('describes the device', async () => {
    bench.clock.now += 3_600_000;
    await bench.login();
    const { status, deviceinfo } = JSON.parse(await bench.post('deviceinfo/query?type=json')) as {
      status: string;
      deviceinfo: Record<string, string>;
    };
    assert.equal(status, 'Success');
    assert.equal(deviceinfo['devicename'], 'UC501');
    assert.equal(deviceinfo['uptime'], '2020-Mar-23-08:33:22');
    assert.match(deviceinfo['extensionstatus'] ?? '', /^\d+\/\d+$/);
    assert.deepEqual(Object.keys(deviceinfo), [
      'devicename',
      'sn',
      'hardwarever',
      'firmwarever',
      'systemtime',
      'uptime',
      'extensionstatus',
    ]);
  });

  it('would itself accept the sample trunks it can start with', async () => {
    for (const trunk of SAMPLE_TRUNKS) {
      assert.equal(await add(JSON.stringify(trunk)), SUCCESS, trunk.trunkname);
    }
    const other = await Bench.start({ trunks: SAMPLE_TRUNKS });
    await other.login();
    assert.equal(await other.post('siptrunk/query', '{"trunkname":"all"}'), await query('all'));
    bench.clock.now += 3000;
    assert.equal(await other.post('trunklist/query'), await list());
    await other.pbx.stop();
  });
});
