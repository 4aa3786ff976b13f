import assert from 'node:assert/strict';
import { escapeXml, Redactor } from '../../../../src/core/redaction/redact.ts';
import { withoutNamedSecrets } from '../../../../src/core/redaction/byPlace.ts';
import { formsIn, secretForms } from '../../../support/secretForms.ts';

const token = '813b621cfe8eecf445a2ce1f4a079ffe';

describe('The redactor, told of nothing, hides by place', () => {
  const cases: [title: string, text: string, secret: string][] = [
    ['a URL', `POST http://172.16.6.150:9011/api/v0.0.1/siptrunk/add?token=${token}&type=json`, token],
    ['a URL with a token that is not encoded', 'POST http://pbx/login?token=Rq,zs;wb55&type=json', 'wb55'],
    ['a URL in quotes', `connect to "https://pbx:8088/api/v1.1.0/apply?token=${token}" failed`, token],
    ['a JSON answer', `{"status":"Success","token":"${token}"}`, token],
    ['spaced JSON', `{ "token" : "${token}" }`, token],
    ['a JSON body', '{"authname":"6100","password":"Rqzswb55"}', 'Rqzswb55'],
    ['a JSON password with quotes', '{"password":"Rq\\"zswb55","x":1}', 'zswb55'],
    ['JSON cut off', '{"username":"api","password":"Rqzsw', 'Rqzsw'],
    ['a number for a password', '{"password":123456}', '123456'],
    ['JSON inside JSON', JSON.stringify({ body: JSON.stringify({ token, type: 'x' }) }), token],
    ['an XML body', '<xml><authname>6100</authname><password>Rqzswb55</password></xml>', 'Rqzswb55'],
    ['XML cut off', '<xml><password>Rqzsw', 'Rqzsw'],
    ['XML with CDATA', '<password><![CDATA[Rq<zswb55]]></password>', 'zswb55'],
    ['a sentence', 'The token: abc123def was refused', 'abc123def'],
    ['a form', 'user=api&password=hunter2', 'hunter2'],
    ['capitals', 'Password = hunter2', 'hunter2'],
    ['YAML', '  password: hunter2\n', 'hunter2'],
    ['YAML in double quotes', '  password: "hunter 2 and more"\n', 'more'],
    ['JSON in JSON in JSON', JSON.stringify(JSON.stringify(JSON.stringify({ token }))), token],
    ['a URL with a name', 'http://proxy-user:hunter2@proxy:3128 is down', 'hunter2'],
    ['the head of a request', 'Proxy-Authorization: Basic cHJveHk6aHVudGVyMg==', 'cHJveHk6aHVudGVyMg'],
    ['YAML in single quotes', "  password: 'hunter 2 and more'\n", 'more'],
  ];
  for (const [title, text, secret] of cases) {
    it(title, () => {
      assert.ok(text.includes(secret));
      const clean = new Redactor().redact(text);
      assert.ok(!clean.includes(secret), clean);
      assert.ok(clean.includes('•••'));
    });
  }

  for (const [title, head, piece, tail] of [
    ['JSON', '{"password":"', 'Rqzs', '"}'],
    ['JSON with quotes', '{"password":"', 'Rq\\"zs', '"}'],
    ['JSON of backslashes', '{"password":"Rqzs', '\\\\', '"}'],
    ['a sentence', 'password: "', 'Rqzs', '"'],
    ['a sentence of quotes', 'password: "Rqzs', '\\"', '"'],
    ['XML', '<password>', 'Rqzs', '</password>'],
  ] as const) {
    it(`in the longest answer there may be: ${title}`, () => {
      const clean = withoutNamedSecrets(head + piece.repeat((8 * 1024 * 1024) / piece.length) + tail);
      assert.ok(!clean.includes('Rq') && clean.length < 40, clean.slice(0, 80));
    });
  }

  it('and leaves the rest of the line', () => {
    const redactor = new Redactor();
    assert.equal(
      redactor.redact(`http://pbx:9011/api/v0.0.1/siptrunk/query?token=${token}&type=xml is down`),
      'http://pbx:9011/api/v0.0.1/siptrunk/query?token=•••&type=xml is down',
    );
    assert.equal(
      redactor.redact('{"trunkname":"a","password":"Rq","id":"3"}'),
      '{"trunkname":"a","password":"•••","id":"3"}',
    );
    assert.equal(
      redactor.redact('<trunkname>a</trunkname><password>Rq</password><id>3</id>'),
      '<trunkname>a</trunkname><password>•••</password><id>3</id>',
    );
  });

  for (const harmless of [
    'password is missing. The ITSP gives it with the account.',
    'password: ${secret:itsp-0123}',
    'password: "${env:PASSWORD}"',
    'Sign in with a token or a password.',
    '{"status":"Failed","errno":"20003"}',
    '12 added, 1 unchanged',
  ]) {
    it(`leaves alone: ${harmless}`, () => {
      assert.equal(new Redactor().redact(harmless), harmless);
    });
  }

  it('does no harm when it is applied twice', () => {
    const redactor = new Redactor();
    for (const [, text] of cases) {
      const once = redactor.redact(text);
      assert.equal(redactor.redact(once), once);
    }
  });
});

