import assert from 'node:assert/strict';
import { Bench } from './caller.ts';

const SUCCESS = '<?xml version="1.0" encoding="utf-8"?><xml><status>Success</status></xml>';
const MALFORMED =
  '<?xml version="1.0" encoding="utf-8"?><xml><status>Failed</status><errno>30001</errno></xml>';
const ADD_AS_PRINTED =
  '<?xml version="1.0" encoding="UTF-8" ?><xml><trunkname>to-108-16-test</trunkname><trunktype>register</trunktype><host>172.16.108.16</host><port>5060</port><domain>172.16.108.16</domain><username>6100</username><authname>6100</authname><password>Rqzswb55</password></xml>';

const peer = (trunkname: string) =>
  `<xml><trunkname>${trunkname}</trunkname><trunktype>peer</trunktype><host>192.0.2.1</host><port>5060</port></xml>`;

describe('Demo PBX: v0.0.1 in XML', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await Bench.start();
    await bench.login();
  });
  afterEach(() => bench.pbx.stop());

  const post = (endpoint: string, body = '') => bench.post(`${endpoint}?type=xml`, body);

  it('takes the add OpenVox prints, and shows it as OpenVox prints a query', async () => {
    assert.equal(await post('siptrunk/add', ADD_AS_PRINTED), SUCCESS);
    assert.equal(
      await post('siptrunk/query', '<xml><trunkname>to-108-16-test</trunkname></xml>'),
      '<?xml version="1.0" encoding="utf-8"?><xml><status>Success</status><trunks><item id="0"><id>1</id><trunkname>to-108-16-test</trunkname><tech>pjsip</tech><trunktype>register</trunktype><host>172.16.108.16</host><port>5060</port><domain>172.16.108.16</domain><username>6100</username><authname>6100</authname><fromuser></fromuser><password>Rqzswb55</password></item></trunks></xml>',
    );
  });

  it('numbers the items of a list from 0, whatever the trunks are called by id', async () => {
    const query = () => post('siptrunk/query', '<xml><trunkname>all</trunkname></xml>');
    const head = '<?xml version="1.0" encoding="utf-8"?><xml><status>Success</status>';
    const rest =
      '<tech>pjsip</tech><trunktype>peer</trunktype><host>192.0.2.1</host><port>5060</port><domain>192.0.2.1</domain>';
    assert.equal(await query(), `${head}<trunks></trunks></xml>`);
    for (const name of ['a', 'b', 'c']) {
      await post('siptrunk/add', peer(name));
    }
    await post('siptrunk/delete', '<xml><trunkname>a</trunkname></xml>');
    assert.equal(
      await query(),
      `${head}<trunks><item id="0"><id>2</id><trunkname>b</trunkname>${rest}</item><item id="1"><id>3</id><trunkname>c</trunkname>${rest}</item></trunks></xml>`,
    );
  });

  it('lists the status as OpenVox prints it: a trunkname inside a trunkname', async () => {
    assert.equal(
      await post('trunklist/query'),
      '<?xml version="1.0" encoding="utf-8"?><xml><status>Success</status><trunkname></trunkname></xml>',
    );
    await post('siptrunk/add', peer('to-18-16-2'));
    assert.equal(
      await post('trunklist/query'),
      '<?xml version="1.0" encoding="utf-8"?><xml><status>Success</status><trunkname><item id="0"><trunkname>to-18-16-2</trunkname><status>Registered</status><type>SIP</type></item></trunkname></xml>',
    );
  });

  it('takes the update and the delete OpenVox prints', async () => {
    for (const name of ['a', 'b', 'to-108-16']) {
      await post('siptrunk/add', peer(name));
    }
    const update =
      '<?xml version="1.0" encoding="UTF-8" ?><xml><id>3</id><trunkname>to-108-16</trunkname><trunktype>register</trunktype><host>172.16.108.100</host><port>5060</port><domain>172.16.108.100</domain><username>6100</username><authname>6100</authname><password>@123456wW</password></xml>';
    assert.equal(await post('siptrunk/update', update), SUCCESS);
    assert.equal(bench.pbx.trunks.find('to-108-16')?.host, '172.16.108.100');
    assert.equal(await post('siptrunk/delete', '<xml><trunkname>to-108-16</trunkname></xml>'), SUCCESS);
    assert.deepEqual(
      bench.pbx.trunks.all().map(({ trunkname }) => trunkname),
      ['a', 'b'],
    );
  });

  it('nests the device', async () => {
    assert.match(
      await post('deviceinfo/query'),
      /^<\?xml version="1\.0" encoding="utf-8"\?><xml><status>Success<\/status><deviceinfo><devicename>UC501<\/devicename><sn>.*<\/extensionstatus><\/deviceinfo><\/xml>$/,
    );
  });

  it('reads and writes the characters that XML escapes', async () => {
    const body =
      '<?xml version="1.0" encoding="UTF-8"?>\n<xml>\n  <trunkname>&lt;a&gt; &amp;amp; &quot;b&apos; &#233;&#x20AC;😀</trunkname>\n  <trunktype>account</trunktype>\n  <username>u</username><authname>u</authname><password> p </password><fromuser/>\n</xml>\n';
    assert.equal(await post('siptrunk/add', body), SUCCESS);
    assert.ok(bench.pbx.trunks.find('<a> &amp; "b\' é€😀'));
    const answer = await post('siptrunk/query', '<xml><trunkname>all</trunkname></xml>');
    assert.ok(answer.includes('<trunkname>&lt;a&gt; &amp;amp; &quot;b&apos; é€😀</trunkname>'), answer);
    assert.ok(answer.includes('<password> p </password>'), answer);
  });

  it('calls a body malformed that is not the XML it knows', async () => {
    const bodies = [
      '{"trunkname":"all"}',
      '<trunkname>all</trunkname>',
      '<xml><trunkname>all</trunkname>',
      '<xml><trunkname>all</trunk></xml>',
      '<xml>all</xml>',
      '<xml><trunkname>a & b</trunkname></xml>',
      '<xml><trunkname>&nbsp;</trunkname></xml>',
      '<xml><trunkname>&#x110000;</trunkname></xml>',
      '<xml><trunkname>&#0;</trunkname></xml>',
      '<xml><trunkname><name>all</name></trunkname></xml>',
    ];
    for (const body of bodies) {
      assert.equal(await post('siptrunk/query', body), MALFORMED, body);
    }
    assert.match(await post('siptrunk/query', '<xml></xml>'), /<errno>10004<\/errno>/);
    assert.match(await post('siptrunk/query', ' '), /<errno>20009<\/errno>/);
  });
});
