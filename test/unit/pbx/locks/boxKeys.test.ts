import assert from 'node:assert/strict';
import { BoxLock } from '../../../../src/pbx/locks/boxLock.ts';
import { boxKeys } from '../../../../src/pbx/locks/boxKeys.ts';
import { stateFolder } from '../../../../src/pbx/locks/stateFolder.ts';
import { temporaryFolder } from '../../../process.mjs';
import { FakeClock } from '../../../support/fakeClock.ts';

describe('what a box is known by', () => {
  const names: Record<string, string[]> = {
    'pbx.example.com': ['172.16.6.150', '2001:db8::1'],
    'pbx-by-other-name': ['172.16.6.150'],
    mapped: ['::ffff:172.16.6.150'],
    'this-machine': ['127.0.0.1', '::1'],
  };
  const lookUp = (host: string) =>
    names[host] ? Promise.resolve(names[host]) : Promise.reject(new Error('ENOTFOUND'));
  const keys = (url: string) => boxKeys(url, lookUp);

  for (const url of [
    'http://127.0.0.1:9011',
    'http://localhost:9011',
    'http://LOCALHOST:9011/prefix',
    'http://localhost.:9011',
    'http://127.0.0.1.:9011',
    'http://127.1:9011',
    'http://0x7f000001:9011',
    'http://[::1]:9011',
    'http://[0:0:0:0:0:0:0:1]:9011/api',
    'http://[::ffff:127.0.0.1]:9011',
    'https://0.0.0.0:9011',
  ]) {
    it(`is the same for every spelling of this computer: ${url}`, async () => {
      assert.deepEqual(await keys(url), ['localhost:9011']);
    });
  }

  it('is every address that its name has, and its name', async () => {
    const all = ['172.16.6.150:9011', '2001:db8::1:9011', 'pbx.example.com:9011'];
    assert.deepEqual(await keys('http://pbx.example.com:9011/a'), all);
    assert.deepEqual(await keys('http://PBX.Example.COM.:9011/b'), all);
    for (const url of [
      'http://pbx-by-other-name:9011',
      'http://mapped:9011',
      'http://[::ffff:ac10:696]:9011',
      'http://172.16.6.150:9011',
      'http://[2001:0DB8:0::1]:9011',
    ]) {
      assert.ok(
        (await keys(url)).some((key) => all.includes(key)),
        url,
      );
    }
    assert.ok((await keys('http://this-machine:9011')).includes('localhost:9011'));
  });

  it('is another one at another port, and the port of the scheme where none is written', async () => {
    assert.deepEqual(await keys('http://172.16.6.150'), ['172.16.6.150:80']);
    assert.deepEqual(await keys('https://172.16.6.150'), ['172.16.6.150:443']);
  });

  it('is its name alone where nobody here can look it up', async () => {
    assert.deepEqual(await keys('http://behind.the.proxy:9011'), ['behind.the.proxy:9011']);
  });

  it('is its name alone for a minute after a look-up that came to nothing', async () => {
    const clock = new FakeClock();
    const url = 'http://behind.the.proxy:9011';
    for (const result of [
      () => new Promise<string[]>(() => undefined),
      () => Promise.reject(new Error('ENOTFOUND')),
    ]) {
      const asked: string[] = [];
      const looking = (host: string) => {
        asked.push(host);
        return asked.length === 1 ? result() : Promise.resolve(['172.16.6.150']);
      };
      const first = boxKeys(url, looking, undefined, clock);
      await clock.pass(3000);
      assert.deepEqual(await first, ['behind.the.proxy:9011']);
      assert.deepEqual(await boxKeys(url, looking, undefined, clock), ['behind.the.proxy:9011']);
      assert.equal((await boxKeys('http://other:9011', looking, undefined, clock)).length, 2);
      assert.deepEqual(asked, ['behind.the.proxy', 'other']);
      await clock.pass(60_000);
      assert.equal((await boxKeys(url, looking, undefined, clock)).length, 2);
      assert.equal(clock.timers, 0);
    }
  });

  it('is its name alone where the look-up is given up, which says nothing about the name', async () => {
    const clock = new FakeClock();
    const stop = new AbortController();
    const answers = [new Promise<string[]>(() => undefined), Promise.resolve(['172.16.6.150'])];
    const looking = () => answers.shift() ?? assert.fail();
    const url = 'http://pbx.example.com:9011';
    const first = boxKeys(url, looking, stop.signal, clock);
    stop.abort();
    assert.deepEqual(await first, ['pbx.example.com:9011']);
    assert.deepEqual(await boxKeys(url, looking, stop.signal, clock), ['pbx.example.com:9011']);
    assert.equal((await boxKeys(url, looking, undefined, clock)).length, 2);
  });

  it('ends a wait for a lock at once when the signal does, though a name is being looked up', async () => {
    const { folder, remove } = temporaryFolder('pbx-box-');
    const stop = new AbortController();
    const lock = new BoxLock(folder, () => {
      stop.abort();
      // Too late for whoever has given up.
      return new Promise((resolve) => setImmediate(resolve, ['172.16.6.150']));
    });
    const turn = await lock.run('http://pbx.example.com:9011', (own) => Promise.resolve(own), stop.signal);
    assert.deepEqual(turn, { keys: ['pbx.example.com:9011'], isLocked: false });
    remove();
  });

  it('looks up with the system when nothing else is said', async () => {
    assert.deepEqual(await boxKeys('http://localhost:9011'), ['localhost:9011']);
    assert.deepEqual(await boxKeys('http://no-such-host.invalid:9011'), ['no-such-host.invalid:9011']);
  });
});

describe('the state folder', () => {
  it('is one for each user of each system', () => {
    assert.equal(stateFolder({}, 'linux', '/home/u'), '/home/u/.local/state/pbx-trunks');
    // What only some of the user's editors have been started with.
    assert.equal(
      stateFolder({ XDG_STATE_HOME: '/state' }, 'linux', '/home/u'),
      '/home/u/.local/state/pbx-trunks',
    );
    assert.equal(stateFolder({}, 'darwin', '/Users/u'), '/Users/u/Library/Application Support/pbx-trunks');
    assert.equal(
      stateFolder({ LOCALAPPDATA: 'C:\\Users\\u\\AppData\\Local' }, 'win32', 'C:\\Users\\u'),
      'C:\\Users\\u\\AppData\\Local\\pbx-trunks',
    );
    assert.equal(stateFolder({}, 'win32', 'C:\\Users\\u'), 'C:\\Users\\u\\AppData\\Local\\pbx-trunks');
    assert.equal(stateFolder({ PBX_TRUNKS_STATE_DIR: '/elsewhere' }, 'linux', '/home/u'), '/elsewhere');
  });
});
