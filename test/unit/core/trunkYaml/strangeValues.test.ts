import assert from 'node:assert/strict';
import { differences, type ExistingTrunk } from '../../../../src/core/compare.ts';
import { exportTrunk } from '../../../../src/core/trunkYaml/exportTrunk.ts';
import { unknownPbxes } from '../../../../src/core/trunkYaml/knownNames.ts';
import { readTrunkFile } from '../../../../src/core/trunkYaml/readTrunkFile.ts';
import { resolveTrunk } from '../../../../src/core/trunkYaml/resolveTrunk.ts';
import { writeTrunkFile } from '../../../../src/core/trunkYaml/writeTrunkFile.ts';
import { applied, fixed } from './fixed.ts';
import { cleaning } from '../../../../src/core/trunkYaml/smallEdits.ts';
import { problemsOf, valuesOf } from './marked.ts';

/** A register trunk with one value of its own, and the line on which that stands. */
function register(field: string, value: string): { text: string; line: number } {
  const fields = {
    trunkname: 'a',
    trunktype: 'register',
    host: 'sip.example.net',
    port: '5060',
    username: '0301',
    authname: '0301',
    password: '${secret:itsp}',
    [field]: value,
  };
  const lines = Object.entries(fields).map(([name, written]) => `${name}: ${written}`);
  return { text: `${lines.join('\n')}\n`, line: Object.keys(fields).indexOf(field) };
}

const problemAt = (text: string, line: number) =>
  readTrunkFile(text).problems.filter((problem) => problem.start.line === line);

describe('A host in a trunk file', () => {
  for (const [host, named] of [
    ['203.0.113.9:7060;transport=udp', [':7060', ';transport=udp']],
    ['sip.example.net;transport=tls', [';transport=tls']],
    ['203.0.113.1,203.0.113.2', ['list']],
    ['"[sip.example.net]"', ['brackets']],
    ['${env:HOST};transport=tcp', [';transport=tcp']],
  ] as const) {
    it(`${host} is an error at its place, which names what is too much`, () => {
      const { text, line } = register('host', host);
      const [problem, ...others] = problemAt(text, line);
      assert.equal(problem?.severity, 'error');
      assert.deepEqual([problem.start.character, problem.end.character], [6, 6 + host.length]);
      for (const part of named) assert.ok(problem.message.includes(part), problem.message);
      assert.deepEqual(others, []);
    });
  }
  it('may have blanks around it', () => {
    assert.deepEqual(problemsOf(register('host', '" sip.example.net "').text), []);
  });
});

describe('Characters that do not show', () => {
  for (const [written, point, clean] of [
    ['0301\u200b', 'U+200B zero width space', '0301'],
    ['"\u202a+4930\u202c"', 'U+202A left-to-right embedding, U+202C pop directional formatting', '"+4930"'],
    ['"+49\u00a030"', 'U+00A0 no-break space', '"+49 30"'],
    ["'\u30000301\u00a0 '", 'U+3000 ideographic space, U+00A0 no-break space', "'0301'"],
    ['03\u00ad01', 'U+00AD soft hyphen', '0301'],
    ['1\ufe0f2', 'U+FE0F variation selector-16', '12'],
    ['1\ufe0d2', 'U+FE0D variation selector-14', '12'],
    ['\u{e0041}1', 'U+E0041', '1'],
    ['"0301\\u2060"', 'U+2060 word joiner', '"0301"'],
    ['"\\_03\\_01"', 'U+00A0 no-break space', '"03 01"'],
    ['\u200e@0301', 'U+200E left-to-right mark', "'@0301'"],
  ] as const) {
    for (const field of ['username', 'password']) {
      it(`${JSON.stringify(written)} as ${field} are named, and taken out`, () => {
        const { text, line } = register(field, written);
        const problem = problemAt(text, line).find(({ code }) => code === 'field-advice');
        assert.equal(problem?.severity, 'warning');
        assert.ok(problem.message.includes(`: ${point}.`), problem.message);
        assert.doesNotMatch(problem.message, /0301|4930/);
        assert.equal(fixed(text), register(field, clean).text);
      });
    }
  }
  it('are a warning in every field, and do not keep it from being sent', () => {
    for (const field of [
      'trunkname',
      'trunktype',
      'host',
      'port',
      'domain',
      'authname',
      'fromuser',
    ] as const) {
      const value = { trunktype: 'register', port: '5060' }[field as string] ?? 'x.example';
      const { text, line } = register(field, `"${value}\u00a0"`);
      assert.deepEqual(
        readTrunkFile(text).problems.map(({ severity, start }) => [severity, start.line]),
        [['warning', line]],
        field,
      );
      assert.deepEqual(problemsOf(fixed(text)), []);
    }
  });
  it('stay what they are in escapes that mean something else', () => {
    assert.equal(applied('"\\\\u200b \\ud83d\\ude00 \\t"', cleaning), '"\\\\u200b \\ud83d\\ude00 \\t"');
  });
  it('in the name of a PBX are named, and corrected', () => {
    const file = readTrunkFile('pbx: "hq\u200b"\ntrunks: []\n');
    const [problem] = unknownPbxes(file, { pbxNames: ['hq'], groups: new Map() });
    assert.match(problem?.message ?? '', /U\+200B zero width space/);
    assert.deepEqual(problem?.fix, { kind: 'replace', text: 'hq' });
  });
  it('beside a password in plain text are said too', () => {
    const { text, line } = register('password', 'S3cret\u2060-a');
    assert.deepEqual(
      problemAt(text, line).map(({ code }) => code),
      ['plain-password', 'field-advice'],
    );
  });
});

