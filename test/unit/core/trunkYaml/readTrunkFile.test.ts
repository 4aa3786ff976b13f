import assert from 'node:assert/strict';
import { readTrunkFile } from '../../../../src/core/trunkYaml/readTrunkFile.ts';
import { rangeOf, secretNames } from '../../../../src/core/trunkYaml/trunkFile.ts';
import { peer, peers, problemsOf, valuesOf } from './marked.ts';

const documented = `pbx: [hq, branch-1]            # optional: one name or several; absent = ask
trunks:
  - trunkname: to-108-16-test
    trunktype: register        # register | peer | account
    host: 172.16.108.16
    port: 5060
    username: 0123             # read as the text "0123": every value is the text that was written
    authname: 0123
    password: \${secret:itsp-0123}
    # domain, fromuser: optional
`;

describe('A trunk YAML', () => {
  it('as the contract has it', () => {
    const file = readTrunkFile(documented);
    assert.deepEqual(file.problems, []);
    assert.deepEqual(valuesOf(documented), [
      [
        {
          trunkname: 'to-108-16-test',
          trunktype: 'register',
          host: '172.16.108.16',
          port: '5060',
          username: '0123',
          authname: '0123',
          password: '${secret:itsp-0123}',
        },
      ],
    ]);
    const [document] = file.documents;
    assert.deepEqual(document?.pbxNames, [
      { name: 'hq', range: { start: { line: 0, character: 6 }, end: { line: 0, character: 8 } } },
      { name: 'branch-1', range: { start: { line: 0, character: 10 }, end: { line: 0, character: 18 } } },
    ]);
    const entry = document.trunks[0];
    assert.ok(entry);
    assert.equal(entry.trunkname, 'to-108-16-test');
    assert.deepEqual(entry.secrets, ['itsp-0123']);
    assert.deepEqual(entry.env, []);
    assert.deepEqual(entry.range, { start: { line: 2, character: 4 }, end: { line: 8, character: 33 } });
    assert.deepEqual(rangeOf(entry, 'host'), {
      start: { line: 4, character: 10 },
      end: { line: 4, character: 23 },
    });
    const head = { start: { line: 2, character: 4 }, end: { line: 2, character: 29 } };
    assert.deepEqual(rangeOf(entry, 'domain'), head);
    assert.deepEqual(rangeOf(entry, 'toString'), head);
  });

  it('may be one trunk, with and without pbx', () => {
    assert.deepEqual(problemsOf(peer('a')), []);
    const file = readTrunkFile(`pbx: hq\n${peer('a')}`);
    assert.deepEqual(file.problems, []);
    assert.deepEqual(
      file.documents.map(({ pbxNames, trunks }) => [pbxNames?.map(({ name }) => name), trunks.length]),
      [[['hq'], 1]],
    );
    assert.deepEqual(Object.keys(file.documents[0]?.trunks[0]?.values ?? {}), [
      'trunkname',
      'trunktype',
      'host',
      'port',
    ]);
  });

  it('may be a bare list', () => {
    const text = peers('a', 'b').replace('trunks:\n', '');
    assert.deepEqual(problemsOf(text), []);
    assert.equal(valuesOf(text)[0]?.length, 2);
    assert.equal(readTrunkFile(text).documents[0]?.pbxNames, undefined);
  });

  it('may have several documents, of which empty ones do not count', () => {
    const text = `---\n# nothing\n---\npbx: hq\n${peers('a')}---\n\n---\n${peer('b')}---\npbx: [x, y]\n${peers('c', 'd')}...\n---\n`;
    const file = readTrunkFile(text);
    assert.deepEqual(file.problems, []);
    assert.deepEqual(
      file.documents.map(({ pbxNames, trunks }) => [
        pbxNames?.map(({ name }) => name),
        trunks.map(({ trunkname }) => trunkname),
      ]),
      [
        [['hq'], ['a']],
        [undefined, ['b']],
        [
          ['x', 'y'],
          ['c', 'd'],
        ],
      ],
    );
  });

  for (const empty of [
    '',
    '\n',
    '# only words\n',
    '---\n---\n',
    'trunks:\n',
    'trunks: []\n',
    'pbx: hq\n',
    '[]',
    'x-a: 1\n',
  ]) {
    it(`without a trunk has a warning: ${JSON.stringify(empty)}`, () => {
      const { problems, documents } = readTrunkFile(empty);
      assert.deepEqual(
        problems.map(({ severity, code }) => [severity, code]),
        [['warning', 'no-trunk']],
      );
      assert.equal(documents.flatMap(({ trunks }) => trunks).length, 0);
    });
  }

  it('names its secrets and variables, each once', () => {
    const text = `trunkname: t-\${env:SITE}
trunktype: register
host: \${env:SITE}.example.com
port: \${env:PORT}
username: \${secret:b}
authname: \${secret:b}
password: \${secret:a}-\${secret:b}
---
trunkname: u
trunktype: account
username: $\${secret:not}
authname: x
password: \${secret:c}
`;
    assert.deepEqual(problemsOf(text), []);
    const file = readTrunkFile(text);
    assert.deepEqual(secretNames(file), ['b', 'a', 'c']);
    assert.deepEqual(file.documents[0]?.trunks[0]?.env, ['SITE', 'PORT']);
    assert.deepEqual(file.documents[0].trunks[0].secrets, ['b', 'a']);
  });
});

