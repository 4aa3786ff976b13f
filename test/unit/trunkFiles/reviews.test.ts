import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { Keyring } from '../../../src/pbx/signIn/keyring.ts';
import { BackgroundReader } from '../../../src/ui/trunkFiles/backgroundReader.ts';
import { Reviews } from '../../../src/ui/trunkFiles/reviews.ts';
import { keptSecretNames } from '../../../src/ui/trunkFiles/keptSecretNames.ts';
import { LockableStorage } from '../../support/lockableStorage.ts';

const script = resolve('out/test/reviewsWorker.mjs');
const text =
  'pbx: nowhere\ntrunks:\n  - {trunkname: a, trunktype: account, username: u, authname: u, password: "${secret:kept}"}\n' +
  '  - {trunkname: b, trunktype: account, username: u, authname: u, password: "${secret:open}"}\n';

describe('The reviews of open trunk files', () => {
  let storage: LockableStorage;
  let secrets: { names(): Promise<string[]> };
  let reader: BackgroundReader;
  let reviews: Reviews;

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
    storage = new LockableStorage();
    storage.entries.set('kept', 'value');
    const keyring = new Keyring(storage, () => undefined);
    secrets = { names: () => keyring.keys() };
    reader = new BackgroundReader(script, { bundle: undefined }, () => undefined);
    reviews = new Reviews(reader, { list: () => [] }, secrets);
  });
  afterEach(() => {
    reader.dispose();
  });

  const document = (version: number) => ({
    uri: { toString: () => 'file:///a.trunks.yaml' },
    version,
    isClosed: false,
    encoding: 'utf8',
    getText: () => text,
  });
  const codes = async (version: number) =>
    (await reviews.of(document(version)))?.problems.map(({ code }) => code);

  it('go on without the names of the secrets while the keyring fails, and have them with the next version', async () => {
    storage.locked.add('keys');
    assert.deepEqual(await codes(1), ['unknown-pbx']);
    assert.equal(await keptSecretNames(secrets), undefined);
    storage.locked.clear();
    assert.deepEqual(await codes(2), ['unknown-pbx', 'secret']);
    assert.deepEqual(await keptSecretNames(secrets), ['kept']);
  });

  it('that went wrong are not kept, and keep no later one from being made', async () => {
    let faults = 2;
    const failing = new Reviews(
      reader,
      {
        list: () => {
          faults -= 1;
          if (faults >= 0) throw new Error('of the settings');
          return [];
        },
      },
      secrets,
    );
    const first = failing.of(document(1));
    const second = failing.of(document(2));
    await assert.rejects(first, /settings/);
    await assert.rejects(second, /settings/);
    assert.equal((await failing.of(document(2)))?.problems.length, 2);
  });
});
