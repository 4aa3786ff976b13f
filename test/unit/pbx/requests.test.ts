import assert from 'node:assert/strict';
import type { Trunk } from '../../../src/core/trunk.ts';
import type { CallRecord, PbxApi } from '../../../src/pbx/api.ts';
import {
  apiOf,
  assertNoSecret,
  clientOf,
  md5,
  plantedPassword,
  plantedToken,
  type ConnectionEntry,
} from '../../support/pbxClient.ts';
import { RawServer, type RawRequest, untilClose, withLength } from '../../support/rawServer.ts';

const token = '813b621cfe8eecf445a2ce1f4a079ffe';
/** OpenVox, add a SIP trunk. */
const documented: Trunk = {
  trunkname: 'to-108-16-test',
  trunktype: 'register',
  host: '172.16.108.16',
  port: '5060',
  username: '6100',
  authname: '6100',
  password: 'Rqzswb55',
};

const success = (request: RawRequest) =>
  request.line.includes('type=xml')
    ? '<?xml version="1.0" encoding="utf-8"?><xml><status>Success</status><token>t</token></xml>'
    : '{"status":"Success","token":"t","deviceinfo":{},"trunks":[],"trunkname":[]}';

describe('requests on the wire', () => {
  let server: RawServer;
  let api: PbxApi | undefined;
  beforeEach(async () => {
    server = await RawServer.start((request, socket) => socket.end(untilClose(success(request))));
  });
  afterEach(async () => {
    await api?.close();
    await server.stop();
  });

  /** Makes one call and returns the one request that came of it. */
  const sent = async (
    call: (api: PbxApi) => Promise<unknown>,
    more: ConnectionEntry = {},
    path = '',
  ): Promise<RawRequest> => {
    api = apiOf(server.url + path, more);
    await call(api);
    const [request, ...others] = server.requests;
    assert.ok(request);
    assert.equal(others.length, 0);
    return request;
  };
  const xml: ConnectionEntry = { format: 'xml' };
  const yeastar: ConnectionEntry = { apiVersion: 'v1.1.0' };
  const bodyOf = async (trunk: Trunk, more: ConnectionEntry = {}) =>
    (await sent((pbx) => pbx.add(token, trunk), more)).body;

  describe('siptrunk/add as OpenVox documents it, byte for byte', () => {
    it('in JSON', async () => {
      const { line, headers, body } = await sent((pbx) => pbx.add(token, documented));
      assert.equal(
        line,
        'POST /api/v0.0.1/siptrunk/add?token=813b621cfe8eecf445a2ce1f4a079ffe&type=json HTTP/1.1',
      );
      assert.equal(headers.get('content-type'), 'application/json; charset=utf-8');
      assert.equal(headers.get('content-length'), '148');
      assert.equal(headers.get('host'), `127.0.0.1:${server.port}`);
      assert.equal(
        body,
        '{"trunkname":"to-108-16-test","trunktype":"register","host":"172.16.108.16","port":"5060","username":"6100","authname":"6100","password":"Rqzswb55"}',
      );
    });

    it('in XML, with the Content-Type of JSON', async () => {
      const { line, headers, body } = await sent((pbx) => pbx.add(token, documented), xml);
      assert.equal(
        line,
        'POST /api/v0.0.1/siptrunk/add?token=813b621cfe8eecf445a2ce1f4a079ffe&type=xml HTTP/1.1',
      );
      assert.equal(headers.get('content-type'), 'application/json; charset=utf-8');
      assert.equal(
        body,
        '<?xml version="1.0" encoding="UTF-8" ?><xml><trunkname>to-108-16-test</trunkname><trunktype>register</trunktype><host>172.16.108.16</host><port>5060</port><domain>172.16.108.16</domain><username>6100</username><authname>6100</authname><password>Rqzswb55</password></xml>',
      );
    });

    it('whatever the order of the keys in the caller’s object', async () => {
      const reversed = Object.fromEntries(Object.entries(documented).reverse()) as Trunk;
      assert.match(
        await bodyOf(reversed),
        /^\{"trunkname":.*"trunktype":.*"host":.*"port":.*"username":.*"authname":.*"password":/,
      );
    });

    it('with no header beyond these and what HTTP needs', async () => {
      const { headers } = await sent((pbx) => pbx.add(token, documented));
      assert.deepEqual([...headers.keys()].sort(), ['connection', 'content-length', 'content-type', 'host']);
    });
  });

  describe('siptrunk/add', () => {
    it('goes to v1.1.0 without a type and with the domain, equal to the host when none is given', async () => {
      const { line, body } = await sent((pbx) => pbx.add(token, documented), yeastar);
      assert.equal(line, `POST /api/v1.1.0/siptrunk/add?token=${token} HTTP/1.1`);
      assert.equal(
        body,
        '{"trunkname":"to-108-16-test","trunktype":"register","host":"172.16.108.16","port":"5060","domain":"172.16.108.16","username":"6100","authname":"6100","password":"Rqzswb55"}',
      );
    });

    it('sends the domain that is given, in every dialect', async () => {
      const trunk: Trunk = { ...documented, domain: 'sip.example.com' };
      for (const more of [{}, xml, yeastar]) {
        server.requests.length = 0;
        assert.match(await bodyOf(trunk, more), /"domain":"sip\.example\.com"|<domain>sip\.example\.com</);
      }
    });

    it('puts fromuser between authname and password, and leaves a blank one out', async () => {
      assert.match(
        await bodyOf({ ...documented, fromuser: '004912' }),
        /"authname":"6100","fromuser":"004912","password":"Rqzswb55"\}$/,
      );
      server.requests.length = 0;
      assert.doesNotMatch(await bodyOf({ ...documented, fromuser: '' }), /fromuser/);
    });

    it('sends a peer and an account with their own fields alone', async () => {
      const peer: Trunk = { trunkname: 'p', trunktype: 'peer', host: '192.0.2.1', port: '5070' };
      const account: Trunk = {
        trunkname: 'a',
        trunktype: 'account',
        username: '0123',
        authname: '0123',
        password: 'x',
      };
      const bodies: string[] = [];
      for (const more of [{}, xml, yeastar]) {
        for (const trunk of [peer, account]) {
          server.requests.length = 0;
          bodies.push(await bodyOf(trunk, more));
        }
      }
      const head = '<?xml version="1.0" encoding="UTF-8" ?>';
      assert.deepEqual(bodies, [
        '{"trunkname":"p","trunktype":"peer","host":"192.0.2.1","port":"5070"}',
        '{"trunkname":"a","trunktype":"account","username":"0123","authname":"0123","password":"x"}',
        `${head}<xml><trunkname>p</trunkname><trunktype>peer</trunktype><host>192.0.2.1</host><port>5070</port><domain>192.0.2.1</domain></xml>`,
        `${head}<xml><trunkname>a</trunkname><trunktype>account</trunktype><username>0123</username><authname>0123</authname><password>x</password></xml>`,
        '{"trunkname":"p","trunktype":"peer","host":"192.0.2.1","port":"5070","domain":"192.0.2.1"}',
        '{"trunkname":"a","trunktype":"account","username":"0123","authname":"0123","password":"x"}',
      ]);
    });

    it('escapes what XML escapes, leaves the rest, and counts bytes, not characters', async () => {
      const { headers, body } = await sent(
        (pbx) => pbx.add(token, { ...documented, password: ` &<>"'&amp; é€😀 ` }),
        xml,
      );
      assert.ok(body.includes('<password> &amp;&lt;&gt;&quot;&apos;&amp;amp; é€😀 </password>'), body);
      assert.equal(headers.get('content-length'), String(Buffer.byteLength(body)));
    });

    it('escapes what JSON escapes', async () => {
      const body = await bodyOf({ ...documented, password: ` "\\/ é€😀 ` });
      assert.ok(body.endsWith(String.raw`"password":" \"\\/ é€😀 "}`), body);
    });
  });

  describe('siptrunk/update as OpenVox documents it, byte for byte', () => {
    const changed: Trunk = {
      trunkname: 'to-108-16',
      trunktype: 'register',
      host: '172.16.108.100',
      port: '5060',
      username: '6100',
      authname: '6100',
      password: '@123456wW',
    };

    it('in JSON, with the id before the fields of add', async () => {
      const { line, headers, body } = await sent((pbx) => pbx.update(token, '3', changed));
      assert.equal(line, `POST /api/v0.0.1/siptrunk/update?token=${token}&type=json HTTP/1.1`);
      assert.equal(headers.get('content-type'), 'application/json; charset=utf-8');
      assert.equal(
        body,
        '{"id":"3","trunkname":"to-108-16","trunktype":"register","host":"172.16.108.100","port":"5060","username":"6100","authname":"6100","password":"@123456wW"}',
      );
    });

    it('in XML, with the domain equal to the host and the Content-Type of JSON', async () => {
      const { line, headers, body } = await sent((pbx) => pbx.update(token, '3', changed), xml);
      assert.equal(line, `POST /api/v0.0.1/siptrunk/update?token=${token}&type=xml HTTP/1.1`);
      assert.equal(headers.get('content-type'), 'application/json; charset=utf-8');
      assert.equal(
        body,
        '<?xml version="1.0" encoding="UTF-8" ?><xml><id>3</id><trunkname>to-108-16</trunkname><trunktype>register</trunktype><host>172.16.108.100</host><port>5060</port><domain>172.16.108.100</domain><username>6100</username><authname>6100</authname><password>@123456wW</password></xml>',
      );
    });

    it('to v1.1.0 without a type and with the domain', async () => {
      const { line, body } = await sent((pbx) => pbx.update(token, '3', changed), yeastar);
      assert.equal(line, `POST /api/v1.1.0/siptrunk/update?token=${token} HTTP/1.1`);
      assert.equal(
        body,
        '{"id":"3","trunkname":"to-108-16","trunktype":"register","host":"172.16.108.100","port":"5060","domain":"172.16.108.100","username":"6100","authname":"6100","password":"@123456wW"}',
      );
    });

    it('whatever the order of the keys, and whatever the id looks like', async () => {
      const reversed = Object.fromEntries(Object.entries(changed).reverse()) as Trunk;
      const { body } = await sent((pbx) => pbx.update(token, '<07>', reversed), xml);
      assert.match(
        body,
        /<xml><id>&lt;07&gt;<\/id><trunkname>.*<trunktype>.*<host>.*<port>.*<domain>.*<username>.*<authname>.*<password>/,
      );
    });

    it('with a fromuser, and with a blank one where one is taken away', async () => {
      const bodies: string[] = [];
      for (const fromuser of ['004912', '']) {
        for (const more of [{}, xml, yeastar]) {
          server.requests.length = 0;
          bodies.push((await sent((pbx) => pbx.update(token, '3', { ...changed, fromuser }), more)).body);
        }
      }
      for (const [index, tail] of [
        '"authname":"6100","fromuser":"004912","password":"@123456wW"}',
        '<authname>6100</authname><fromuser>004912</fromuser><password>@123456wW</password></xml>',
        '"authname":"6100","fromuser":"004912","password":"@123456wW"}',
        '"authname":"6100","fromuser":"","password":"@123456wW"}',
        '<authname>6100</authname><fromuser></fromuser><password>@123456wW</password></xml>',
        '"authname":"6100","fromuser":"","password":"@123456wW"}',
      ].entries()) {
        assert.ok(bodies[index]?.endsWith(tail), bodies[index]);
      }
    });

    it('with a domain that is blank as with none', async () => {
      for (const more of [{}, xml, yeastar]) {
        const bodies: string[] = [];
        for (const trunk of [changed, { ...changed, domain: '' }]) {
          server.requests.length = 0;
          bodies.push((await sent((pbx) => pbx.update(token, '3', trunk), more)).body);
        }
        assert.equal(bodies[0], bodies[1]);
      }
    });

    it('for a peer and an account, with their own fields alone', async () => {
      const peer: Trunk = { trunkname: 'p', trunktype: 'peer', host: '192.0.2.1', port: '5070' };
      const account: Trunk = {
        trunkname: 'a',
        trunktype: 'account',
        username: '0123',
        authname: '0123',
        password: 'x',
      };
      const bodies: string[] = [];
      for (const trunk of [peer, account]) {
        for (const more of [{}, yeastar]) {
          server.requests.length = 0;
          bodies.push((await sent((pbx) => pbx.update(token, '1', trunk), more)).body);
        }
      }
      assert.deepEqual(bodies, [
        '{"id":"1","trunkname":"p","trunktype":"peer","host":"192.0.2.1","port":"5070"}',
        '{"id":"1","trunkname":"p","trunktype":"peer","host":"192.0.2.1","port":"5070","domain":"192.0.2.1"}',
        '{"id":"1","trunkname":"a","trunktype":"account","username":"0123","authname":"0123","password":"x"}',
        '{"id":"1","trunkname":"a","trunktype":"account","username":"0123","authname":"0123","password":"x"}',
      ]);
    });
  });

  describe('siptrunk/delete', () => {
    it('as OpenVox documents it, byte for byte, in JSON', async () => {
      const { line, headers, body } = await sent((pbx) => pbx.delete(token, 'to-108-16'));
      assert.equal(line, `POST /api/v0.0.1/siptrunk/delete?token=${token}&type=json HTTP/1.1`);
      assert.equal(headers.get('content-type'), 'application/json; charset=utf-8');
      assert.equal(body, '{"trunkname":"to-108-16"}');
    });

    it('as OpenVox documents it, byte for byte, in XML without a declaration', async () => {
      const { line, headers, body } = await sent((pbx) => pbx.delete(token, 'to-108-16'), xml);
      assert.equal(line, `POST /api/v0.0.1/siptrunk/delete?token=${token}&type=xml HTTP/1.1`);
      assert.equal(headers.get('content-type'), 'application/json; charset=utf-8');
      assert.equal(body, '<xml><trunkname>to-108-16</trunkname></xml>');
    });

    it('to v1.1.0', async () => {
      const { line, body } = await sent((pbx) => pbx.delete(token, 'to-108-16'), yeastar);
      assert.equal(line, `POST /api/v1.1.0/siptrunk/delete?token=${token} HTTP/1.1`);
      assert.equal(body, '{"trunkname":"to-108-16"}');
    });

    it('goes by the exact name, also where it only looks dangerous', async () => {
      const harmless = [
        'allo',
        'All trunks',
        'a l l',
        'mall',
        '-all',
        'all.',
        'алл',
        'ａｌｌ',
        'x，y',
        ' a ',
      ];
      for (const name of harmless) {
        server.requests.length = 0;
        assert.equal(
          (await sent((pbx) => pbx.delete(token, name))).body,
          JSON.stringify({ trunkname: name }),
        );
      }
      server.requests.length = 0;
      const { body } = await sent((pbx) => pbx.delete(token, '<all>&'), xml);
      assert.equal(body, '<xml><trunkname>&lt;all&gt;&amp;</trunkname></xml>');
    });

    const spaces = Array.from(
      ' \t\n\v\f\r\0\x01\x1c\x1f\x7f\x85\xa0\xad' +
        '\u1680\u180e\u2000\u2009\u200b\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\ud800',
    );
    const spellings = ['all', 'ALL', 'All', 'aLL', 'alL', 'AlL', 'aLl', 'ALl'];
    const dangerous = [
      ...spellings,
      '',
      ...spaces,
      ...spaces.map((space) => space.repeat(3)),
      ...['a,b', ',', 'all,', ',all', 'a,', 'to-108-16,all', ' a , b ', 'a,\u200b', '\u200b,'],
      ...spaces.flatMap((space) =>
        spellings.flatMap((word) => [space + word, word + space, `${space} ${word} ${space}`]),
      ),
    ];

    for (const more of [{}, xml, yeastar]) {
      it(`refuses what a PBX may read as several trunks, and sends nothing (${JSON.stringify(more)})`, async () => {
        const pbx = apiOf(server.url, more);
        for (const name of dangerous) {
          await assert.rejects(
            pbx.delete(token, name),
            (error: unknown) => error instanceof Error && error.message.includes('must never be sent'),
            JSON.stringify(name),
          );
        }
        await pbx.close();
        assert.deepEqual(server.requests, []);
      });
    }

    it('never sends “all”, a comma or nothing, whatever it is given', async () => {
      const letters = [...Array.from('aAlLaAlLaAlLx-0,'), 'all', 'ALL', 'aLl'];
      const alphabet = [...letters, ...letters, ...letters, ...spaces];
      // The same names in every run.
      let seed = 1;
      const random = (below: number) => {
        seed = (seed * 48_271) % 2_147_483_647;
        return seed % below;
      };
      const names = Array.from({ length: 1500 }, () =>
        Array.from({ length: random(6) }, () => alphabet[random(alphabet.length)] ?? '').join(''),
      );
      // What a caller without types may hand over.
      const strange = [['all'], { toString: () => 'all' }, null, undefined, 0] as unknown as string[];
      await server.stop();
      server = await RawServer.start((request, socket) => socket.write(withLength(success(request))));
      const pbx = apiOf(server.url);
      let refusals = 0;
      for (const name of [...names, ...strange]) {
        await pbx.delete(token, name).catch(() => (refusals += 1));
      }
      await pbx.close();
      assert.ok(refusals > 500 && server.requests.length > 300, `${refusals}, ${server.requests.length}`);
      assert.equal(refusals + server.requests.length, names.length + strange.length);
      for (const { body } of server.requests) {
        const { trunkname } = JSON.parse(body) as { trunkname: string };
        const seen = trunkname.replace(/[^\p{L}\p{N}\p{P}]/gu, '').toLowerCase();
        const whole = trunkname.trim().toLowerCase();
        assert.ok(seen !== '' && !seen.includes(','), body);
        assert.ok(whole !== 'all' && !/^[^\p{L}\p{N}\p{P}]*all[^\p{L}\p{N}\p{P}]*$/iu.test(whole), body);
        assert.doesNotMatch(trunkname, /\p{Cc}/u);
      }
    });

    it('is not sent for “all” by a signed-in PBX either', async () => {
      const pbx = clientOf(server.url, { credential: { token: 'kept' } });
      for (const name of ['all', ' ALL ', 'a,b', ' '])
        await assert.rejects(pbx.delete(name), /never be sent/);
      await pbx.close();
      assert.deepEqual(server.requests, []);
    });
  });

  it('encodes a token with characters that mean something in a URL', async () => {
    const { line } = await sent((pbx) => pbx.add('a+b/c=d&type=xml#e f%é', documented));
    assert.equal(
      line,
      'POST /api/v0.0.1/siptrunk/add?token=a%2Bb%2Fc%3Dd%26type%3Dxml%23e%20f%25%C3%A9&type=json HTTP/1.1',
    );
  });

  it('keeps the path prefix of the URL, with and without a slash at its end', async () => {
    for (const prefix of ['/pbx/hq', '/pbx/hq/', '/pbx%20s/hq']) {
      server.requests.length = 0;
      const { line } = await sent((pbx) => pbx.add('t', documented), {}, prefix);
      assert.equal(
        line,
        `POST ${prefix.replace(/\/$/, '')}/api/v0.0.1/siptrunk/add?token=t&type=json HTTP/1.1`,
      );
    }
  });

  describe('login', () => {
    const hash = 'e10adc3949ba59abbe56e057f20f883e';

    it('in JSON', async () => {
      const { line, headers, body } = await sent((pbx) => pbx.login('xiaoshao', hash));
      assert.equal(line, 'POST /api/v0.0.1/login?type=json HTTP/1.1');
      assert.equal(headers.get('content-type'), 'application/json; charset=utf-8');
      assert.equal(body, `{"username":"xiaoshao","password":"${hash}","port":"8260"}`);
    });

    it('in XML, the one body whose Content-Type says so', async () => {
      const { line, headers, body } = await sent((pbx) => pbx.login('api', hash), xml);
      assert.equal(line, 'POST /api/v0.0.1/login?type=xml HTTP/1.1');
      assert.equal(headers.get('content-type'), 'application/xml; charset=utf-8');
      assert.equal(
        body,
        `<?xml version="1.0" encoding="UTF-8" ?><xml><username>api</username><password>${hash}</password><port>8260</port></xml>`,
      );
    });

    it('to v1.1.0 without a query', async () => {
      const { line, body } = await sent((pbx) => pbx.login('api', hash), yeastar);
      assert.equal(line, 'POST /api/v1.1.0/login HTTP/1.1');
      assert.equal(body, `{"username":"api","password":"${hash}","port":"8260"}`);
    });

    it('sends the MD5 of the UTF-8 password in lower case, never the password', async () => {
      const pbx = clientOf(server.url, { credential: undefined });
      await pbx.session.signIn('123456');
      await pbx.session.signIn('pässwörd€');
      await pbx.close();
      assert.ok(server.requests[0]?.body.includes(`"password":"${hash}"`));
      assert.ok(server.requests[1]?.body.includes(`"password":"${md5('pässwörd€')}"`));
      assert.ok(!server.requests.some(({ bytes }) => bytes.includes('pässwörd')));
    });
  });

  it('sends no body and no Content-Type where the documentation has none', async () => {
    const lines: string[] = [];
    for (const more of [{}, xml, yeastar]) {
      const calls: ((pbx: PbxApi) => Promise<unknown>)[] = [
        (pbx) => pbx.logout('t'),
        (pbx) => pbx.deviceInfo('t'),
        (pbx) => pbx.statuses('t'),
        (pbx) => pbx.apply('t'),
      ];
      for (const call of calls) {
        server.requests.length = 0;
        const { line, headers, body } = await sent(call, more);
        assert.equal(body, '');
        assert.equal(headers.get('content-length'), '0');
        assert.equal(headers.get('content-type'), undefined);
        lines.push(line.replace(/ HTTP\/1\.1$/, ''));
      }
    }
    assert.deepEqual(lines, [
      'POST /api/v0.0.1/logout?token=t',
      'POST /api/v0.0.1/deviceinfo/query?token=t&type=json',
      'POST /api/v0.0.1/trunklist/query?token=t&type=json',
      'POST /api/v0.0.1/apply?token=t',
      'POST /api/v0.0.1/logout?token=t',
      'POST /api/v0.0.1/deviceinfo/query?token=t&type=xml',
      'POST /api/v0.0.1/trunklist/query?token=t&type=xml',
      'POST /api/v0.0.1/apply?token=t',
      'POST /api/v1.1.0/logout?token=t',
      'POST /api/v1.1.0/deviceinfo/query?token=t',
      'POST /api/v1.1.0/trunklist/query?token=t',
      'POST /api/v1.1.0/apply?token=t',
    ]);
  });

  it('queries by name and for all', async () => {
    const json = await sent((pbx) => pbx.trunks('t', 'to-108-16'));
    assert.equal(json.line, 'POST /api/v0.0.1/siptrunk/query?token=t&type=json HTTP/1.1');
    assert.equal(json.body, '{"trunkname":"to-108-16"}');
    server.requests.length = 0;
    const inXml = await sent((pbx) => pbx.trunks('t', 'all'), xml);
    assert.equal(inXml.line, 'POST /api/v0.0.1/siptrunk/query?token=t&type=xml HTTP/1.1');
    assert.equal(inXml.body, '<?xml version="1.0" encoding="UTF-8" ?><xml><trunkname>all</trunkname></xml>');
  });

  it('sends the trunk that a session adds with the token of that session', async () => {
    await server.stop();
    server = await RawServer.start((request, socket) => socket.write(withLength(success(request))));
    const pbx = clientOf(server.url, { credential: { token: 'kept&kept' } });
    await pbx.add({ ...documented, password: plantedPassword });
    await pbx.close();
    assert.deepEqual(
      server.requests.map(({ line }) => line),
      ['POST /api/v0.0.1/siptrunk/add?token=kept%26kept&type=json HTTP/1.1'],
    );
  });

  it('tells the log of each call what it was and how it ended, and no secret', async () => {
    await server.stop();
    server = await RawServer.start((request, socket) => {
      const refusal = '{"status":"Failed","errno":"10004"}';
      socket.write(withLength(request.line.includes('/add') ? refusal : success(request)));
    });
    const calls: CallRecord[] = [];
    const pbx = clientOf(server.url, {
      credential: { token: plantedToken },
      onCall: (call) => calls.push(call),
    });
    await pbx.trunks();
    await assert.rejects(pbx.add({ ...documented, password: plantedPassword }));
    await server.stop();
    await assert.rejects(pbx.add({ ...documented, password: plantedPassword }));
    await pbx.close();
    assert.deepEqual(
      calls.map(({ pbx: name, endpoint, error }) => [name, endpoint, error?.kind, error?.errno]),
      [
        ['hq', 'siptrunk/query', undefined, undefined],
        ['hq', 'siptrunk/add', 'refused', '10004'],
        ['hq', 'siptrunk/add', 'connection', undefined],
      ],
    );
    assert.ok(calls.every(({ milliseconds }) => milliseconds > 0));
    assertNoSecret(JSON.stringify(calls));
  });
});
