import assert from 'node:assert/strict';
import type { PbxApi } from '../../../../src/pbx/api.ts';
import { apiOf, failure } from '../../../support/pbxClient.ts';
import { RawServer, withLength } from '../../../support/rawServer.ts';

const answer = '<xml><status>Success</status></xml>';

describe('a web page in place of an answer', () => {
  let server: RawServer;
  let api: PbxApi;
  let bytes: string | Buffer;
  beforeEach(async () => {
    server = await RawServer.start((_request, socket) => socket.write(bytes));
    api = apiOf(server.url);
  });
  afterEach(async () => {
    await api.close();
    await server.stop();
  });

  const refusal = (words: RegExp) => failure(api.apply('t'), 'answer', words);

  const pages: [string, string][] = [
    ['a page', '<html><body>Login</body></html>'],
    ['a page in capitals', '\n<HTML><BODY>{"status":"Success"}</BODY></HTML>'],
    ['half a page', '<html'],
    ['a document type', '<!DOCTYPE html><html><body>Login</body></html>'],
    ['an old document type', '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<title>302</title>'],
    ['a comment first', '<!-- login -->\n<html><head><title>x</title></head></html>'],
    ['comments and blank lines first', '\r\n\r\n<!-- a > b -->\n\n<!--\n-->\t<head></head>'],
    ['a byte order mark first', '\ufeff<!doctype html><p>Login'],
    ['a byte order mark behind a comment', '<!-- x -->\ufeff<body>'],
    ['an XML declaration first', '<?xml version="1.0"?>\n<!-- x --><html><head/></html>'],
    [
      'XHTML',
      '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><head/></html>',
    ],
    ['a script', '<script>window.location.replace("/cgi-bin/login")</script>'],
    ['a script with attributes', '<script type="text/javascript">top.location="/"</script>'],
    ['a redirect by meta', '<meta http-equiv="refresh" content="0;url=/login">'],
    ['a head', '<head><title>x</title></head>'],
    ['a body', '<body onload="go()">'],
    ['the error page of a small server', '<center><h1>502 Bad Gateway</h1></center><hr>'],
    ['a heading', '<h1>404</h1>'],
    ['text, then HTML', 'Error 404: Not Found\n<html><body>no</body></html>'],
    ['a warning of PHP before an answer', '<br />\n<b>Warning</b>: fopen()\n{"status":"Success"}'],
    ['a page with an answer in it', `<html><body>${answer}</body></html>`],
  ];
  for (const [name, page] of pages) {
    it(`is told by ${name}`, async () => {
      bytes = withLength(page);
      const error = await refusal(/^hq \(127\.0\.0\.1:\d+\) answered with a web page/);
      assert.match(error.message, /check the port/);
      assert.ok(error.mayHaveArrived);
    });
  }

  it('is told by its Content-Type where it is nothing else', async () => {
    for (const type of ['text/html', 'Text/HTML; charset=gb2312', 'application/xhtml+xml']) {
      bytes = withLength('Please sign in.', `Content-Type: ${type}\r\n`);
      await refusal(/web page/);
    }
  });

  it('is told in an encoding that is not declared', async () => {
    const body = Buffer.from('<html><title>\xb5\xc7\xc2\xbc</title></html>', 'latin1');
    bytes = Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`), body]);
    await refusal(/web page/);
  });

  it('is no answer, whatever stands before it', async () => {
    for (const whole of [
      answer,
      `<!-- saved by <html> -->${answer}`,
      `\ufeff\r\n<?xml version="1.0"?>\n<!-- a --><?pi b?>\n<!-- c -->\n${answer}`,
      `<?xml version="1.0"?><!-- a -->{"status":"Success"}`,
      `<xml><!-- <html> --><status>Success</status><note>&lt;html&gt;</note></xml>`,
      '{"status":"Success","note":"<html>"}',
    ]) {
      bytes = withLength(whole, 'Content-Type: text/html\r\n');
      await api.apply('t');
    }
  });

  it('is not half an answer or another document', async () => {
    for (const other of [
      '{"status":"Succ',
      '<xml><status>Succ',
      '<status>Success</status>',
      '<response><status>Success</status></response>',
      '<?xml version="1.0"?><!DOCTYPE xml [<!ENTITY a "b">]><xml><status>&a;</status></xml>',
      'Success',
      '<!-- busy -->',
    ]) {
      bytes = withLength(other);
      await refusal(/cannot be read, or only half of it/);
    }
    for (const half of ['{"status":"Succ', '<xml><status>Succ']) {
      bytes = withLength(half, 'Content-Type: text/html\r\n');
      await refusal(/cannot be read, or only half of it/);
    }
  });
});
