import assert from 'node:assert/strict';
import { readConnection } from '../../../../src/core/connection.ts';
import type { PbxApi } from '../../../../src/pbx/api.ts';
import { testConnection } from '../../../../src/pbx/checkConnection.ts';
import { apiOf, clientOf, failure, plantedToken, type ConnectionEntry } from '../../../support/pbxClient.ts';
import { RawServer } from '../../../support/rawServer.ts';

/** 中国 in GBK; no UTF-8. */
const gbkName = Buffer.from('\xd6\xd0\xb9\xfa', 'latin1');
/** München – € in Windows-1252; no UTF-8. */
const latinName = Buffer.from('M\xfcnchen \x96 \x80', 'latin1');
const json = 'Content-Type: application/json';

/** An answer that lists one trunk of that name. */
function jsonBody(name: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from('{"status":"Success","trunks":[{"trunkname":"'),
    name,
    Buffer.from('"}]}'),
  ]);
}

function xmlBody(name: Buffer, declaration: string): Buffer {
  return Buffer.concat([
    Buffer.from(`${declaration}<xml><status>Success</status><trunks><item id="0"><trunkname>`),
    name,
    Buffer.from('</trunkname></item></trunks></xml>'),
  ]);
}

function inUtf16(text: string, bigEndian = false): Buffer {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
}

