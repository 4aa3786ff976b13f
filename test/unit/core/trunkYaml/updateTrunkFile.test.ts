import assert from 'node:assert/strict';
import type { PbxGroups } from '../../../../src/core/pbxGroups.ts';
import { differences, type ExistingTrunk } from '../../../../src/core/compare.ts';
import { exportTrunk } from '../../../../src/core/trunkYaml/exportTrunk.ts';
import { readTrunkFile } from '../../../../src/core/trunkYaml/readTrunkFile.ts';
import { resolveTrunk } from '../../../../src/core/trunkYaml/resolveTrunk.ts';
import { updatedText } from '../../../../src/core/trunkYaml/fileUpdate.ts';
import { localReader } from '../../../../src/fleet/localReader.ts';
import { SeededRandom } from './seededRandom.ts';

type Secrets = Map<string, string>;

/** Keeps secrets as the extension does: under the suggested name, or that with a number if it means something else. */
function keep(secrets: Secrets, name: string, value: string): string {
  for (let count = 1; ; count += 1) {
    const free = count === 1 ? name : `${name}-${count.toString()}`;
    const known = secrets.get(free);
    if (known === undefined) secrets.set(free, value);
    if (known === undefined || known === value) return free;
  }
}

const source = (secrets: Secrets, env: Record<string, string> = {}) => ({
  secret: (name: string) => Promise.resolve(secrets.get(name)),
  env: (name: string) => env[name],
});

async function update(
  text: string,
  existing: readonly ExistingTrunk[],
  secrets: Secrets = new Map(),
  env: Record<string, string> = {},
  groups: PbxGroups = new Map(),
) {
  const read = existing.map(exportTrunk);
  const trunks = read.flatMap((one) => ('trunk' in one ? [one.trunk] : []));
  const left = read.flatMap((one) => ('problem' in one ? [one.problem] : []));
  const leftOut = new Set(left.map(({ trunkname }) => trunkname));
  const result = await localReader.update(text, { pbx: 'hq', trunks, leftOut, groups }, source(secrets, env));
  if ('refused' in result) return { text, refused: result.refused, left, problems: [], counts: [0, 0, 0] };
  const names = result.secrets.map((secret) =>
    keep(secrets, 'name' in secret ? secret.name : secret.suggestedName, secret.value),
  );
  const { added, changed, removed, problems } = result;
  return {
    text: updatedText(result, names),
    refused: undefined,
    left,
    problems,
    counts: [added, changed, removed],
  };
}

/** What a plan of the text against the PBX would do. */
async function plan(text: string, existing: readonly ExistingTrunk[], secrets: Secrets, pbx = 'hq') {
  const file = readTrunkFile(text);
  assert.deepEqual(
    file.problems.filter(({ severity }) => severity === 'error'),
    [],
    text,
  );
  const steps: string[] = [];
  for (const { pbxNames, trunks } of file.documents) {
    if (!pbxNames?.some(({ name }) => name === pbx)) continue;
    for (const entry of trunks) {
      const resolved = await resolveTrunk(entry, source(secrets));
      assert.ok('trunk' in resolved, JSON.stringify(resolved));
      const { trunk } = resolved;
      const found = existing.find(({ trunkname }) => trunkname === trunk.trunkname);
      const fields = found && differences(trunk, found);
      steps.push(`${trunk.trunkname} ${fields ? (fields.length > 0 ? fields.join(',') : 'none') : 'add'}`);
    }
  }
  return steps.sort();
}

const peer = (trunkname: string, host = 'sip.example.net', port = '5060'): ExistingTrunk => ({
  id: '7',
  trunkname,
  trunktype: 'peer',
  host,
  port,
  domain: host,
});
const register = (trunkname: string, password: string | undefined, more: object = {}): ExistingTrunk => ({
  trunkname,
  trunktype: 'register',
  host: 'sip.example.net',
  port: '5060',
  domain: 'sip.example.net',
  username: '0123',
  authname: '0123',
  fromuser: '',
  password,
  ...more,
});