describe('A value in a trunk YAML is the text as written', () => {
  const cases: [written: string, text: string][] = [
    ...[
      '0123',
      'yes',
      'null',
      '1.10',
      '~',
      '0x10',
      '2026-01-01',
      '1e3',
      '.inf',
      '12:30:45',
      'a b',
      'a#b',
      'a:b',
      'Ümläut',
      '号码',
      '$5',
      '-x',
      '=',
      '007_1',
    ].map((text): [string, string] => [text, text]),
    ['', ''],
    ['# only a comment', ''],
    ['0123   # a comment', '0123'],
    ['"0123"', '0123'],
    ['" a: b # c "', ' a: b # c '],
    ["'it''s'", "it's"],
    [String.raw`"tab\x41\u00fc\"\\"`, 'tabAü"\\'],
    ['>-\n  one\n  two', 'one two'],
    ['|-\n  one', 'one'],
    ['one\n  two', 'one two'],
    ['!!str 5', '5'],
    ['&anchor x', 'x'],
    ['<<', '<<'],
  ];
  for (const [written, text] of cases) {
    it(`${JSON.stringify(written)} → ${JSON.stringify(text)}`, () => {
      assert.equal(valuesOf(`trunkname: ${written}\nhost: x\n`)[0]?.[0]?.['trunkname'], text);
    });
  }
  it('in brackets too', () => {
    assert.deepEqual(valuesOf('{trunkname: 0123, host: "a, b", port: }'), [
      [{ trunkname: '0123', host: 'a, b', port: '' }],
    ]);
  });
});

