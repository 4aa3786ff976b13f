import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { askItsp, type ItspQuestion } from '../../../src/sip/askItsp.ts';
import { namesOf } from '../../../src/sip/resolve.ts';
import { answerTo, SipServer, type SipAnswer } from '../../support/sipServer.ts';

const account = { username: '6100', authname: 'auth6100', password: 'Plant3d-Passw0rd' };
const challenge = 'WWW-Authenticate: Digest realm="r", nonce="n1", qop="auth"';

describe('a check with an ITSP', () => {
  let server: SipServer | undefined;
  const everSent: string[][] = [];
  const secrets: string[] = [];

  /** Asks a server that answers like this. */
  async function ask(answer: SipAnswer, question: Partial<ItspQuestion> = {}, giveUp = 300) {
    await server?.stop();
    server = await SipServer.start(answer);
    everSent.push(server.messages);
    const controller = new AbortController();
    const { port } = server;
    const result = await askItsp(
      { host: '127.0.0.1', port, domain: '', transport: 'udp', account, ...question },
      {
        names: namesOf(),
        timing: { resend: [20, 40, 80], giveUp },
        onSecret: (digest) => secrets.push(digest),
      },
      controller.signal,
    );
    return { ...result, messages: server.messages };
  }

  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  after('never sent a Contact or a password, and told every digest', () => {
    assert.ok(everSent.flat().length > 40);
    for (const message of everSent.flat()) {
      assert.doesNotMatch(message, /^(?:contact|m)\s*:/im);
      assert.doesNotMatch(message, /Plant3d/);
      assert.match(message, /^(?:REGISTER|OPTIONS) sip:[^@\r\n]+ SIP\/2\.0\r\n/);
      assert.match(message, /^Via: SIP\/2\.0\/(?:UDP|TCP) 127\.0\.0\.1:\d+;branch=z9hG4bK\w+;rport\r$/m);
      const [, digest] = /response="(\w+)"/.exec(message) ?? [];
      if (digest !== undefined) assert.ok(secrets.includes(digest));
    }
  });

  it('answers one challenge, with the account and the same call', async () => {
    const { verdict, messages } = await ask((message, send, count) => {
      send(answerTo(message, count === 1 ? '401 Unauthorized' : '200 OK', challenge));
    });
    assert.equal(verdict, 'works');
    const [first = '', second = ''] = messages;
    assert.match(second, /^Authorization: Digest username="auth6100", realm="r", nonce="n1", uri="sip:127/m);
    assert.match(second, /qop=auth, nc=00000001, cnonce="\w{32}"/);
    assert.match(first, /^To: <sip:6100@127\.0\.0\.1>\r$/m);
    const callOf = (text: string) => /^Call-ID: \w+/m.exec(text)?.[0];
    assert.equal(callOf(first), callOf(second));
    assert.match(second, /^CSeq: 2 REGISTER/m);
  });

  it('answers a second one only where the nonce was too old', async () => {
    const stale = challenge.replace('n1', 'n2').concat(', stale=TRUE');
    const { verdict, messages } = await ask((message, send, count) => {
      const [status, field] = (
        [
          ['401 Unauthorized', challenge],
          ['401 Unauthorized', stale],
          ['200 OK', 'Authentication-Info: nextnonce="n3"'],
        ] as const
      )[count - 1] ?? ['500 x', ''];
      send(answerTo(message, status, field));
    });
    assert.deepEqual([verdict, messages.length], ['works', 3]);
    assert.match(messages[2] ?? '', /nonce="n2"/);
  });

  it('is asked no fourth time, however stale each nonce is', async () => {
    const { verdict, messages } = await ask((message, send) => {
      send(answerTo(message, '401 Unauthorized', `${challenge}, stale=true`));
    });
    assert.deepEqual([verdict, messages.length], ['notJudged', 3]);
  });

  it('does not repeat a 401 or a 403 after an answer', async () => {
    for (const [status, expected] of [
      ['401 Unauthorized', 'wrongPassword'],
      ['403 Forbidden', 'refused'],
      ['407 Proxy Authentication Required', 'notJudged'],
    ] as const) {
      const { verdict, messages } = await ask((message, send, count) => {
        send(answerTo(message, count === 1 ? '401 Unauthorized' : status, challenge));
      });
      assert.deepEqual([verdict, messages.length], [expected, 2], status);
    }
  });

  it('answers a proxy too, in the field that it wants', async () => {
    const { verdict, messages } = await ask((message, send, count) => {
      const field = challenge.replace('WWW', 'Proxy');
      send(answerTo(message, count === 1 ? '407 Proxy Authentication Required' : '200 OK', field));
    });
    assert.equal(verdict, 'works');
    assert.match(messages[1] ?? '', /^Proxy-Authorization: Digest /m);
  });

  it('takes the first of many challenges that it knows, and none where it knows none', async () => {
    const unknown = Array.from({ length: 18 }, (_, at) =>
      challenge.replace('n1', `x${at.toString()}", algorithm="SHA-512`),
    );
    const known =
      'WWW-Authenticate: Digest realm="r", nonce="sha", algorithm=SHA-256, Digest realm="r", nonce="md5"';
    const answer =
      (...fields: string[]): SipAnswer =>
      (message, send, count) => {
        send(answerTo(message, count === 1 ? '401 Unauthorized' : '200 OK', ...fields));
      };
    const { verdict, messages } = await ask(answer(...unknown, known));
    assert.equal(verdict, 'works');
    assert.match(messages[1] ?? '', /nonce="sha".*response="\w{64}", algorithm=SHA-256\r/);
    const none = await ask(
      answer(...unknown, 'WWW-Authenticate: Digest realm="r", nonce="n", qop="auth-int"'),
    );
    assert.deepEqual([none.verdict, none.messages.length], ['notJudged', 1]);
  });

  it('sends a datagram again until it is answered, and gives up in the end', async () => {
    const late = await ask((message, send, count) => {
      if (count === 3) send(answerTo(message, '200 OK'));
    });
    assert.deepEqual([late.verdict, new Set(late.messages).size], ['works', 1]);
    const silent = await ask(() => undefined);
    assert.deepEqual([silent.verdict, silent.messages.length], ['silent', 4]);
  });

  it('hears no answer to another request, none that is provisional, and none from another port', async () => {
    const stranger = createSocket('udp4');
    const { verdict } = await ask((message, send) => {
      const answer = answerTo(message, '200 OK');
      send(answer.replace(/branch=\w+/, 'branch=z9hG4bKother'));
      send(answer.replace(/CSeq: 1 REGISTER/, 'CSeq: 2 REGISTER'));
      send(answer.replace(/CSeq: 1 REGISTER/, 'CSeq: 1 OPTIONS'));
      send(answer.replace('200 OK', '100 Trying'));
      send('\0\0\0');
      send(answer.replace('SIP/2.0 200', 'SIP/2.0 2000'));
      const [, port] = /Via: \S+ 127\.0\.0\.1:(\d+)/.exec(message) ?? [];
      stranger.send(answer, Number(port), '127.0.0.1');
    });
    stranger.close();
    assert.equal(verdict, 'silent');
  });

  it('understands compact, folded and oddly written fields', async () => {
    const { verdict, contacts } = await ask((message, send, count) => {
      const answer =
        count === 1
          ? answerTo(message, '401', 'www-AUTHENTICATE : Digest\r\n realm="a \\"b\\"",\r\n\tnonce=n')
          : answerTo(message, '200 OK', 'm: "a, b" <sip:a,b@c>, <sip:d@e>;q=1');
      send(answer.replace('Via:', 'v :').replace('CSeq: ', 'CSEQ:   '));
    });
    assert.deepEqual([verdict, contacts], ['works', 2]);
  });

  for (const [title, hostile] of Object.entries({
    'of more than 64 KiB': (answer: string) =>
      answer.replace('Content-Length: 0', `X: ${'x'.repeat(65_536)}`),
    'with endless fields': (answer: string) =>
      answer.replace('Content-Length: 0', `${'X: y\r\n'.repeat(101)}Y: z`),
    'with a body that is too long': (answer: string) => answer.replace('Length: 0', 'Length: 99999'),
    'with a length that is none': (answer: string) => answer.replace('Length: 0', 'Length: -1'),
    'that is a web page': () => 'HTTP/1.1 400 Bad Request\r\n\r\n',
  })) {
    it(`refuses an answer ${title}`, async () => {
      const { verdict, steps } = await ask(
        (message, send) => {
          send(hostile(answerTo(message, '200 OK')));
        },
        { transport: 'tcp' },
        5000,
      );
      assert.equal(verdict, 'noServer');
      assert.deepEqual(steps.at(-1)?.came, { trouble: 'unreadable', code: '' });
    });
  }

  it('reads an answer over TCP in whichever pieces it comes, behind blank lines and another answer', async () => {
    const { verdict } = await ask(
      (message, send) => {
        const answer = answerTo(message, '200 OK');
        const other = answer.replace('200 OK', '100 Trying').replace('Length: 0', 'Length: 4');
        for (const byte of Buffer.from(`\r\n\r\n${other}body${answer}${answer}`)) send(Buffer.from([byte]));
      },
      { transport: 'tcp' },
      5000,
    );
    assert.equal(verdict, 'works');
  });

  it('goes from UDP to TCP where UDP is silent, and says what answered', async () => {
    const { verdict, transport, steps } = await ask(
      (message, send) => {
        if (message.includes('/TCP')) send(answerTo(message, '200 OK'));
      },
      { transport: 'auto' },
    );
    assert.deepEqual([verdict, transport], ['works', 'tcp']);
    assert.deepEqual(steps[1]?.came, { trouble: 'silent', code: '' });
  });

  it('asks a server only whether it is there, where there is no account', async () => {
    for (const [status, expected] of [
      ['200 OK', 'works'],
      ['404 Not Found', 'works'],
      ['401 Unauthorized', 'works'],
      ['403 Forbidden', 'refused'],
    ] as const) {
      const { verdict, messages } = await ask(
        (message, send) => {
          send(answerTo(message, status, challenge));
        },
        { account: undefined },
      );
      assert.deepEqual([verdict, messages.length], [expected, 1], status);
      assert.match(messages[0] ?? '', /^OPTIONS sip:127\.0\.0\.1:\d+ /);
    }
  });

  it('writes no user that could end a line or an address', async () => {
    const { messages } = await ask(
      (message, send) => {
        send(answerTo(message, '404 Not Found'));
      },
      { account: { ...account, username: 'a b@c\r\nContact: <sip:x@y>' } },
    );
    assert.match(
      messages[0] ?? '',
      /^To: <sip:a%20b%40c%0D%0AContact%3A%20%3Csip%3Ax%40y%3E@127\.0\.0\.1>\r$/m,
    );
  });

  it('ends at once when it is stopped, and hears nothing after that', async () => {
    const controller = new AbortController();
    server = await SipServer.start((message, send) => {
      controller.abort(new Error('stopped'));
      send(answerTo(message, '200 OK'));
    });
    const question = { host: '127.0.0.1', port: server.port, domain: '', transport: 'udp', account } as const;
    await assert.rejects(
      askItsp(question, { names: namesOf(), onSecret: () => undefined }, controller.signal),
      /stopped/,
    );
  });
});