describe('Updating a trunk file to what a PBX has', () => {
  it('writes a new file in the order of the names, without any password', async () => {
    const secrets: Secrets = new Map();
    const trunks = [
      register('to-10', 'Rqzswb55'),
      peer('to-9'),
      register('to-2', 'x: #1', { domain: 'realm' }),
    ];
    const { text, counts } = await update('', trunks, secrets);
    assert.equal(
      text,
      `pbx: hq
trunks:
  - trunkname: to-2
    trunktype: register
    host: sip.example.net
    port: 5060
    domain: realm
    username: "0123"
    authname: "0123"
    password: \${secret:hq-to-2}
  - trunkname: to-9
    trunktype: peer
    host: sip.example.net
    port: 5060
  - trunkname: to-10
    trunktype: register
    host: sip.example.net
    port: 5060
    username: "0123"
    authname: "0123"
    password: \${secret:hq-to-10}
`,
    );
    assert.deepEqual(counts, [3, 0, 0]);
    assert.equal((await update(text, [...trunks].reverse(), secrets)).text, text);
  });

  it('keeps comments, order, quotes and line ends, and changes only what differs', async () => {
    const text = [
      '\uFEFF# Trunks of the head office',
      "pbx: 'hq'   # the big one",
      'trunks:',
      '',
      '- port:   "5060" # as ever',
      '  # the address moved once',
      "  host: 'OLD.example.net'   # see ticket 7",
      '  trunkname: b',
      '  trunktype: peer',
      '',
      '# gone soon',
      '- trunkname: gone',
      '  trunktype: peer',
      '  host: x',
      '  port: 1',
      '',
      '- trunkname: a',
      '  trunktype: peer',
      '  host: Same.Example.net',
      '  port: 5060',
      '# the end',
    ].join('\r\n');
    const trunks = [peer('a', 'same.example.net'), peer('b', 'new.example.net'), peer('c')];
    const { text: updated, counts } = await update(text, trunks);
    assert.deepEqual(counts, [1, 1, 1]);
    assert.equal(
      updated,
      text
        .replace("'OLD.example.net'", 'new.example.net')
        .replace('- trunkname: gone\r\n  trunktype: peer\r\n  host: x\r\n  port: 1\r\n', '')
        .replace(
          'Same.Example.net\r\n  port: 5060',
          'Same.Example.net\r\n  port: 5060\r\n\r\n- trunkname: c\r\n  trunktype: peer\r\n  host: sip.example.net\r\n  port: 5060',
        ),
    );
    assert.deepEqual(await plan(updated, trunks, new Map()), ['a none', 'b none', 'c none']);
  });

  it('leaves a password that is still right as it is written, and names a new secret for a changed one', async () => {
    const entry = (name: string, password: string) =>
      `- {trunkname: ${name}, trunktype: account, username: u, authname: u, password: ${password}}`;
    const text = ['pbx: hq', 'trunks:', entry('a', '"${secret:shared}"'), entry('b', '"${secret:shared}"')]
      .concat(entry('c', 'plainPass'), entry('d', '"${env:D}"'), entry('e', '"${secret:new}"'), '')
      .join('\n');
    const account = (trunkname: string, password: string): ExistingTrunk => ({
      trunkname,
      trunktype: 'account',
      username: 'u',
      authname: 'u',
      password,
    });
    const secrets: Secrets = new Map([['shared', 'old-one']]);
    const trunks = [account('a', 'old-one'), account('b', 'changed'), account('c', 'plainPass')].concat(
      account('d', 'fromEnv'),
      account('e', 'adopted'),
    );
    const first = await update(text, trunks, secrets, { D: 'fromEnv' });
    assert.equal(first.text, text.replace(entry('b', '"${secret:shared}"'), entry('b', '"${secret:hq-b}"')));
    assert.deepEqual([...secrets].sort(), [
      ['hq-b', 'changed'],
      ['new', 'adopted'],
      ['shared', 'old-one'],
    ]);
    const moved = [...trunks.slice(0, 1), account('b', 'changed-again'), ...trunks.slice(2)];
    const second = await update(first.text, moved, secrets, { D: 'fromEnv' });
    assert.equal(second.text, first.text.replace('secret:hq-b', 'secret:hq-b-2'));
    assert.equal(secrets.get('hq-b'), 'changed');
    const third = await update(second.text, moved, secrets, { D: 'fromEnv' });
    assert.deepEqual([third.text, third.counts], [second.text, [0, 0, 0]]);
    const unset = await update(second.text, moved, secrets);
    assert.match(unset.problems[0]?.message ?? '', /environment variable D/);
    assert.equal(unset.text, second.text);
  });

  it('keeps under the name that the file gives only what is the whole password, and is shown', async () => {
    const entry = (username: string, password: string) =>
      `pbx: hq\ntrunkname: a\ntrunktype: account\nusername: ${username}\nauthname: u\npassword: ${password}\n`;
    const account = (password: string | undefined): ExistingTrunk => ({
      trunkname: 'a',
      trunktype: 'account',
      username: 'u',
      authname: 'u',
      password,
    });
    for (const [text, shown, words] of [
      [entry('u', 'pre-${secret:rest}'), 'pre-Rqzswb55', /^its password needs the secret rest/],
      [entry('u', '${secret:rest}${secret:more}'), 'Rqzswb55', /^its password needs the secret rest/],
      [entry('${secret:rest}', 'Rqzswb55'), 'Rqzswb55', /^its username needs the secret rest/],
      [entry('u', '${secret:rest}'), '********', undefined],
      [entry('u', '${secret:rest}'), '', undefined],
      [entry('u', '${secret:rest}'), undefined, undefined],
    ] as const) {
      const secrets: Secrets = new Map();
      const result = await update(text, [account(shown)], secrets);
      assert.deepEqual([result.text, result.refused], [text, undefined]);
      assert.deepEqual([...secrets], []);
      if (words) assert.match(result.problems[0]?.message ?? '', words);
      else assert.deepEqual(result.problems, []);
    }
    // A secret in another field gets a name that says so.
    const secrets: Secrets = new Map([['user', 'before']]);
    const { text } = await update(entry('${secret:user}', 'Rqzswb55'), [account('Rqzswb55')], secrets);
    assert.equal(text, entry('${secret:hq-a-username}', 'Rqzswb55'));
    assert.equal(secrets.get('hq-a-username'), 'u');
  });

  it('writes the type as the API does, however the PBX does', async () => {
    const { text } = await update('', [{ ...peer('a'), trunktype: ' Peer' }]);
    assert.match(text, /^ +trunktype: peer$/m);
  });

  it('writes into a file that has only comments', async () => {
    const { text, refused } = await update('# Our trunks\n', [peer('a')]);
    assert.equal(refused, undefined);
    assert.match(text, /^# Our trunks\n[^]*trunkname: a\n/);
  });

  it('reports what a file cannot hold, and loses nothing else for it', async () => {
    const trunks: ExistingTrunk[] = [
      peer('all'),
      peer('a,b'),
      { trunkname: 'odd', trunktype: 'iax', host: 'h', port: '1' },
      register('hidden', '********'),
      register('missing', undefined),
      register('control', 'a\u0007b'),
      peer('good'),
    ];
    const { text, left, problems } = await update('', trunks);
    assert.deepEqual(
      readTrunkFile(text).documents[0]?.trunks.map(({ trunkname }) => trunkname),
      ['good'],
    );
    assert.deepEqual(
      left.map(({ trunkname }) => trunkname),
      ['all', 'a,b', 'odd', 'control'],
    );
    assert.deepEqual(
      problems.map(({ trunkname }) => trunkname),
      ['hidden', 'missing'],
    );
    assert.ok([...left, ...problems].every(({ message }) => message !== '' && !message.includes('a\u0007b')));
    const mine = `pbx: hq\ntrunks:\n  - trunkname: hidden\n    trunktype: register\n    host: old\n    port: 5060\n    username: "0123"\n    authname: "0123"\n    password: \${secret:mine}\n  - trunkname: odd\n    trunktype: peer\n    host: h\n    port: 1\n`;
    const kept = await update(mine, trunks);
    assert.ok(kept.text.startsWith(mine.replace('host: old', 'host: sip.example.net')), kept.text);
  });

  it('never changes what other PBXes get', async () => {
    const text = `pbx: branch
trunks:
  - &x
    trunkname: a
    trunktype: peer
    host: branch.example.net
    port: 5060
---
pbx: [hq, branch-2]
trunks:
  - trunkname: same
    trunktype: peer
    host: sip.example.net
    port: 5060
  - trunkname: conflict
    trunktype: peer
    host: other.example.net
    port: 5060
  - trunkname: only-there
    trunktype: peer
    host: other.example.net
    port: 5060
`;
    const trunks = [peer('a'), peer('same'), peer('conflict')];
    const { text: updated, problems, counts } = await update(text, trunks);
    assert.ok(updated.startsWith(`${text}---\npbx: hq\ntrunks:\n  - trunkname: a\n`), updated);
    assert.deepEqual(counts, [1, 0, 0]);
    assert.deepEqual(
      problems.map(({ trunkname }) => trunkname),
      ['conflict', 'only-there'],
    );
    assert.equal((await update(updated, trunks)).text, updated);
  });

  it('leaves alone what it has for a group, though only this PBX is in it today', async () => {
    const text = `pbx: "@north"\ntrunks:\n  - {trunkname: shared, trunktype: peer, host: h, port: 5060}\n`;
    for (const members of [['hq'], ['hq', 'other']]) {
      const groups = new Map([['@north', members]]);
      const {
        text: updated,
        problems,
        counts,
      } = await update(text, [peer('shared'), peer('new')], new Map(), {}, groups);
      assert.ok(updated.startsWith(`${text}---\npbx: hq\ntrunks:\n  - trunkname: new\n`), updated);
      assert.deepEqual(counts, [1, 0, 0]);
      assert.deepEqual(
        problems.map(({ message }) => message),
        ['the file has it for several PBXes with other settings: host.'],
      );
    }
  });

  for (const [what, text, expected] of [
    [
      'a list with nothing in it',
      'pbx: hq\ntrunks: []  # none yet\n# end\n',
      'pbx: hq\ntrunks:   # none yet\n  - trunkname: new\n',
    ],
    ['no list at all', 'pbx: hq # only me\n', 'pbx: hq # only me\ntrunks:\n  - trunkname: new\n'],
    ['a key without a list', 'trunks:\npbx: hq\n', 'trunks:\n  - trunkname: new\n    trunktype: peer\n'],
    ['nothing but comments', '# later', '# later\npbx: hq\ntrunks:\n  - trunkname: new\n'],
    [
      'everything in brackets',
      '{pbx: hq, trunks: []}\n',
      '{pbx: hq, trunks: [{trunkname: new, trunktype: peer, ',
    ],
    [
      'a list in brackets',
      'pbx: hq\ntrunks: [{trunkname: g, trunktype: peer, host: h, port: 1}, {trunkname: m, trunktype: peer, host: h, port: 1}]\n',
      'pbx: hq\ntrunks: [{trunkname: m, trunktype: peer, host: sip.example.net, port: 5060}, {trunkname: new, ',
    ],
    [
      'a single trunk',
      'pbx: hq\ntrunkname: m\ntrunktype: register # was\nhost: h\nport: 1\nusername: u\nauthname: u\npassword: ${secret:x}\n',
      'pbx: hq\ntrunkname: m\ntrunktype: peer # was\nhost: sip.example.net\nport: 5060\n---\npbx: hq\ntrunks:\n  - trunkname: new\n',
    ],
    [
      'a single trunk that is gone',
      'pbx: hq\ntrunkname: g\ntrunktype: peer\nhost: h\nport: 1\n# end\n',
      'pbx: hq\n# end\n---\npbx: hq\ntrunks:\n  - trunkname: m\n',
    ],
    [
      'trunks that share their fields',
      'x-itsp: &itsp\n  trunktype: peer\n  host: sip.example.net\n  port: 5061\npbx: hq\ntrunks:\n  - trunkname: m\n    <<: *itsp\n',
      'x-itsp: &itsp\n  trunktype: peer\n  host: sip.example.net\n  port: 5061\npbx: hq\ntrunks:\n  - trunkname: m\n    port: 5060\n    <<: *itsp\n  - trunkname: new\n',
    ],
  ] as const) {
    it(`understands ${what}`, async () => {
      const trunks = [peer('new'), ...(/ m\b|: g\b/.test(text) ? [peer('m')] : [])];
      const { text: updated, refused } = await update(text, trunks);
      assert.equal(refused, undefined);
      assert.ok(updated.startsWith(expected), updated);
      assert.deepEqual(
        await plan(updated, trunks, new Map()),
        trunks.map(({ trunkname }) => `${trunkname} none`).sort(),
      );
    });
  }

  for (const [what, text] of [
    ['broken YAML', 'pbx: hq\ntrunks: [\n'],
    ['a value that is not right', 'pbx: hq\ntrunkname: a\ntrunktype: peer\nhost: h\nport: 0\n'],
    ['trunks without a PBX', 'trunkname: a\ntrunktype: peer\nhost: h\nport: 1\n'],
    [
      'an anchor that others need',
      'pbx: hq\ntrunks:\n  - &a {trunkname: gone, trunktype: peer, host: h, port: 1}\n---\npbx: branch\ntrunks: []\n---\npbx: hq\ntrunks:\n  - &b\n    trunkname: c\n    trunktype: peer\n    host: &h old\n    port: 1\n  - trunkname: d\n    trunktype: peer\n    host: *h\n    port: 1\n',
    ],
  ] as const) {
    it(`leaves a file with ${what} alone`, async () => {
      const result = await update(text, [peer('c'), peer('d', 'old', '1')]);
      assert.notEqual(result.refused, undefined, result.text);
      assert.equal(result.text, text);
    });
  }

  it('says afterwards exactly what the PBX has, whatever the values and the file', async () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = new SeededRandom(seed);
      const secrets: Secrets = new Map();
      const before = randomTrunks(random);
      const style = await update(randomFile(random), before, secrets);
      const marked = withComments(style.text, random);
      const eol = random.pick(['\n', '\r\n'] as const);
      const text = (random.below(5) === 0 ? '\uFEFF' : '') + marked.text.replaceAll('\n', eol);
      const after = [...before.filter(() => random.below(4) > 0).map((one) => moved(one, random))];
      for (const one of randomTrunks(random)) {
        if (!after.some(({ trunkname }) => trunkname === one.trunkname)) after.push(one);
      }
      const result = await update(text, after, secrets);
      const words = `seed ${seed.toString()}\n${text}\n=>\n${result.text}`;
      assert.equal(result.refused, undefined, words);
      assert.deepEqual(
        await plan(result.text, after, secrets),
        after.map(({ trunkname }) => `${trunkname} none`).sort(),
        words,
      );
      for (const comment of marked.kept) assert.ok(result.text.includes(comment), `${comment}\n${words}`);
      assert.equal(result.text.startsWith('\uFEFF'), text.startsWith('\uFEFF'));
      if (eol === '\r\n') assert.doesNotMatch(result.text, /[^\r]\n/, words);
      for (const { password } of after) {
        if (password !== undefined) assert.ok(!result.text.includes(password), words);
      }
      assert.deepEqual((await update(result.text, after, secrets)).text, result.text, words);
    }
  });
});