describe('the encoding of an answer', () => {
  let server: RawServer;
  let apis: PbxApi[];
  let head: string;
  let body: Buffer;
  beforeEach(async () => {
    apis = [];
    server = await RawServer.start((_request, socket) => {
      const length = `Content-Length: ${body.length}\r\n\r\n`;
      socket.write(
        Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${head === '' ? '' : `${head}\r\n`}${length}`), body]),
      );
    });
  });
  afterEach(async () => {
    await Promise.all(apis.map((api) => api.close()));
    await server.stop();
  });

  const asked = (answer: Buffer, headers: string, more: ConnectionEntry) => {
    body = answer;
    head = headers;
    const api = apiOf(server.url, more);
    apis.push(api);
    return api.trunks('t', 'all');
  };
  const nameIn = async (answer: Buffer, headers = '', more: ConnectionEntry = {}) =>
    (await asked(answer, headers, more)).trunks[0]?.trunkname;
  const misfit = async (words: RegExp, answer: Buffer, headers = '', more: ConnectionEntry = {}) => {
    const error = await failure(asked(answer, headers, more), 'answer', words);
    assert.match(error.message, /^hq \(127\.0\.0\.1:\d+\) /);
    assert.match(error.message, /charset/);
    assert.doesNotMatch(error.message, /trunkname|\ufffd/);
    assert.ok(error.mayHaveArrived);
  };

  it('is UTF-8 where nobody says anything', async () => {
    assert.equal(await nameIn(jsonBody(Buffer.from('中国 é😀'))), '中国 é😀');
    assert.equal(await nameIn(xmlBody(Buffer.from('中国 é😀'), '')), '中国 é😀');
    for (const name of [gbkName, latinName]) {
      await misfit(/not in utf-8\. Set charset of this PBX in pbx\.connections/, jsonBody(name));
      await misfit(/not in utf-8\./, xmlBody(name, ''), json);
      await misfit(/not in utf-8\./, xmlBody(name, '<?xml version="1.0"?>'));
    }
  });

  it('is what the head declares, however it is spelt', async () => {
    for (const type of [
      `${json}; charset=gbk`,
      `${json};charset="GB2312"`,
      'content-type: text/html; x=y; Charset = gb18030',
      "Content-Type: text/xml; charset='GBK'; q=1",
    ]) {
      assert.equal(await nameIn(jsonBody(gbkName), type), '中国', type);
      assert.equal(await nameIn(xmlBody(gbkName, '<?xml version="1.0" encoding="utf-8"?>'), type), '中国');
    }
    assert.equal(await nameIn(jsonBody(latinName), `${json}; charset=ISO-8859-1`), 'München – €');
    // 中 in Shift_JIS ends in a byte that is no part of a character elsewhere.
    assert.equal(
      await nameIn(jsonBody(Buffer.from('\x92\x86', 'latin1')), `${json}; charset=Shift_JIS`),
      '中',
    );
  });

  it('is what the XML declares, where the head does not', async () => {
    for (const declaration of [
      '<?xml version="1.0" encoding="GBK"?>',
      "\r\n<?xml version='1.0' encoding = 'gb2312' standalone='yes'?>\n<!-- x -->",
    ]) {
      assert.equal(await nameIn(xmlBody(gbkName, declaration)), '中国');
      assert.equal(await nameIn(xmlBody(gbkName, declaration), json), '中国');
      assert.equal(await nameIn(xmlBody(gbkName, declaration), '', { charset: 'latin1' }), '中国');
    }
    const latin = '<?xml version="1.0" encoding="ISO-8859-1"?>';
    assert.equal(await nameIn(xmlBody(latinName, latin)), 'München – €');
  });

  it('is what a byte order mark says, whatever else is declared', async () => {
    const text = (name: string) => jsonBody(Buffer.from(name)).toString();
    for (const headers of ['', `${json}; charset=gbk`]) {
      for (const more of [{}, { charset: 'latin1' }]) {
        assert.equal(await nameIn(Buffer.from(`\ufeff${text('中é')}`), headers, more), '中é');
        assert.equal(await nameIn(inUtf16(text('中é')), headers, more), '中é');
        assert.equal(await nameIn(inUtf16(text('中é'), true), headers, more), '中é');
      }
    }
    const inXml = xmlBody(Buffer.from('中'), '<?xml version="1.0" encoding="utf-16"?>').toString();
    assert.equal(await nameIn(inUtf16(inXml)), '中');
    await misfit(
      /says that its answer is in utf-8, but it is not/,
      Buffer.concat([Buffer.from('\ufeff'), jsonBody(gbkName)]),
      '',
      { charset: 'gbk' },
    );
  });

  it('is the setting where nothing is declared, or nothing that exists', async () => {
    for (const headers of ['', json, `${json}; charset=`, `${json}; charset=none`, 'Content-Type: ;;']) {
      assert.equal(await nameIn(jsonBody(gbkName), headers, { charset: 'gbk' }), '中国', headers);
      assert.equal(await nameIn(jsonBody(latinName), headers, { charset: ' Latin1' }), 'München – €');
    }
    for (const declaration of ['', '<?xml version="1.0"?>', '<?xml version="1.0" encoding="x-none"?>']) {
      assert.equal(await nameIn(xmlBody(gbkName, declaration), '', { charset: 'gbk' }), '中国');
    }
    // A declaration that can be read as it stands is not in UTF-16.
    const utf16 = '<?xml version="1.0" encoding="utf-16"?>';
    assert.equal(await nameIn(xmlBody(Buffer.from('é'), utf16)), 'é');
  });

  it('is checked: bytes that do not fit are an error', async () => {
    const undeclared = /gave an answer that is not in gbk\./;
    await misfit(undeclared, jsonBody(Buffer.from('\x81\x20', 'latin1')), '', { charset: 'gbk' });
    await misfit(undeclared, jsonBody(Buffer.from('a\xffb', 'latin1')), '', { charset: 'gbk' });
    await misfit(/not in shift_jis\./, jsonBody(latinName), '', { charset: 'shift_jis' });
    for (const [type, encoding] of [
      ['utf-8', 'utf-8'],
      ['BIG5', 'big5'],
    ]) {
      const words = new RegExp(`says that its answer is in ${encoding}, but it is not\\. Set charset`);
      await misfit(words, jsonBody(latinName), `${json}; charset=${type}`);
      await misfit(words, xmlBody(latinName, `<?xml version="1.0" encoding="${type}"?>`));
    }
  });

  it('is the one that a person has set, where what is declared does not fit', async () => {
    const declaration = '<?xml version="1.0" encoding="utf-8"?>';
    assert.equal(await nameIn(jsonBody(gbkName), `${json}; charset=utf-8`, { charset: 'gbk' }), '中国');
    assert.equal(await nameIn(xmlBody(gbkName, declaration), json, { charset: 'gbk' }), '中国');
    // What fits is as it is declared.
    assert.equal(
      await nameIn(jsonBody(Buffer.from('中')), `${json}; charset=utf-8`, { charset: 'gbk' }),
      '中',
    );
    await misfit(
      /says that its answer is in utf-8, and charset of this PBX in pbx\.connections is shift_jis, but it is in neither/,
      jsonBody(latinName),
      `${json}; charset=utf-8`,
      { charset: 'shift_jis' },
    );
  });

  it('has no place for U+FFFD: what stood there was lost before', async () => {
    const lost =
      /answered with characters that are lost \(U\+FFFD\).*set charset.*if not, correct them there/;
    for (const name of ['M\ufffdnchen', 'M\\ufffdnchen', 'M\\uFFFDnchen', 'a\\\\\\ufffd']) {
      await misfit(lost, jsonBody(Buffer.from(name)));
      await misfit(lost, jsonBody(Buffer.from(name)), `${json}; charset=utf-8`);
    }
    for (const name of ['M\ufffdnchen', 'M&#xFFFD;nchen', 'M&#65533;nchen']) {
      await misfit(lost, xmlBody(Buffer.from(name), '<?xml version="1.0" encoding="utf-8"?>'));
    }
    assert.equal(await nameIn(jsonBody(Buffer.from('C:\\\\ufffd'))), 'C:\\ufffd');
  });

  it('takes half a character at the end for half an answer', async () => {
    const half = jsonBody(Buffer.from('中')).subarray(0, -6);
    for (const cut of [half, half.subarray(0, -1)]) {
      await failure(asked(cut, '', {}), 'answer', /only half of it/);
    }
    assert.equal(await nameIn(Buffer.concat([jsonBody(Buffer.from('a')), Buffer.from([0xc3])])), 'a');
  });

  it('is told by the test of a connection', async () => {
    body = Buffer.from('{"status":"Success","deviceinfo":{"devicename":"M\xfcnchen"}}', 'latin1');
    head = json;
    const test = async (charset?: string) => {
      const connection = charset === undefined ? {} : { charset };
      const pbx = clientOf(server.url, { connection, credential: { token: plantedToken } });
      const { steps, device } = await testConnection(pbx, 5000, new AbortController().signal);
      await pbx.close();
      return { last: steps.at(-1), device };
    };
    const { last } = await test();
    assert.equal(last?.ok, false);
    assert.match(last.message, /^hq .* gave an answer that is not in utf-8\. Set charset of this PBX/);
    const well = await test('latin1');
    assert.deepEqual([well.last?.ok, well.device?.devicename], [true, 'München']);
  });

  it('is a problem of the setting when nobody knows it', () => {
    for (const charset of ['gb-k', '', 'utf-7', 'unknown', 8, null]) {
      const read = readConnection('hq', { url: 'http://h:9011', charset });
      assert.ok('problem' in read, String(charset));
      assert.match(read.problem, /^charset must be the name of an encoding, such as utf-8, gbk, latin1\.$/);
    }
    const read = readConnection('hq', { url: 'http://h:9011' });
    assert.ok('connection' in read && !('charset' in read.connection));
  });
});