describe('Anchors, aliases and merge keys', () => {
  it('share values between trunks', () => {
    const text = `x-itsp: &itsp
  trunktype: peer
  host: &host sip.example.com
  port: 5060
trunks:
  - trunkname: a
    <<: *itsp
  - <<: *itsp
    trunkname: b
    port: 5061
  - { trunkname: c, trunktype: peer, host: *host, port: 5060 }
  - &d { trunkname: d, <<: [{ port: 5062 }, *itsp] }
`;
    assert.deepEqual(problemsOf(text), []);
    const shared = { trunktype: 'peer', host: 'sip.example.com' };
    assert.deepEqual(valuesOf(text), [
      [
        { trunkname: 'a', ...shared, port: '5060' },
        { trunkname: 'b', ...shared, port: '5061' },
        { trunkname: 'c', ...shared, port: '5060' },
        { trunkname: 'd', ...shared, port: '5062' },
      ],
    ]);
    const entry = readTrunkFile(text).documents[0]?.trunks[1];
    assert.ok(entry);
    assert.deepEqual(rangeOf(entry, 'host').start, { line: 7, character: 4 });
  });

  it('take the last anchor of a name above them, and none of another document', () => {
    const text = `x-a: &a one\nx-b: &a two\ntrunkname: *a\n---\ntrunkname: *a\n`;
    assert.deepEqual(valuesOf(text), [[{ trunkname: 'two' }]]);
    assert.ok(problemsOf(text).includes('4:11 error alias «*a»'));
  });

  it('show a mistake where the trunk takes it over, but a password where it is written', () => {
    const text = `x-itsp: &itsp
  trunktype: register
  host: a b
  port: 5060
  username: 1
  authname: 1
  password: &pw hunter2
trunks:
  - { trunkname: a, <<: *itsp }
  - { trunkname: b, <<: *itsp }
  - { trunkname: c, trunktype: account, username: 1, authname: 1, password: *pw }
`;
    assert.deepEqual(problemsOf(text), [
      '6:16 warning plain-password «hunter2»',
      '8:20 error field «<<»',
      '9:20 error field «<<»',
    ]);
  });

  for (const [title, text, problem] of [
    ['an alias without an anchor', 'trunkname: *nobody\n', '0:11 error alias «*nobody»'],
    ['an alias inside its own anchor', 'x-a: &a [b, *a]\ntrunkname: x\n', '0:12 error alias «*a»'],
    ['a merge key with itself', 'trunks:\n  - &a\n    <<: *a\n', '2:8 error alias «*a»'],
    ['a merge key with a text', '- trunkname: x\n  <<: y\n', '1:2 error merge «<<»'],
    ['a merge key with a list of texts', '- trunkname: x\n  <<: [y]\n', '1:2 error merge «<<»'],
  ] as const) {
    it(`${title} is an error`, () => {
      assert.ok(problemsOf(text).includes(problem), problemsOf(text).join('\n'));
    });
  }
});

