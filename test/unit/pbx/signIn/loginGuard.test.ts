import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '../../../../src/demo/fault.ts';
import type { DemoRequest } from '../../../../src/demo/request.ts';
import { startDemoPbx, type DemoPbx } from '../../../../src/demo/server.ts';
import { heldBackCode, lastLoginCode } from '../../../../src/pbx/signIn/heldBack.ts';
import { LoginGuard } from '../../../../src/pbx/signIn/loginGuard.ts';
import { MachineLock } from '../../../../src/pbx/locks/machineLock.ts';
import { temporaryFolder } from '../../../process.mjs';
import {
  clientOf,
  failure,
  md5,
  MemoryStore,
  plantedMd5,
  plantedPassword,
  registerTrunk,
  type ClientOptions,
} from '../../../support/pbxClient.ts';
import { untilTrue } from '../../../support/untilTrue.ts';

const minute = 60_000;
/** Looks more often than the editor does, so that windows meet more often. */
const timing = { showLifeEvery: 20, lookEvery: 2, abandonedAfter: 5000 };

describe('the lock-out guard', () => {
  let demo: DemoPbx;
  let requests: DemoRequest[];
  let fault: (request: DemoRequest) => Fault | Promise<Fault | undefined> | undefined;
  let atOnce: { now: number; most: number };
  /** What the box waits for before it answers a login. */
  let mayEnd: () => Promise<void>;
  let state: string;
  let remove: () => void;
  let now: number;
  let clients: ReturnType<typeof clientOf>[];

  beforeEach(async () => {
    ({ folder: state, remove } = temporaryFolder('pbx-guard-'));
    now = Date.now();
    requests = [];
    clients = [];
    fault = () => undefined;
    mayEnd = () => Promise.resolve();
    atOnce = { now: 0, most: 0 };
    demo = await startDemoPbx({
      password: plantedPassword,
      observe: (request) => requests.push(request),
      intercept: async (request) => {
        if (request.endpoint !== 'login') return await fault(request);
        atOnce.now += 1;
        atOnce.most = Math.max(atOnce.most, atOnce.now);
        const found = await fault(request);
        await mayEnd();
        atOnce.now -= 1;
        return found;
      },
    });
  });
  afterEach(async () => {
    await Promise.all(clients.map((one) => one.close()));
    await demo.stop();
    remove();
  });

  const guard = (folder = state) =>
    new LoginGuard(folder, { now: () => now, lock: new MachineLock(join(folder, 'logins'), timing) });
  /** A window of its own, with a guard of its own. */
  const window = (options: ClientOptions & { url?: string } = {}) => {
    const pbx = clientOf(options.url ?? demo.url, { logins: guard(), ...options });
    clients.push(pbx);
    return pbx;
  };
  const logins = () => requests.filter(({ endpoint }) => endpoint === 'login').length;
  const files = () => readdirSync(join(state, 'logins')).filter((name) => name.endsWith('.json'));
  const countFile = () => join(state, 'logins', files()[0] ?? '');
  const heldBack = async (
    call: Promise<unknown>,
    words = /^Nothing was sent\. The last 3 sign-ins to hq/,
  ) => {
    const error = await failure(call, 'signedOut', words);
    assert.equal(error.code, heldBackCode);
    assert.equal(error.errno, undefined);
    return error;
  };
  const threeWrong = async () => {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await failure(window().session.signIn('wrong'), 'refused', /20003/);
    }
  };
  const urlAs = (host: string) => demo.url.replace('127.0.0.1', host);

  /** Keeps each login at the box until five windows have come to need one, and others could have come in meanwhile. */
  const keepTheDoorOpen = () => {
    const passer = window();
    const asked = () => requests.filter(({ endpoint }) => endpoint === 'deviceinfo/query').length;
    mayEnd = async () => {
      await untilTrue(() => asked() >= 5);
      for (let visit = 0; visit < 5; visit += 1) await passer.session.probe();
    };
  };

  it('lets five windows with a wrong password send three logins in all, one at a time', async () => {
    keepTheDoorOpen();
    const wrong = { md5: md5('wrong'), token: 'dead' };
    const results = await Promise.allSettled(
      Array.from({ length: 5 }, () => window({ credential: wrong }).deviceInfo()),
    );
    assert.ok(results.every(({ status }) => status === 'rejected'));
    assert.equal(logins(), 3);
    assert.equal(atOnce.most, 1);
    // The box has not locked this computer out.
    await window().session.signIn(plantedPassword, undefined, true);
  });

  it('lets five windows refresh with the right password, one after another, and remembers nothing of it', async () => {
    keepTheDoorOpen();
    await Promise.all(
      Array.from({ length: 5 }, () =>
        window({ credential: { md5: plantedMd5, token: 'dead' } }).deviceInfo(),
      ),
    );
    assert.equal(logins(), 5);
    assert.equal(atOnce.most, 1);
    assert.deepEqual(files(), []);
  });

  it('lets one of five windows sign in for all that share what is kept', async () => {
    const store = new MemoryStore();
    const windows = Array.from({ length: 5 }, () => window({ store }));
    store.entries.set(windows[0]?.key ?? '', JSON.stringify({ md5: plantedMd5, token: 'dead' }));
    await Promise.all(windows.map((one) => one.deviceInfo()));
    assert.equal(logins(), 1);
  });

  it('asks what another window has kept meanwhile, though it remembers something older', async () => {
    const store = new MemoryStore();
    const pbx = window({ store });
    const slow = new MemoryStore();
    store.entries.set(pbx.key, JSON.stringify({ md5: plantedMd5 }));
    slow.entries.set(pbx.key, JSON.stringify({ md5: plantedMd5, token: 'dead' }));
    await pbx.deviceInfo();
    const behind = Object.assign(slow, { readAnew: (key: string) => store.read(key) });
    await window({ store: behind }).session.call((token) => {
      return token === 'dead'
        ? window({ store })
            .deviceInfo()
            .then(() => token)
        : Promise.resolve(token);
    });
    assert.equal(logins(), 1);
  });

  it('sends no fourth login to a box that is slower than the timeout, however often it is asked', async () => {
    fault = ({ endpoint }) => (endpoint === 'login' ? { kind: 'hang', when: 'after' } : undefined);
    for (let poll = 0; poll < 3; poll += 1) {
      await failure(window({ timeoutMs: 50 }).statuses(), 'timeout', /did not answer/);
    }
    for (let poll = 0; poll < 5; poll += 1) await heldBack(window({ timeoutMs: 50 }).statuses());
    const { code } = await failure(window().add(registerTrunk('t')), 'signedOut', /^Nothing was sent/);
    assert.equal(code, heldBackCode);
    assert.equal(logins(), 3);
  });

  for (const [what, lost] of [
    ['a reset', { kind: 'reset', when: 'after' }],
    ['half an answer', { kind: 'truncate' }],
    ['HTTP 500', { kind: 'raw', status: 500, body: '' }],
    ['an answer that is none', { kind: 'raw', body: '<html>' }],
    ['a number that has nothing to do with the password', { kind: 'errno', errno: '20010' }],
  ] satisfies [string, Fault][]) {
    it(`counts a login that was answered with ${what}`, async () => {
      fault = ({ endpoint }) => (endpoint === 'login' ? lost : undefined);
      for (let attempt = 0; attempt < 3; attempt += 1) await assert.rejects(window().deviceInfo());
      fault = () => undefined;
      await heldBack(window().deviceInfo());
      assert.equal(logins(), 3);
    });
  }

  it('counts a login before it is sent, so that a window that crashes meanwhile has counted it', async () => {
    let counted = '';
    fault = ({ endpoint }) => {
      if (endpoint === 'login') counted = readFileSync(countFile(), 'utf8');
      return undefined;
    };
    await window().deviceInfo();
    assert.equal((JSON.parse(counted) as { logins: unknown[] }).logins.length, 1);
    assert.deepEqual(files(), []);
  });

  it('does not count what never left', async () => {
    const { url } = demo;
    await demo.stop();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await failure(window({ url }).deviceInfo(), 'connection', /./);
    }
    assert.deepEqual(files(), []);
  });

  it('counts the typos of two users together, and takes back only the login that had a yes', async () => {
    await failure(window({ connection: { username: 'one' } }).session.signIn('typo'), 'refused', /20003/);
    await failure(window({ connection: { username: 'two' } }).session.signIn('typo'), 'refused', /20003/);
    await window().session.signIn(plantedPassword);
    await failure(window().session.signIn('typo'), 'refused', /20003/);
    await heldBack(window().session.signIn(plantedPassword));
    await heldBack(window({ connection: { username: 'one' } }).session.signIn('right'));
    assert.equal(logins(), 4);
  });

  for (const [host, path] of [
    ['localhost', ''],
    ['LOCALHOST.', '/behind/a/prefix'],
    ['127.1', ''],
  ] as const) {
    it(`knows the box by another spelling too: ${host}${path}`, async () => {
      await threeWrong();
      await heldBack(window({ url: `${urlAs(host)}${path}` }).session.signIn(plantedPassword));
      assert.equal(logins(), 3);
    });
  }

  it('holds back nothing for another port', async () => {
    await threeWrong();
    const other = await startDemoPbx({ password: plantedPassword });
    await window({ url: other.url }).session.signIn(plantedPassword);
    await other.stop();
  });

  it('says until when, and lets it be tried once anyway by whoever was told so', async () => {
    now = new Date(2026, 0, 2, 12, 0, 30).getTime();
    await threeWrong();
    const shown = new Date(2026, 0, 2, 12, 11).toLocaleTimeString(undefined, {
      hour: '2-digit',
      minute: '2-digit',
    });
    const { message } = await heldBack(window().session.signIn('wrong'));
    assert.ok(message.includes(`Wait until ${shown},`), message);
    assert.match(
      message,
      /^Nothing was sent\. The last 3 sign-ins to hq \(.*\) failed or had no answer, .* try once anyway\.$/,
    );
    await failure(window().session.signIn('wrong', undefined, true), 'refused', /20003/);
    assert.equal(logins(), 4);
  });

  it('keeps the last of five back from everybody, also from whoever wants it anyway', async () => {
    now = new Date(2026, 0, 2, 12, 0, 30).getTime();
    await threeWrong();
    await failure(window().session.signIn('wrong', undefined, true), 'refused', /20003/);
    for (const anyway of [false, true]) {
      const { code, message } = await failure(
        window().session.signIn(plantedPassword, undefined, anyway),
        'signedOut',
        /^Nothing was sent\. The last 4 sign-ins to hq .* the next wrong one would lock this computer out\. Wait until \d/,
      );
      assert.equal(code, lastLoginCode);
      assert.doesNotMatch(message, /anyway/);
    }
    assert.equal(logins(), 4);
    now += 10 * minute;
    await window().session.signIn(plantedPassword);
    assert.equal(logins(), 5);
  });

  it('says where it can be tried once anyway to whoever has no button for that', async () => {
    await threeWrong();
    const polling = window({ credential: { md5: plantedMd5, token: 'dead' } });
    const { message } = await heldBack(polling.statuses());
    assert.match(message, / try once anyway\. PBX: Sign In… offers that\.$/);
  });

  it('lets the next one go ten minutes after the third from the end', async () => {
    for (const pause of [0, minute, 2 * minute]) {
      now += pause;
      await failure(window().session.signIn('wrong'), 'refused', /20003/);
    }
    now += 7 * minute - 1;
    await heldBack(window().session.signIn(plantedPassword));
    now += 1;
    await window().session.signIn(plantedPassword);
  });

  it('neither frees a box nor locks it for ever when the clock is set back', async () => {
    await threeWrong();
    now -= 1000 * minute;
    await heldBack(window().session.signIn(plantedPassword));
    now += 10 * minute - 1;
    await heldBack(window().session.signIn(plantedPassword));
    now += 1;
    await window().session.signIn(plantedPassword);
  });

  for (const content of ['', '{', '[]', '{"logins":[{"id":1}]}', '\0\0\0\0', 'null']) {
    it(`takes a damaged file (${JSON.stringify(content)}) for three logins, for ten minutes`, async () => {
      await failure(window().session.signIn('wrong'), 'refused', /20003/);
      writeFileSync(countFile(), content);
      await heldBack(window().session.signIn(plantedPassword));
      now += 10 * minute - 1;
      await heldBack(window().session.signIn(plantedPassword));
      now += 1;
      await window().session.signIn(plantedPassword);
      assert.deepEqual(files(), []);
    });
  }

  it('keeps its files to the user, and nothing in them that tells of a user or a password', async function () {
    await failure(window().session.signIn('wrong'), 'refused', /20003/);
    const text = readFileSync(countFile(), 'utf8');
    assert.deepEqual(Object.keys((JSON.parse(text) as { logins: object[] }).logins[0] ?? {}), ['id', 'at']);
    if (process.platform === 'win32') this.skip();
    assert.equal(statSync(join(state, 'logins')).mode & 0o777, 0o700);
    assert.equal(statSync(countFile()).mode & 0o777, 0o600);
  });

  describe('where the count cannot be written', () => {
    const cannot = /^Nothing was sent to hq .*the count cannot be written to .*Make that folder writable/;
    const blocked = () => {
      const file = join(state, 'file');
      writeFileSync(file, '');
      return guard(file);
    };

    it('sends no login by itself, and says why', async () => {
      const pbx = window({ logins: blocked() });
      for (let poll = 0; poll < 3; poll += 1) await heldBack(pbx.statuses(), cannot);
      await heldBack(pbx.session.signIn(plantedPassword), cannot);
      assert.equal(logins(), 0);
    });

    it('sends one when a person wants it anyway, and goes on with its token', async () => {
      const pbx = window({ logins: blocked() });
      await pbx.session.signIn(plantedPassword, undefined, true);
      await pbx.statuses();
      assert.equal(logins(), 1);
    });

    it('sends none either where something else stands in the place of the file', async () => {
      await failure(window().session.signIn('wrong'), 'refused', /20003/);
      const file = countFile();
      rmSync(file);
      mkdirSync(file);
      await heldBack(window().session.signIn(plantedPassword), cannot);
      assert.equal(logins(), 1);
    });
  });

  it('lets the waiting for another window’s login be ended, and sends nothing then', async () => {
    let release: () => void = () => undefined;
    const released = new Promise<undefined>((resolve) => {
      release = () => {
        resolve(undefined);
      };
    });
    fault = ({ endpoint }) => (endpoint === 'login' ? released : undefined);
    const first = window().session.signIn(plantedPassword);
    await untilTrue(() => logins() === 1);
    const stop = new AbortController();
    const second = window().session.signIn(plantedPassword, stop.signal);
    stop.abort();
    await failure(second, 'cancelled', /^Cancelled/);
    release();
    await first;
    assert.equal(logins(), 1);
  });
});
