import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { updatedText } from '../../../src/core/trunkYaml/fileUpdate.ts';
import { localReader } from '../../../src/fleet/localReader.ts';
import { UnreadableFile } from '../../../src/fleet/trunkFileReader.ts';
import { BackgroundReader } from '../../../src/ui/trunkFiles/backgroundReader.ts';
import { peers } from '../core/trunkYaml/marked.ts';

const script = resolve('out/test/trunkFileWorker.mjs');
const groups = new Map([['@all', ['hq', 'branch']]]);
const known = { pbxNames: ['hq'], groups, secrets: [], env: [] };
const source = { secret: () => Promise.resolve(undefined), env: () => undefined };

/** Every kind of trunk, problem and document. */
const mixed = `pbx: [hq, nowhere]
${peers('a', 'b')}---
x-a: &a {trunktype: account, username: "\${env:U}", authname: u, password: hunter2}
trunks:
  - {trunkname: ü, <<: *a}
  - trunkname: a
    prot: 1
---
${'trunkname: \u{1f4de}\n'.repeat(3)}`;

describe('The reader in a thread of its own', () => {
  let reader: BackgroundReader;
  const errors: unknown[] = [];

  before(async () => {
    await build({
      entryPoints: ['src/ui/trunkFiles/trunkFileWorker.ts'],
      outfile: script,
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
    });
  });
  beforeEach(() => {
    errors.length = 0;
    reader = new BackgroundReader(script, { bundle: undefined }, (error) => errors.push(error));
  });
  afterEach(() => {
    reader.dispose();
  });

  it('says the same as one in this thread', async () => {
    const many = `pbx: "@all"\n${peers(...Array.from({ length: 600 }, (_, index) => `t-${index}`))}`;
    for (const text of ['', mixed, many, many.replaceAll('5060', '0'), '---\na\n'.repeat(600)]) {
      assert.deepEqual(await reader.read(text, groups), await localReader.read(text, groups));
      assert.deepEqual(await reader.review(text, known), await localReader.review(text, known));
      assert.deepEqual(await reader.plainPasswords(text), await localReader.plainPasswords(text));
    }
  });

  it('works out the update of a file, with the values of this thread', async () => {
    const existing = { trunkname: 'new', trunktype: 'account', username: 'u', authname: 'u', password: 'x' };
    const trunks = {
      pbx: 'hq',
      trunks: [
        { ...existing, trunktype: 'account' as const, values: existing, passwordIsHidden: false, existing },
      ],
      leftOut: new Set(['kept']),
      groups,
    };
    const text = `pbx: hq\n${peers('kept', 'gone', '${env:NAME}')}---\npbx: other\ntrunkname: o\ntrunktype: account\nusername: u\nauthname: u\npassword: \${secret:other}\n`;
    const asked: string[] = [];
    const values = {
      secret: (name: string) => Promise.resolve(asked.push(name).toString()),
      env: (name: string) => (name === 'NAME' ? 'kept' : undefined),
    };
    const update = await reader.update(text, trunks, values);
    assert.ok('pieces' in update, JSON.stringify(update));
    assert.deepEqual(update, await localReader.update(text, trunks, values));
    assert.deepEqual([update.added, update.changed, update.removed], [1, 0, 1]);
    assert.match(updatedText(update, ['the-name']), /password: \$\{secret:the-name\}\n---/);
    assert.deepEqual(asked, []);
  });

  it('lets what the editor shows go before files that wait to be read', async () => {
    const order: string[] = [];
    const note = (name: string) => () => order.push(name);
    await Promise.all([
      reader.read(peers('a'), groups).then(note('first file')),
      reader.read(peers('b'), groups).then(note('second file')),
      reader.read(peers('c'), groups).then(note('third file')),
      reader.review(peers('d'), known).then(note('review')),
      reader.plainPasswords(peers('e')).then(note('passwords')),
    ]);
    assert.deepEqual(
      order.filter((name) => !name.endsWith('file')),
      ['review', 'passwords'],
    );
    assert.deepEqual(
      order.filter((name) => name.endsWith('file')),
      ['first file', 'second file', 'third file'],
    );
    assert.ok(order.indexOf('passwords') < order.indexOf('second file'), order.join());
  });

  it('says so when there will be no answer, and reads the next file', async () => {
    const [file, review, update] = [
      reader.read(peers('a'), groups),
      reader.review(peers('b'), known),
      reader.update(peers('c'), { pbx: 'hq', trunks: [], leftOut: new Set(), groups }, source),
    ];
    const passwords = assert.rejects(reader.plainPasswords(peers('d')), UnreadableFile);
    reader.dispose();
    assert.deepEqual(
      (await file).problems.map(({ code }) => code),
      ['too-large'],
    );
    assert.deepEqual(
      (await review).problems.map(({ code }) => code),
      ['too-large'],
    );
    assert.ok('refused' in (await update));
    await passwords;
    assert.equal(errors.length, 3);
    assert.deepEqual((await reader.read(peers('a'), groups)).problems, []);
  });
});