describe('What is wrong with a trunk YAML is shown in its place', () => {
  const list = 'trunks:\n  - trunkname: a\n    trunktype: peer\n    host: h\n    port: 5060\n';
  const cases: [title: string, text: string, problems: string[]][] = [
    ['a bad port', list.replace('5060', '70000'), ['4:10 error field «70000»']],
    ['a blank port', list.replace('5060', ''), ['4:4 error field «port»']],
    ['a missing host', list.replace('    host: h\n', ''), ['1:4 error field «trunkname: a»']],
    ['a reserved name', list.replace(': a', ': "ALL "'), ['1:15 error field «"ALL "»']],
    ['a field of another type', `${list}    username: x\n`, ['5:14 error field «x»']],
    [
      'a field of another type with advice about its value',
      `${list}    username: &v x\n`,
      ['5:14 warning field-advice «&v x»', '5:17 error field «x»'],
    ],
    ['an unknown field', `${list}    hots: x\n`, ['5:4 error unknown-key «hots»']],
    [
      'two unknown fields',
      `${list}    abc: x\n    def: y\n`,
      ['5:4 error unknown-key «abc»', '6:4 error unknown-key «def»'],
    ],
    ['pbx in a trunk', `${list}    pbx: hq\n`, ['5:4 error unknown-key «pbx»']],
    ['x- in a trunk', `${list}    x-a: hq\n`, ['5:4 error unknown-key «x-a»']],
    ['an unknown key of the document', `${list}bpx: hq\n`, ['5:0 error unknown-key «bpx»']],
    ['a field beside the list', `${list}host: h\n`, ['5:0 error unknown-key «host»']],
    ['a misspelt list', list.replace('trunks', 'trunk'), ['0:0 error unknown-key «trunk»']],
    ['a key twice', `${list}    host: other\n`, ['5:4 error duplicate-key «host»']],
    ['a key twice in the document', `${list}trunks: []\n`, ['5:0 error duplicate-key «trunks»']],
    ['a list for a value', list.replace('host: h', 'host: [h]'), ['3:4 error wrong-shape «host»']],
    ['a map for a value', list.replace('host: h', 'host: {h: i}'), ['3:4 error wrong-shape «host»']],
    ['a list for a key', `${list}    ? [a]\n    : x\n`, ['5:6 error wrong-shape «[a]»']],
    ['a text for a trunk', `${list}  - b\n`, ['5:4 error field «b»']],
    ['an empty item', `${list}  -\n`, ['5:3 error field «»']],
    ['a map for the list', 'trunks:\n  trunkname: a\n', ['0:0 error wrong-shape «trunks»']],
    ['a text for the list', 'trunks: a\n', ['0:8 error wrong-shape «a»']],
    ['a text for the document', 'trunk\n', ['0:0 error wrong-shape «trunk»']],
    ['a blank pbx', `pbx:\n${list}`, ['0:0 error pbx «pbx»']],
    ['an empty list of PBXes', `pbx: []\n${list}`, ['0:5 error pbx «[]»']],
    ['a map for pbx', `pbx: {a: b}\n${list}`, ['0:0 error pbx «pbx»']],
    ['a PBX twice', `pbx:\n  - a\n  - b\n  - a\n${list}`, ['3:4 warning pbx «a»']],
    ['a placeholder that means nothing', list.replace(': h', ': a${x}'), ['3:10 error placeholder «a${x}»']],
    ['a name that ends in a space', list.replace(': a', ': "a "'), ['1:15 warning field-advice «"a "»']],
    [
      'a wrong type hides nothing else',
      `${list}${peers('b').replace('trunks:\n', '').replace('peer', 'pear').replace('5060', '0')}`,
      ['6:15 error field «pear»', '8:10 error field «0»'],
    ],
    [
      'a block of text',
      `- trunkname: |\n    a\n\n  trunktype: peer\n  host: h\n  port: 5060\n`,
      ['0:13 error field «|»'],
    ],
  ];
  for (const [title, text, problems] of cases) {
    it(title, () => {
      assert.deepEqual(problemsOf(text), problems);
    });
  }

  it('in the order of the file, whatever is found first', () => {
    assert.deepEqual(
      problemsOf(`${list}    hots: x\n${list.replace('trunks:\n', '').replace('5060', '0')}bpx: x\n`),
      [
        '5:4 error unknown-key «hots»',
        '6:15 error duplicate-trunk «a»',
        '9:10 error field «0»',
        '10:0 error unknown-key «bpx»',
      ],
    );
  });

  it('behind characters of two units, as VS Code counts', () => {
    assert.deepEqual(problemsOf('{trunkname: "😀😀", trunktype: peer, host: h, port: 0}'), [
      '0:52 error field «0»',
    ]);
  });

  for (const [hint, key, value] of [
    ['host', 'hots', 'x'],
    ['trunkname', 'trunk_name', 'x'],
    ['trunktype', 'type', 'x'],
    ['authname', 'AuthName', 'x'],
    ['password', 'pasword', 'x'],
  ] as const) {
    it(`with a hint: ${key} → ${hint}`, () => {
      const [problem] = readTrunkFile(`${list}    ${key}: ${value}\n`).problems;
      assert.match(problem?.message ?? '', new RegExp(`Did you mean ${hint}\\?`));
    });
  }
  it('with a hint that a misspelt list is the list', () => {
    const [problem] = readTrunkFile(list.replace('trunks', 'Trunk')).problems;
    assert.match(problem?.message ?? '', /Did you mean trunks\?/);
  });
  it('without a wild guess', () => {
    const [problem] = readTrunkFile(`${list}    colour: blue\n`).problems;
    assert.doesNotMatch(problem?.message ?? '', /Did you mean/);
    assert.match(problem?.message ?? '', /trunkname.*password/);
  });
});

