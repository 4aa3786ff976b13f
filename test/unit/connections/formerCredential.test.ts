import assert from 'node:assert/strict';
import { credentialKey, readConnection, type ConfiguredPbx } from '../../../src/core/connection.ts';
import { adoptFormerCredential } from '../../../src/ui/connections/formerCredential.ts';
import { connectionTo, MemoryStore, plantedMd5 } from '../../support/pbxClient.ts';

const origin = 'https://pbx.example.net:8088';
const credential = { md5: plantedMd5, token: 'planted-token' };

describe('what was kept for all PBXes of one origin', () => {
  const north = connectionTo(`${origin}/north`);
  const former = credentialKey(connectionTo(origin));
  const named = (name: string, url: string, username = 'api') => readConnection(name, { url, username });
  const own = named('north', `${origin}/north`);
  const adopt = async (...all: ConfiguredPbx[]) => {
    const store = new MemoryStore();
    await store.write(former, credential);
    await adoptFormerCredential(store, north, all);
    return store;
  };

  it('is taken over once by the only PBX that it can be for', async () => {
    const store = await adopt(own, named('again', `${origin}/north/`), named('other', 'https://x:1/south'));
    assert.deepEqual(await store.read(credentialKey(north)), credential);
    assert.equal(await store.read(former), undefined);
    // After signing out nothing comes back.
    await store.remove(credentialKey(north));
    await adoptFormerCredential(store, north, [own]);
    assert.equal(await store.read(credentialKey(north)), undefined);
  });

  for (const [why, other] of [
    ['two path prefixes', named('south', `${origin}/south`)],
    ['a PBX without a prefix', named('root', origin)],
  ] as const) {
    it(`is nobody’s where there is ${why} of that user`, async () => {
      const store = await adopt(own, other);
      assert.equal(await store.read(credentialKey(north)), undefined);
      assert.deepEqual(await store.read(former), credential);
    });
  }

  it('is taken over although another user has a PBX behind the same origin', async () => {
    const store = await adopt(own, named('south', `${origin}/south`, 'other'));
    assert.deepEqual(await store.read(credentialKey(north)), credential);
  });

  it('does not take the place of what the PBX has by now', async () => {
    const store = new MemoryStore();
    await store.write(former, credential);
    await store.write(credentialKey(north), { md5: plantedMd5, token: 'newer' });
    await adoptFormerCredential(store, north, [own]);
    assert.equal((await store.read(credentialKey(north)))?.token, 'newer');
  });
});