describe('The redactor, told of a secret, hides it anywhere', () => {
  const secret = 'p&ss"w<rd/ü$&';
  const redactor = new Redactor();
  redactor.add(secret);
  redactor.add(`${secret} and more`);
  for (const [title, written] of [
    ['as it is', secret],
    ['in a URL', encodeURIComponent(secret)],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['in XML', escapeXml(secret)],
    ['inside a longer word', `x${secret}y`],
  ] as const) {
    it(title, () => {
      const clean = redactor.redact(`before ${written} after`);
      assert.match(clean, /^before x?•••y? after$/);
    });
  }
  it('and the longest first', () => {
    assert.equal(redactor.redact(`<${secret} and more>`), '<•••>');
  });
  it('also one of four characters, at the very end', () => {
    const short = new Redactor();
    short.add('ab1$');
    assert.equal(short.redact('It is ab1$'), 'It is •••');
  });
  it('but nothing so short that every text would suffer', () => {
    const short = new Redactor();
    short.add('abc');
    short.add('');
    short.add(undefined);
    assert.equal(short.redact('abcdef'), 'abcdef');
  });
  it('even one that cannot be written in a URL', () => {
    const odd = new Redactor();
    odd.add('half\ud800pair');
    assert.equal(odd.redact('a half\ud800pair b'), 'a ••• b');
  });
});

describe('The redactor, told of 25 secrets', () => {
  const secrets = Array.from(
    { length: 25 },
    (_, index) => `pl4nted "${index.toString()}" & <'Passw0rd'>/\\+%ü${index.toString()}`,
  );
  const redactor = new Redactor();
  for (const secret of secrets) redactor.add(secret);

  for (const name of Object.keys(secretForms('x'))) {
    it(`hides each of them ${name}`, () => {
      for (const secret of secrets) {
        const form = secretForms(secret)[name] ?? '';
        for (const text of [`<${form}>`, `"${form}"`, `errno: ${form}\n`, `a=${form}&b=1`]) {
          const clean = redactor.redact(text);
          assert.deepEqual(formsIn(clean, secret), [], clean);
          assert.ok(clean.includes('•••') && clean.startsWith(text[0] ?? ''), clean);
        }
      }
    });
  }

  it('leaves names that it is told of, where they stand', () => {
    const known = new Redactor();
    known.add('6100');
    assert.equal(known.redact('6100: errno 6100, sip-6100', ['6100']), '6100: errno 6100, sip-6100');
    assert.equal(known.redact('x-6100: 6100', ['hq', 'x-6100', '']), 'x-6100: •••');
    assert.equal(known.redact('password: 6100', ['6100']), 'password: •••');
    known.add('from hq (https://evil');
    assert.equal(
      known.redact('Delete it from hq (https://evil:8088)? from hq (https://evil', [
        'hq (https://evil:8088)',
      ]),
      'Delete it •••hq (https://evil:8088)? •••',
    );
    known.add('ab-6101-cd');
    assert.equal(known.redact('ab-6101-cd', ['6101']), '•••6101•••');
    assert.equal(known.redact('ab-6101-cd', ['6', 'a']), '•••');
  });
  it('leaves a number or a blank alone', () => {
    const known = new Redactor();
    for (const secret of ['100', '    ', '++++', '"+"+"+"+"']) known.add(secret);
    assert.equal(known.redact('trunk 100:     a + b   "c"'), 'trunk 100:     a + b   "c"');
  });
});

describe('The redactor, told of 30,000 secrets', () => {
  // Found one by one, they would take hours; none of it is measured.
  it('finds them in a long text that looks like all of them', () => {
    const redactor = new Redactor();
    const secrets = Array.from(
      { length: 30_000 },
      (_, index) => `${'secret-'.repeat(4)}${index.toString()}-`,
    );
    for (const secret of secrets) redactor.add(secret);
    const text = 'secret-'.repeat(100_000);
    assert.equal(redactor.redact(text), text);
    assert.equal(redactor.redact(`${text} ${secrets[29_999] ?? ''} ${text}`), `${text} ••• ${text}`);
    const clean = redactor.redact(secrets.map((secret) => Buffer.from(secret).toString('base64')).join('\n'));
    assert.equal(clean, secrets.map(() => '•••').join('\n'));
  }).timeout(60_000);
});

describe('Text in XML', () => {
  it('keeps its meaning', () => {
    assert.equal(escapeXml(`a<b>&"c'&amp;`), 'a&lt;b&gt;&amp;&quot;c&apos;&amp;amp;');
  });
});