const nasty = [
  '0123',
  'null',
  '~',
  'yes',
  '1e3',
  '0x1F',
  '2024-01-02',
  '!tag',
  '&anchor',
  '*alias',
  '%dir',
  '- a',
] as const;
const nastier = [
  'a: b',
  'a #b',
  '#',
  '"q"',
  "it's",
  '\\n',
  '|',
  '>-',
  '{x}',
  '[y',
  '${secret:x}',
  '$${',
  '${',
  ' lead',
] as const;
const nastiest = [
  'trail ',
  'Grüße 東京 😀',
  '<<',
  '---',
  '...',
  '?',
  ': ',
  '@at',
  '`tick',
  'a\u00a0b',
  '\u2028x',
  '\ufeffy',
] as const;

function randomText(random: SeededRandom): string {
  const one = () => random.pick([random.pick(nasty), random.pick(nastier), random.pick(nastiest)]);
  return random.below(2) === 0 ? one() : one() + one();
}

function randomTrunks(random: SeededRandom): ExistingTrunk[] {
  const found = new Map<string, ExistingTrunk>();
  for (const made of random.several(5, () => randomTrunk(random))) found.set(made.trunkname, made);
  return [...found.values()].filter((one) => 'trunk' in exportTrunk(one));
}

function randomTrunk(random: SeededRandom): ExistingTrunk {
  const trunktype = random.pick(['register', 'peer', 'account'] as const);
  const host = random.pick(['a.example.net', '10.0.0.1', '[2001:db8::1]', 'bücher.example'] as const);
  return {
    trunkname: randomText(random),
    trunktype,
    ...(trunktype !== 'account' && {
      host,
      port: (random.below(65535) + 1).toString(),
      domain: random.pick([host, 'realm.example.net', ''] as const),
    }),
    ...(trunktype !== 'peer' && {
      username: randomText(random),
      authname: randomText(random),
      password: `pw-${random.below(1e9).toString()}-${randomText(random)}`,
    }),
    ...(trunktype === 'register' && { fromuser: random.pick(['', randomText(random)]) }),
  };
}

