import assert from 'node:assert/strict';
import { credentialKey } from '../../../../src/core/connection.ts';
import { KeptCredentials } from '../../../../src/pbx/signIn/keptCredentials.ts';
import { Keyring } from '../../../../src/pbx/signIn/keyring.ts';
import { LockableStorage } from '../../../support/lockableStorage.ts';
import { untilTrue } from '../../../support/untilTrue.ts';
import { startObservedPbx, type ObservedPbx } from '../../../support/observedPbx.ts';
import {
  assertNoSecret,
  clientOf,
  connectionTo,
  failure,
  plantedMd5,
  plantedPassword,
} from '../../../support/pbxClient.ts';
import { TestFleet } from '../../../support/fleet.ts';
import { provisionText } from '../../../support/fleetRuns.ts';

describe('a keyring', () => {
  let box: ObservedPbx;
  let raw: LockableStorage;
  let faults: unknown[];
  let warnings: string[];
  let now: number;
  /** What waits for the storage to take too long. */
  let timers: Set<() => void>;
  let time: number;
  let store: KeptCredentials;
  let clients: ReturnType<typeof clientOf>[];
  let key: string;

  beforeEach(async () => {
    time = Date.now();
    box = await startObservedPbx({ password: plantedPassword, now: () => time });
    raw = new LockableStorage();
    faults = [];
    warnings = [];
    clients = [];
    now = 0;
    timers = new Set();
    store = credentials();
    key = credentialKey(connectionTo(box.url));
    raw.entries.set(key, JSON.stringify({ md5: plantedMd5 }));
  });
  afterEach(async () => {
    await Promise.all(clients.map((one) => one.close()));
    await box.stop();
  });

  const credentials = () =>
    new KeptCredentials(new Keyring(raw, (fault) => faults.push(fault)), (words) => warnings.push(words), {
      now: () => now,
      setTimeout: (run) => {
        timers.add(run);
        return run;
      },
      clearTimeout: (run) => timers.delete(run as () => void),
    });
  const client = () => {
    // What it keeps is what the test's storage has.
    const pbx = clientOf(box.url, { store: store as never });
    clients.push(pbx);
    return pbx;
  };
  const unreadable =
    /cannot be read.* Unlock the keyring of this computer, or install one, then try again\.$/;

  it('that cannot be read is asked again with the next call, and says what to do meanwhile', async () => {
    const pbx = client();
    raw.locked.add('get');
    for (let attempt = 0; attempt < 3; attempt += 1) await failure(pbx.statuses(), 'storage', unreadable);
    await failure(pbx.session.state(), 'storage', unreadable);
    assert.equal(box.requests.length, 0);
    assert.ok(faults.length >= 4);
    raw.locked.clear();
    await pbx.statuses();
    assert.equal(await pbx.session.state(), 'signedIn');
    assert.equal(box.count('login'), 1);
  });

  it('that cannot be written costs one login, not one for each call', async () => {
    raw.locked.add('store');
    const pbx = client();
    for (let call = 0; call < 10; call += 1) await pbx.statuses();
    assert.equal(box.count('login'), 1);
    assert.equal(raw.calls.filter((call) => call === 'store').length, 1);
    // Another PBX of this window that stands for the same box and user has it too.
    await client().statuses();
    assert.equal(box.count('login'), 1);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /^You are signed in until this window closes.* Unlock the keyring/);
    assertNoSecret(warnings.join('\n'));
  });

  it('that cannot be written lets the user sign in nevertheless, and gets it when it is back', async () => {
    raw.entries.clear();
    raw.locked.add('store');
    const pbx = client();
    await pbx.session.signIn(plantedPassword);
    assert.equal(await pbx.session.state(), 'signedIn');
    raw.locked.clear();
    await pbx.statuses();
    assert.equal(raw.entries.size, 0);
    now += 60_000;
    await pbx.statuses();
    assert.match(raw.entries.get(key) ?? '', new RegExp(plantedMd5));
    store = credentials();
    await client().statuses();
    assert.equal(box.count('login'), 1);
  });

  it('that answers nothing, as while nobody unlocks it, holds up no call, and keeps the token once it does', async () => {
    const { store: keep } = raw;
    let unlock: () => void = () => undefined;
    const unlocked = new Promise<void>((resolve) => {
      unlock = resolve;
    });
    raw.store = (name, value) => unlocked.then(() => keep(name, value));
    const first = client().statuses();
    await untilTrue(() => timers.size > 0);
    for (const run of timers) run();
    await first;
    await client().statuses();
    assert.equal(box.count('login'), 1);
    assert.match(warnings.join(), /^You are signed in until this window closes/);
    assert.ok(!(raw.entries.get(key) ?? '').includes('token'));
    unlock();
    await untilTrue(() => (raw.entries.get(key) ?? '').includes('token'));
    assert.equal(raw.calls.filter((call) => call === 'store').length, 1);
    assert.equal(timers.size, 0);
  });

  it('that is locked while a token dies does not stand in the way of what was read before', async () => {
    const pbx = client();
    await pbx.statuses();
    time += 31 * 60_000;
    raw.locked.add('get');
    await pbx.statuses();
    assert.equal(box.count('login'), 2);
  });

  it('that answers nothing while a token dies keeps no other window waiting', async () => {
    const pbx = client();
    await pbx.statuses();
    time += 31 * 60_000;
    raw.get = () => new Promise(() => undefined);
    const second = pbx.statuses();
    await untilTrue(() => timers.size > 0);
    for (const run of timers) run();
    await second;
    assert.equal(box.count('login'), 2);
  });

  it('that another window has written to meanwhile keeps what that window wrote', async () => {
    raw.locked.add('store');
    await client().statuses();
    raw.locked.clear();
    const other = JSON.stringify({ md5: 'new-password' });
    raw.entries.set(key, other);
    store.forget(key);
    now += 60_000;
    assert.deepEqual(await store.read(key), { md5: 'new-password' });
    assert.equal(raw.entries.get(key), other);
  });

  it('that keeps a refusal from being written is not asked to log in once more either', async () => {
    raw.entries.set(key, JSON.stringify({ md5: 'wrong' }));
    raw.locked.add('store');
    const pbx = client();
    for (let call = 0; call < 4; call += 1) await failure(pbx.statuses(), 'signedOut', /^hq refused/);
    assert.equal(box.count('login'), 1);
  });

  it('that cannot delete says so, and does with the next call', async () => {
    const pbx = client();
    await pbx.statuses();
    raw.locked.add('delete');
    await failure(pbx.session.signOut(), 'storage', /may still be there\. Unlock the keyring/);
    assert.equal(raw.entries.size, 1);
    raw.locked.clear();
    await pbx.session.signOut();
    assert.equal(raw.entries.size, 0);
    assert.equal(await pbx.session.state(), 'signedOut');
  });

  it('that cannot be read is an outcome in words for each trunk that needs it', async () => {
    const fleet = await TestFleet.create();
    await fleet.start('hq');
    const keyring = new Keyring(raw, () => undefined);
    fleet.values.secret = (name: string) => keyring.get(name);
    raw.entries.set('itsp', 'its-0wn');
    const text =
      'pbx: hq\ntrunks:\n  - {trunkname: a, trunktype: account, username: u, authname: u, password: "${secret:itsp}"}\n';
    raw.locked.add('get');
    const { outcomes } = await provisionText(fleet, text);
    assert.equal(outcomes[0]?.outcome, 'failed');
    assert.match(outcomes[0].message ?? '', unreadable);
    raw.locked.clear();
    assert.equal((await provisionText(fleet, text)).outcomes[0]?.outcome, 'added');
    await fleet.end();
  });
});