describe('Placeholders in a trunk YAML', () => {
  it('stand for values that fit', () => {
    assert.deepEqual(
      problemsOf(
        'trunkname: ${env:A}\ntrunktype: ${env:T}\nhost: ${env:H}.example\nport: 50${env:P}\nusername: ${env:U}\nauthname: ${env:U}\npassword: ${secret:s}\n',
      ),
      [],
    );
  });
  it('do not excuse what is certainly wrong', () => {
    assert.deepEqual(
      problemsOf('trunkname: "a,${env:A}"\ntrunktype: ${env:T}\nhost: "${env:H}:5060"\nport: 5060\n'),
      ['0:11 error field «"a,${env:A}"»', '2:6 error field «"${env:H}:5060"»'],
    );
  });
  it('need no advice', () => {
    assert.deepEqual(
      problemsOf(
        'trunkname: a\ntrunktype: account\nusername: "a;${env:U}"\nauthname: "a;b"\npassword: "${secret:a b}"\n',
      ),
      ['3:10 warning field-advice «"a;b"»'],
    );
  });
});

describe('A password in plain text', () => {
  const account = 'trunkname: a\ntrunktype: account\nusername: u\nauthname: u\npassword: ';
  for (const [written, underlined] of [
    ['hunter2', 'hunter2'],
    ['"hunter 2"', '"hunter 2"'],
    ['$${env:X}', '$${env:X}'],
    ['"hunter;2"', '"hunter;2"'],
    ['|-\n  hunter2\n', '|-'],
  ] as const) {
    it(`is a warning, and one only: ${JSON.stringify(written)}`, () => {
      assert.deepEqual(problemsOf(account + written), [`4:10 warning plain-password «${underlined}»`]);
    });
  }
  it('that is blank is missing, not plain', () => {
    assert.deepEqual(problemsOf(`${account}""`), ['4:10 error field «""»']);
  });
  it('is still one when something else is wrong', () => {
    assert.deepEqual(problemsOf(`${account.replace('account', 'acount')}hunter2`), [
      '1:11 error field «acount»',
      '4:10 warning plain-password «hunter2»',
    ]);
  });
});

describe('A trunk name that is taken', () => {
  const document = (pbx: string, ...names: string[]) => `${pbx && `pbx: ${pbx}\n`}${peers(...names)}---\n`;
  const cases: [title: string, text: string, lines: number[]][] = [
    ['in one list', document('', 'a', 'b', 'a', 'a'), [9, 13]],
    ['in two documents without pbx', document('', 'a') + document('', 'a'), [7]],
    ['in documents for one PBX', document('hq', 'a') + document('hq', 'a'), [9]],
    ['in documents that share a PBX', document('[x, y]', 'a') + document('[y, z]', 'a'), [9]],
    ['in the third document', document('x', 'a') + document('y', 'a') + document('[z, x]', 'a'), [16]],
  ];
  for (const [title, text, lines] of cases) {
    it(title, () => {
      const { problems } = readTrunkFile(text);
      assert.deepEqual(
        problems.map(({ code, severity, start }) => [code, severity, start.line]),
        lines.map((line) => ['duplicate-trunk', 'error', line]),
      );
    });
  }
  for (const [title, text] of [
    ['on another PBX', document('x', 'a') + document('y', 'a') + document('z', 'a')],
    ['where one document asks for its PBX', document('x', 'a') + document('', 'a')],
    ['in another case', document('', 'a', 'A', 'a-')],
  ] as const) {
    it(`is free ${title}`, () => {
      assert.deepEqual(problemsOf(text), []);
    });
  }
  it('is an error even where there is advice about the name', () => {
    assert.deepEqual(problemsOf(peers('"a "', '"a "')).slice(1), ['5:15 error duplicate-trunk «"a "»']);
  });
  it('names the PBX', () => {
    const [problem] = readTrunkFile(document('[x, y]', 'a') + document('[y, z]', 'a')).problems;
    assert.match(problem?.message ?? '', / on y\./);
  });
});
