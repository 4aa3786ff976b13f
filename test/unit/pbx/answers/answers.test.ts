import assert from 'node:assert/strict';
import type { PbxApi } from '../../../../src/pbx/api.ts';
import { startDemoPbx } from '../../../../src/demo/server.ts';
import {
  apiOf,
  clientOf,
  failure,
  md5,
  plantedPassword,
  plantedToken,
  type ConnectionEntry,
} from '../../../support/pbxClient.ts';
import { RawServer, untilClose, withLength } from '../../../support/rawServer.ts';

const success = '{"status":"Success"}';
const xmlHead = '<?xml version="1.0" encoding="utf-8"?>';

describe('answers', () => {
  let server: RawServer;
  let apis: PbxApi[];
  /** What the server writes; the connection ends behind it unless there is a length. */
  let bytes: string | Buffer;
  beforeEach(async () => {
    apis = [];
    server = await RawServer.start((_request, socket) => {
      const keep = /^HTTP\/1\.1(?:(?!\r\n\r\n).)*(?:Content-Length|chunked)/is.test(bytes.toString());
      if (keep) socket.write(bytes);
      else socket.end(bytes);
    });
  });
  afterEach(async () => {
    await Promise.all(apis.map((api) => api.close()));
    await server.stop();
  });

  const api = (more: ConnectionEntry = {}) => {
    const one = apiOf(server.url, more);
    apis.push(one);
    return one;
  };
  const trunksIn = async (body: string, more: ConnectionEntry = {}) => (await listIn(body, more)).trunks;
  /** The list that is read in this body, in both ways to end an answer. */
  const listIn = async (body: string, more: ConnectionEntry = {}) => {
    bytes = withLength(body);
    const one = await api(more).trunks('t', 'all');
    bytes = untilClose(body);
    assert.deepEqual(await api(more).trunks('t', 'all'), one);
    return one;
  };
  const statusesIn = (body: string, more: ConnectionEntry = {}) => {
    bytes = untilClose(body);
    return api(more).statuses('t');
  };
  const errnoIn = async (body: string, more: ConnectionEntry = {}) => {
    bytes = untilClose(body);
    return (await failure(api(more).trunks('t', 'all'), 'refused', /^hq refused to list its trunks/)).errno;
  };

  describe('in HTTP of every kind', () => {
    const ways: [string, string | Buffer][] = [
      ['no Content-Type', withLength(success)],
      ['the Content-Type of a web page', withLength(success, 'Content-Type: text/html; charset=gb2312\r\n')],
      ['a Content-Type that is none', withLength(success, 'Content-Type: ;;\r\n')],
      ['no length, and Connection: close', untilClose(success)],
      ['no length and no Connection header', `HTTP/1.1 200 OK\r\n\r\n${success}`],
      ['an HTTP/1.0 status line with a length', `HTTP/1.0 200 OK\r\nContent-Length: 20\r\n\r\n${success}`],
      ['a status line without a reason', `HTTP/1.1 200\r\nContent-Length: 20\r\n\r\n${success}`],
      ['another 2xx', `HTTP/1.1 201 Created\r\nContent-Length: 20\r\n\r\n${success}`],
      [
        'chunks, cut inside the JSON',
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"sta\r\n00f;x=y\r\ntus":"Success"}\r\n0\r\n\r\n',
      ],
      [
        'an interim answer before the real one',
        `HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n${withLength(success)}`,
      ],
      ['a byte order mark', withLength(`\ufeff${success}`)],
      ['white space around', withLength(`\r\n\t ${success} \n\n`)],
      ['a zero byte at its end', untilClose(`${success}\0`)],
      ['junk at its end', untilClose(`${success}\n<!-- served by "pbx" } -->`)],
      ['a second object at its end', untilClose(`${success}{"status":"Failed"}`)],
      ['junk with a brace in a text before it', untilClose('{"note":"} \\" {","status":"Success"}\r\n--')],
      [
        'extra fields',
        withLength('{"version":1,"status":"Success","x":{"y":[null]},"__proto__":{"status":"no"}}'),
      ],
      ['the status in another case', withLength('{"status":"SUCCESS"}')],
      ['white space in the status', withLength('{"status":" Success\\n"}')],
      ['errno 0 beside the success', withLength('{"status":"Success","errno":0}')],
    ];
    for (const [name, answer] of ways) {
      it(name, async () => {
        bytes = answer;
        const one = api();
        await one.apply('t');
        // Once more: the first answer must not have spoilt the connection for the next.
        await one.apply('t');
        assert.equal(server.requests.length, 2);
      });
    }

    it('chunks, cut inside a character', async () => {
      const name = Buffer.from('é€😀');
      const chunk = (piece: Buffer) =>
        Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]);
      bytes = Buffer.concat([
        Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'),
        chunk(Buffer.from('{"status":"Success","trunks":[{"trunkname":"')),
        ...Array.from(name, (_, at) => chunk(name.subarray(at, at + 1))),
        chunk(Buffer.from('"}]}')),
        Buffer.from('0\r\n\r\n'),
      ]);
      assert.equal((await api().trunks('t', 'all')).trunks[0]?.trunkname, 'é€😀');
    });

    it('XML with junk, and pretty-printed', async () => {
      for (const body of [
        `\ufeff\n${xmlHead}\n<xml>\n  <status>Success</status>\n</xml>\n`,
        `<xml><status>success</status></xml>\0\0`,
        `${xmlHead}<xml><status>Success</status></xml ><!-- bye -->`,
        `<?xml version='1.0'?><?pi x?><xml a="b"><!-- c --><status> Success </status><x><y/></x></xml>`,
        `${xmlHead}<xml><status><![CDATA[Success]]></status></xml>`,
      ]) {
        bytes = untilClose(body);
        await api({ format: 'xml' }).apply('t');
      }
    });
  });

  describe('a list of trunks', () => {
    const item = '"id":"1","trunkname":"a","host":"192.0.2.1"';
    const xmlItem = '<id>1</id><trunkname>a</trunkname><host>192.0.2.1</host>';
    const names = (trunks: { trunkname: string }[]) => trunks.map(({ trunkname }) => trunkname);

    it('as OpenVox prints it, in JSON and XML', async () => {
      const expected = [
        {
          id: '1',
          trunkname: 'to-108-16',
          trunktype: 'register',
          host: '172.16.108.16',
          port: '5060',
          domain: '172.16.108.16',
          username: '6100',
          authname: '6100',
          fromuser: '',
          password: '@123456wW',
          undocumented: { tech: 'pjsip' },
        },
      ];
      assert.deepEqual(
        await trunksIn(
          '{"status":"Success","trunks":[{"id":"1","trunkname":"to-108-16","tech":"pjsip","trunktype":"register","host":"172.16.108.16","port":"5060","domain":"172.16.108.16","username":"6100","authname":"6100","fromuser":"","password":"@123456wW"}]}',
        ),
        expected,
      );
      assert.deepEqual(
        await trunksIn(
          `${xmlHead}<xml><status>Success</status><trunks><item id="0"><id>1</id><trunkname>to-108-16</trunkname><tech>pjsip</tech><trunktype>register</trunktype><host>172.16.108.16</host><port>5060</port><domain>172.16.108.16</domain><username>6100</username><authname>6100</authname><fromuser></fromuser><password>@123456wW</password></item></trunks></xml>`,
          { format: 'xml' },
        ),
        expected,
      );
    });

    it('empty, in every dress', async () => {
      for (const body of [
        '{"status":"Success","trunks":[]}',
        '{"status":"Success","trunks":""}',
        '{"status":"Success","trunks":null}',
        '{"status":"Success","trunks":{}}',
        '{"status":"Success","trunks":[{}]}',
        '{"status":"Success","trunks":false}',
        '{"status":"Success","trunks":[{"id":"","trunkname":""}]}',
        '{"status":"Success","trunks":{"item":[]}}',
        '{"status":"Success","trunks":[],"trunklist":[]}',
        '<xml><status>Success</status><trunks></trunks></xml>',
        '<xml><status>Success</status><trunks/></xml>',
        '<xml><status>Success</status><trunks>\n  </trunks></xml>',
        '<xml><status>Success</status><trunks><item/></trunks></xml>',
      ]) {
        assert.deepEqual(await listIn(body), { trunks: [], doubt: undefined }, body);
      }
    });

    it('under another key is the list all the same', async () => {
      for (const body of [
        `{"status":"Success","siptrunks":[{${item}}]}`,
        `{"status":"Success","errno":"0","trunkname":[{${item}}]}`,
        `{"status":"Success","trunks":[],"trunk":{"item":{${item}}}}`,
        `{"status":"Success","data":{"total":1,"trunks":[{${item}}]}}`,
        `<xml><status>Success</status><siptrunk><item id="0">${xmlItem}</item></siptrunk></xml>`,
        `<xml><status>Success</status><item id="0">${xmlItem}</item></xml>`,
      ]) {
        const { trunks, doubt } = await listIn(body);
        assert.deepEqual([names(trunks), trunks[0]?.host, doubt], [['a'], '192.0.2.1', undefined], body);
      }
    });

    it('that is missing is no empty list', async () => {
      for (const body of [
        '{"status":"Success"}',
        '{"status":"Success","siptrunks":[]}',
        '{"status":"Success","total":2,"names":["a","b"]}',
        '{"status":"Success","deviceinfo":{"devicename":"UC501"}}',
        '<xml><status>Success</status></xml>',
        '<xml><status>Success</status>a, b</xml>',
      ]) {
        assert.deepEqual(await listIn(body), { trunks: [], doubt: 'noList' }, body);
      }
    });

    it('of one, in every dress', async () => {
      for (const body of [
        `{"status":"Success","trunks":[{${item}}]}`,
        `{"status":"Success","trunks":{${item}}}`,
        `{"status":"Success","trunks":{"item":{${item}}}}`,
        `{"status":"Success","trunks":{"0":{${item}}}}`,
        `<xml><status>Success</status><trunks><item id="0">${xmlItem}</item></trunks></xml>`,
        `<xml>\n <status>Success</status>\n <trunks>\n  <item id="0">\n   <id>1</id>\n   <trunkname>a</trunkname>\n   <host>192.0.2.1</host>\n  </item>\n </trunks>\n</xml>`,
        `<xml><status>Success</status><trunks>${xmlItem}</trunks></xml>`,
      ]) {
        const [trunk, ...more] = await trunksIn(body);
        assert.deepEqual(
          [trunk?.id, trunk?.trunkname, trunk?.host, more.length],
          ['1', 'a', '192.0.2.1', 0],
          body,
        );
      }
    });

    it('of which nothing can be read is no empty list', async () => {
      for (const body of [
        '{"status":"Success","trunks":[{"id":"1"},{"trunkname":null}]}',
        '{"status":"Success","trunks":["a","b"]}',
        '{"status":"Success","trunks":"a,b"}',
        '{"status":"Success","trunks":{"id":"1","name":"a"}}',
        '{"status":"Success","trunks":[{"id":"1","trunkname":" "}]}',
        '{"status":"Success","trunks":[[["a"]]]}',
        '{"status":"Success","trunks":{"item":[{"name":"a"}]}}',
        `<xml><status>Success</status><trunks>${xmlItem}${xmlItem}</trunks></xml>`,
      ]) {
        assert.deepEqual(await listIn(body), { trunks: [], doubt: 'unreadEntries' }, body);
      }
    });

    it('of which nothing can be read comes to nobody as an empty one', async () => {
      bytes = untilClose('{"status":"Success","trunks":[{"name":"a"}]}');
      const pbx = clientOf(server.url, { credential: { token: plantedToken } });
      await failure(pbx.trunks(), 'answer', /^hq gave a list of trunks that cannot be read/);
      await failure(pbx.trunk('a'), 'answer', /^hq gave a list of trunks that cannot be read/);
      await pbx.close();
    });

    it('of several, with one that is no trunk among them', async () => {
      for (const strange of ['"x"', '{"id":"2"}', '{"trunkname":{"x":1}}', '{"trunkname":"","host":"h"}']) {
        const { trunks, doubt } = await listIn(
          `{"status":"Success","trunks":[{"trunkname":"a"},${strange},{"trunkname":"b"}]}`,
        );
        assert.deepEqual([names(trunks), doubt], [['a', 'b'], 'unreadEntries'], strange);
      }
    });

    it('of several, with a blank one among them', async () => {
      assert.deepEqual(await listIn('{"status":"Success","trunks":[null,{},""]}'), {
        trunks: [],
        doubt: undefined,
      });
      assert.deepEqual(
        names(
          await trunksIn(
            '<xml><status>Success</status><trunks><item id="0"><trunkname>a</trunkname></item><item id="1"/><item id="2"><trunkname>b</trunkname></item></trunks></xml>',
          ),
        ),
        ['a', 'b'],
      );
    });

    it('with one name twice', async () => {
      assert.deepEqual(
        names(await trunksIn('{"status":"Success","trunks":[{"trunkname":"a"},{"trunkname":"a"}]}')),
        ['a', 'a'],
      );
    });

    it('with numbers, null and missing keys instead of texts', async () => {
      const [register, account] = await trunksIn(
        '{"status":"Success","trunks":[{"id":3,"trunkname":108,"trunktype":"register","port":5060,"domain":null,"username":6100,"fromuser":{},"enabled":true},{"trunkname":"acc","trunktype":"account"}]}',
      );
      assert.equal(register?.id, '3');
      assert.equal(register.trunkname, '108');
      assert.equal(register.port, '5060');
      assert.equal(register.username, '6100');
      assert.equal(register.domain, undefined);
      assert.equal(register.fromuser, undefined);
      assert.equal(account?.trunkname, 'acc');
      assert.equal(account.password, undefined);
    });

    it('with leading zeros, spaces and signs kept as they were written', async () => {
      for (const body of [
        '{"status":"Success","trunks":[{"trunkname":"0042","username":"0123","authname":"1e5","password":"  007 "}]}',
        '<xml><status>Success</status><trunks><item><trunkname>0042</trunkname><username>0123</username><authname>1e5</authname><password>  007 </password></item></trunks></xml>',
      ]) {
        const [trunk] = await trunksIn(body);
        assert.equal(trunk?.trunkname, '0042');
        assert.equal(trunk.username, '0123');
        assert.equal(trunk.authname, '1e5');
        assert.equal(trunk.password, '  007 ');
      }
    });

    it('with the digits of every number', async () => {
      const values = ['4930123456789012345', '5060.0', '1e5', '1E+15', '-0', '0.10', '-12', '0'];
      for (const value of values) {
        const [trunk] = await trunksIn(
          `{"status":"Success","trunks":[{"id":${value},"trunkname": ${value} ,"username":${value}\n}]}\n--9`,
        );
        assert.deepEqual([trunk?.id, trunk?.trunkname, trunk?.username], [value, value, value]);
        const [inXml] = await trunksIn(
          `<xml><status>Success</status><trunks><item><id>${value}</id><trunkname>&#48;${value}</trunkname></item></trunks></xml>`,
        );
        assert.deepEqual([inXml?.id, inXml?.trunkname], [value, `0${value}`]);
      }
      const inTexts = String.raw`{"status":"Success","trunks":[{"trunkname":"a \" 007, -1.50: [2]","username":"\\","port":5060}]}`;
      const [trunk] = await trunksIn(inTexts);
      assert.deepEqual(
        [trunk?.trunkname, trunk?.username, trunk?.port],
        ['a " 007, -1.50: [2]', '\\', '5060'],
      );
    });

    it('with a key twice: the last one counts', async () => {
      const [trunk] = await trunksIn(
        '{"status":"Success","trunks":[{"trunkname":"a","host":"h","host":"i","__proto__":{"host":"x"}}]}',
      );
      assert.deepEqual([trunk?.trunkname, trunk?.host], ['a', 'i']);
    });

    it('with every way to write a character in XML', async () => {
      const password = async (text: string) =>
        (
          await trunksIn(
            `<xml><status>Success</status><trunks><item><trunkname>a</trunkname><password>${text}</password></item></trunks></xml>`,
          )
        )[0]?.password;
      assert.equal(await password('&amp;&lt;&gt;&quot;&apos;'), `&<>"'`);
      assert.equal(await password('&#38;&#x26;&#233;&#x20AC;&#128512;'), '&&é€😀');
      assert.equal(await password('&amp;lt;&amp;amp;&amp;#60;'), '&lt;&amp;&#60;');
      assert.equal(await password('<![CDATA[a<b>&amp;"]]>'), 'a<b>&amp;"');
      assert.equal(await password('x<!-- y -->z'), 'xz');
      assert.equal(await password('é€😀'), 'é€😀');
      assert.equal(await password('a & b &unknown; c'), 'a & b &unknown; c');
    });

    it('with 20,000 entities', async () => {
      const body = (entity: string) =>
        `<xml><status>Success</status><trunks><item><trunkname>a</trunkname><password>${entity.repeat(20_000)}</password></item></trunks></xml>`;
      assert.equal((await trunksIn(body('&amp;')))[0]?.password, '&'.repeat(20_000));
      assert.equal((await trunksIn(body('&#8364;')))[0]?.password, '€'.repeat(20_000));
    });

    it('of 2,000 trunks, in both formats', async () => {
      const trunks = Array.from({ length: 2000 }, (_, index) => ({
        trunkname: `trunk-${index}`,
        trunktype: 'register' as const,
        host: `sip-${index}.example.com`,
        port: '5060',
        domain: `sip-${index}.example.com`,
        username: String(index).padStart(5, '0'),
        authname: String(index),
        fromuser: '',
        password: `p&<>"'${index}`,
      }));
      const demo = await startDemoPbx({ trunks, password: plantedPassword });
      for (const format of ['json', 'xml']) {
        const pbx = clientOf(demo.url, { connection: { format } });
        const read = await pbx.trunks();
        await pbx.close();
        assert.deepEqual(
          read,
          trunks.map((trunk, index) => ({
            id: String(index + 1),
            ...trunk,
            undocumented: { tech: 'pjsip' },
          })),
        );
      }
      await demo.stop();
    });
  });

  describe('the live status', () => {
    const expected = [{ trunkname: 'to-108-16', status: 'Registered', type: 'SIP' }];
    const list = '[{"trunkname":"to-108-16","status":"Registered","type":"SIP"}]';

    it('under the key of OpenVox’s example and of the table', async () => {
      assert.deepEqual(await statusesIn(`{"status":"Success","trunkname":${list}}`), expected);
      assert.deepEqual(await statusesIn(`{"status":"Success","trunklist":${list}}`), expected);
      assert.deepEqual(
        await statusesIn(`{"status":"Success","trunklist":null,"trunkname":${list}}`),
        expected,
      );
    });

    it('as an element trunkname inside an element trunkname, once and several times', async () => {
      const element = (name: string) =>
        `<item id="0"><trunkname>${name}</trunkname><status>Registered</status><type>SIP</type></item>`;
      const inXml = (items: string) =>
        `${xmlHead}<xml><status>Success</status><trunkname>${items}</trunkname></xml>`;
      assert.deepEqual(await statusesIn(inXml(element('to-108-16')), { format: 'xml' }), expected);
      const two = await statusesIn(inXml(element('a') + element('b')), { format: 'xml' });
      assert.deepEqual(
        two.map(({ trunkname }) => trunkname),
        ['a', 'b'],
      );
      assert.deepEqual(await statusesIn(inXml('')), []);
    });

    it('keeps the PBX’s own word, in lower case or unknown', async () => {
      const read = await statusesIn(
        '{"status":"success","trunklist":[{"trunkname":"a","status":"registered","type":"sip"},{"trunkname":"b","status":"Registered (Unmonitored)"},{"trunkname":"c","type":"FXO"}]}',
      );
      assert.deepEqual(
        read.map(({ status }) => status),
        ['registered', 'Registered (Unmonitored)', undefined],
      );
    });
  });

  describe('the device', () => {
    const read = (body: string) => {
      bytes = untilClose(body);
      return api().deviceInfo('t');
    };

    it('with all its fields, some, or none', async () => {
      const full = await read(
        '{"status":"Success","deviceinfo":{"devicename":"UC501","sn":"a09805021987","firmwarever":"4.1.1","uptime":"2020-Mar-23-08:33:22","extensionstatus":"21/300"}}',
      );
      assert.equal(full.devicename, 'UC501');
      assert.equal(full.hardwarever, undefined);
      assert.equal(
        (
          await read(
            '<xml><status>Success</status><deviceinfo><devicename>UC501</devicename></deviceinfo></xml>',
          )
        ).devicename,
        'UC501',
      );
      for (const body of [
        '{"status":"Success"}',
        '{"status":"Success","deviceinfo":""}',
        '{"status":"Success","deviceinfo":null}',
        '{"status":"Success","deviceinfo":{}}',
        '<xml><status>Success</status><deviceinfo/></xml>',
      ]) {
        assert.equal((await read(body)).devicename, undefined, body);
      }
    });
  });

  describe('a refusal', () => {
    it('with the errno as text, as a number, padded or absent', async () => {
      assert.equal(await errnoIn('{"status":"Failed","errno":"10004"}'), '10004');
      assert.equal(await errnoIn('{"status":"Failed","errno":10004}'), '10004');
      assert.equal(await errnoIn('{"status":"failed","errno":" 10004\\n"}'), '10004');
      assert.equal(await errnoIn('{"status":"Failed"}'), undefined);
      assert.equal(await errnoIn('{"status":"Failed","errno":null}'), undefined);
      assert.equal(await errnoIn('{"status":"Failed","errno":""}'), undefined);
      assert.equal(await errnoIn('{"status":"Failed","errno":0}'), '0');
      assert.equal(await errnoIn('{"status":"Failed","errno":{"code":1}}'), undefined);
      assert.equal(await errnoIn('<xml><status>Failed</status><errno>10004</errno></xml>'), '10004');
      assert.equal(await errnoIn('<xml>\n<status>Failed</status>\n<errno/>\n</xml>'), undefined);
    });

    it('with something else for its errno, which could be an echo of what was sent, and is not repeated', async () => {
      for (const errno of [plantedPassword, `10004 ${plantedToken}`, '1234567890', '10004.5']) {
        assert.equal(await errnoIn(JSON.stringify({ status: 'Failed', errno })), undefined);
        assert.equal(await errnoIn(`<xml><status>Failed</status><errno>${errno}</errno></xml>`), undefined);
      }
    });

    it('with any other word or none for its status', async () => {
      assert.equal(await errnoIn('{"status":"Failure","errno":"1"}'), '1');
      assert.equal(await errnoIn('{"status":"","errno":"1"}'), '1');
      assert.equal(await errnoIn('{"status":false,"errno":"1"}'), '1');
      assert.equal(await errnoIn('<xml><status/></xml>'), undefined);
    });

    it('in JSON, to a request in XML', async () => {
      assert.equal(await errnoIn('{"status":"Failed","errno":"10002"}', { format: 'xml' }), '10002');
    });

    it('says what the number means and keeps the number', async () => {
      for (const [errno, words] of [
        ['10002', /XML.*JSON/],
        ['20000', /XML.*JSON/],
        ['10003', /API version/],
        ['10004', /required field/],
        ['20007', /required field/],
        ['20009', /required field/],
        ['10025', /moment/],
        ['20001', /POST/],
        ['20002', /10 minutes/],
        ['20003', /password/],
        ['10032', /password/],
        ['20004', /Sign in/],
        ['20005', /Sign in/],
        ['20006', /Sign in/],
        ['20008', /port/],
        ['20010', /moment/],
        ['20015', /allowed addresses/],
        ['30001', /moment/],
        ['30003', /password.*service/],
        ['4711', /no table/],
      ] as const) {
        bytes = untilClose(`{"status":"Failed","errno":"${errno}"}`);
        const error = await failure(api().trunks('t', 'all'), 'refused', words);
        assert.match(error.message, new RegExp(`\\(errno ${errno}\\)`));
      }
    });

    it('names the trunk of an add', async () => {
      bytes = untilClose('{"status":"Failed"}');
      const add = api().add('t', { trunkname: 'to-x', trunktype: 'peer', host: 'h', port: '1' });
      await failure(add, 'refused', /^hq refused to add the trunk to-x and gave no reason/);
    });
  });

  describe('that cannot be read', () => {
    const unreadable = async (body: string, words = /cannot be read|half/) => {
      for (const answer of [untilClose(body), withLength(body)]) {
        bytes = answer;
        const error = await failure(api().trunks('t', 'all'), 'answer', words);
        assert.match(error.message, /^hq \(127\.0\.0\.1:\d+\) /);
        assert.ok(error.mayHaveArrived);
      }
    };

    it('is half an answer, wherever it is cut', async () => {
      for (const whole of [
        '{"status":"Success","trunks":[{"trunkname":"a"}]}',
        '<xml><status>Success</status><trunks><item><trunkname>a</trunkname></item></trunks></xml>',
      ]) {
        for (let length = 1; length < whole.length; length += 1) {
          bytes = untilClose(whole.slice(0, length));
          await failure(api().trunks('t', 'all'), 'answer', /cannot be read/);
        }
      }
    });

    it('is nothing, no object, no status, no XML of the API', async () => {
      await unreadable('', /empty/);
      await unreadable(' \r\n', /empty/);
      for (const body of [
        '[]',
        'null',
        'Success',
        '"Success"',
        '{"state":"Success"}',
        '{"status":{}}',
        '{]}',
        '{"status":"Success","port":0x1F}',
        '{"status":"Success","port":NaN}',
        '{"status":"Success","port":007}',
        '{"status":"Success","port":1.2.3}',
        '{"status":"Success","port":1-2}',
        '{"status":"Success","port":"5060"7}',
      ]) {
        await unreadable(body);
      }
      await unreadable('<status>Success</status>');
      await unreadable('<xml>Success</xml>');
      await unreadable('<xml><a><status>Success</status></xml>');
      await unreadable('<xml><__proto__><status>Success</status></__proto__></xml>');
    });

    it('is a document that defines entities of its own', async () => {
      const bomb = `<?xml version="1.0"?><!DOCTYPE xml [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]><xml><status>Success</status><x>${'&b;'.repeat(1000)}</x></xml>`;
      await unreadable(bomb);
    });

    it('is half a text of 4 MiB', async () => {
      await unreadable(`{"status":"Success","note":"${'\\n'.repeat(2 << 20)}`);
    });

    it('is nested 100,000 deep', async () => {
      await unreadable(`<xml>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}</xml>`);
      const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
      await unreadable(`{"status":"Success","trunks":${deep}`);
      await unreadable(`{"status":"Success","trunks":[{"trunkname":"a","x":${deep}}]}`);
    });

    it('is a login’s success without a token', async () => {
      for (const body of [
        success,
        '{"status":"Success","token":""}',
        '<xml><status>Success</status><token/></xml>',
      ]) {
        bytes = untilClose(body);
        await failure(api().login('api', md5('x')), 'answer', /^hq .*cannot be read/);
      }
    });
  });

  it('reads a token that is written as a number, or with spaces around', async () => {
    bytes = untilClose('{"status":"Success","token":12345678}');
    assert.equal(await api().login('api', 'x'), '12345678');
    bytes = untilClose('<xml><status>Success</status><token>\n 007ab \n</token></xml>');
    assert.equal(await api({ format: 'xml' }).login('api', 'x'), '007ab');
  });
});