describe('A word for nothing', () => {
  for (const word of ['null', '~', 'NULL', 'None', 'nan', '.nan', 'NaN', 'undefined', 'nil', 'N/A']) {
    it(`${word} is a warning, and can be left out`, () => {
      const { text, line } = register('fromuser', word);
      const [problem] = problemAt(text, line);
      assert.equal(problem?.severity, 'warning');
      assert.match(problem.message, /Leave fromuser out/);
      assert.equal(fixed(text), text.replace(/fromuser.*\n/, ''));
      assert.equal(valuesOf(text)[0]?.[0]?.['fromuser'], word);
    });
  }
  it('is left out of brackets, and from behind a dash', () => {
    const rest = 'trunkname: a, trunktype: peer, host: h, port: 1';
    assert.equal(fixed(`- {${rest}, domain: null}\n`), `- {${rest}}\n`);
    assert.equal(fixed(`- {domain: null, ${rest}}\n`), `- {${rest}}\n`);
    const lines = 'trunkname: a\n  trunktype: peer\n  host: h\n  port: 1\n';
    assert.equal(fixed(`- domain: null\n  ${lines}`), `- ${lines}`);
  });
  it('in a field that is required asks for the value', () => {
    const { text, line } = register('authname', 'null');
    const [problem] = problemAt(text, line);
    assert.deepEqual([problem?.severity, problem?.fix], ['warning', undefined]);
    assert.match(problem?.message ?? '', /Write the authname/);
  });
  it('in quotes may be meant, but not as a host', () => {
    assert.deepEqual(problemsOf(register('username', '"Nan"').text), []);
    assert.deepEqual(problemsOf(register('domain', '"null"').text), ['7:8 warning field-advice «"null"»']);
  });
});

describe('What a spreadsheet leaves in a trunk file', () => {
  for (const [field, value] of [
    ['username', '1,23457E+15'],
    ['fromuser', '"#N/A"'],
    ['authname', '4930555100.0'],
    ['host', '"#WERT!"'],
    ['trunkname', '4.93E+12'],
  ] as const) {
    it(`is a warning: ${field} ${value}`, () => {
      const { text, line } = register(field, value);
      assert.deepEqual(
        readTrunkFile(text).problems.map(({ severity, start }) => [severity, start.line]),
        [['warning', line]],
      );
    });
  }
  it('is an error in a port, whose words say what to write', () => {
    const { text, line } = register('port', '5060.0');
    const [problem] = problemAt(text, line);
    assert.equal(problem?.severity, 'error');
    assert.match(problem.message, /decimals: write 5060\./);
  });
});

describe('A wrong trunktype', () => {
  const text = `trunkname: a
trunktype: regster
host: sip.example.net;transport=udp
port: 99999
usernam: "0301"
authname: "0301\u200b"
password: "#REF!"
`;
  it('hides no other mistake of its trunk', () => {
    assert.deepEqual(problemsOf(text), [
      '0:0 error field «trunkname: a»',
      '1:11 error field «regster»',
      '2:6 error field «sip.example.net;transport=udp»',
      '3:6 error field «99999»',
      '4:0 error unknown-key «usernam»',
      '5:10 warning field-advice «"0301\u200b"»',
      '6:10 warning plain-password «"#REF!"»',
      '6:10 warning field-advice «"#REF!"»',
    ]);
  });
  it('is corrected where one is nearly right', () => {
    const [, ofType] = readTrunkFile(text).problems;
    assert.deepEqual(ofType?.fix, { kind: 'replace', text: 'register' });
  });
});

describe('A strange value made to hang its reader', () => {
  const much = 300_000;
  for (const [title, value] of [
    ['of spaces', `"a${' '.repeat(much)}b"`],
    ['of spaces before no comment', `&a b${' '.repeat(much)}c`],
    ['of semicolons', `"a${';'.repeat(much)}"`],
    ['of dots', `"${'a.;'.repeat(much)}="`],
    ['of colons', `"${'::'.repeat(much)}x"`],
    ['of digits', `"${'1'.repeat(much)}.0x"`],
    ['of characters that do not show', `"${'\u200b '.repeat(much)}b"`],
    ['of brackets', `"${'[:'.repeat(much)}"`],
  ] as const) {
    for (const field of ['host', 'username']) {
      it(`${title} as ${field} is read`, () => {
        assert.notEqual(readTrunkFile(register(field, value).text).documents.length, 0);
      });
    }
  }
});

describe('Strange values that a PBX has already', () => {
  const trunk: ExistingTrunk = {
    trunkname: 'a\u200b ',
    trunktype: 'register',
    host: '#WERT!',
    port: ' 5060',
    domain: 'null',
    username: ' 0301 ',
    authname: '1,23457E+15',
    fromuser: '~',
    password: '\u00a0!4wO8 ',
  };
  it('are exported, and are the same when they come back', async () => {
    const exported = exportTrunk(trunk);
    assert.ok('trunk' in exported);
    const text = writeTrunkFile([{ pbx: 'hq', trunks: [exported.trunk.values] }]);
    const { problems, documents } = readTrunkFile(text);
    assert.ok(
      problems.every(({ severity }) => severity === 'warning'),
      text,
    );
    const [entry] = documents[0]?.trunks ?? [];
    assert.ok(entry);
    const resolved = await resolveTrunk(entry, {
      secret: () => Promise.resolve(undefined),
      env: () => undefined,
    });
    assert.ok('trunk' in resolved);
    assert.deepEqual(differences(resolved.trunk, trunk), []);
    assert.equal(resolved.trunk.trunkname, trunk.trunkname);
  });
});