function moved(trunk: ExistingTrunk, random: SeededRandom): ExistingTrunk {
  const other = random.below(3) === 0 ? randomTrunk(random) : trunk;
  return random.below(2) === 0 ? { ...other, trunkname: trunk.trunkname } : trunk;
}

function randomFile(random: SeededRandom): string {
  return random.pick([
    '',
    '# mine\n',
    'pbx: hq\ntrunks:\n',
    'trunks: []\npbx: [hq]\n',
    'pbx: branch\ntrunks:\n- trunkname: x\n  trunktype: peer\n  host: h\n  port: 1\n',
    'pbx: hq\ntrunks:\n-   trunkname: "old"\n    trunktype: peer\n    host: h\n    port: 1\n',
    '{pbx: hq, trunks: []}\n',
    'pbx: hq\ntrunks: [ ]\n',
  ] as const);
}

/** Puts comments into a text: between the lines, and behind them. @returns those that no change may take. */
function withComments(text: string, random: SeededRandom): { text: string; kept: string[] } {
  const kept: string[] = [];
  const lines = text.split('\n').flatMap((line, index) => {
    if (random.below(3) > 0) return [line];
    const comment = `# comment ${index.toString()}`;
    // Only before the first trunk is a comment sure to be nobody's.
    if (/^(?:pbx|trunks):/.test(line)) kept.push(comment);
    return [comment, line];
  });
  return { text: lines.join('\n'), kept };
}
