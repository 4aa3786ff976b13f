import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BoxLock } from '../../../../src/pbx/locks/boxLock.ts';
import { provisionPbx } from '../../../../src/pbx/provision/provisionPbx.ts';
import { writeQueue } from '../../../../src/pbx/locks/writeQueue.ts';
import { temporaryFolder } from '../../../process.mjs';
import { startObservedPbx, type ObservedPbx } from '../../../support/observedPbx.ts';
import { clientOf, plantedPassword, registerTrunk } from '../../../support/pbxClient.ts';

const unexpected = (words: string) => {
  throw new Error(words);
};

describe('the writes to one box', () => {
  let folder: string;
  let remove: () => void;
  let box: ObservedPbx;
  const names = Array.from({ length: 8 }, (_, index) => `trunk-${index}`);
  const provision = async (url: string, lock: BoxLock, warn: (words: string) => void) => {
    const pbx = clientOf(url, { writes: writeQueue(url, lock, warn) });
    const outcomes = await provisionPbx(
      pbx,
      names.map((name) => registerTrunk(name)),
    );
    await pbx.close();
    return outcomes.map(({ outcome }) => outcome);
  };

  beforeEach(async () => {
    ({ folder, remove } = temporaryFolder('pbx-writes-'));
    box = await startObservedPbx({
      password: plantedPassword,
      intercept: ({ endpoint }) => (endpoint === 'siptrunk/query' ? { kind: 'delay', ms: 20 } : undefined),
    });
  });
  afterEach(async () => {
    await box.stop();
    remove();
  });

  const spellings = (url: string) => [url, url.replace('127.0.0.1', 'LocalHost'), `${url}/prefix/..`];

  for (const [what, lockFor] of [
    ['in one window', (shared: BoxLock) => shared],
    ['in several windows', () => new BoxLock(join(folder, 'boxes'))],
  ] as const) {
    it(`${what}: however its URL is spelled, 8 names are 8 adds`, async () => {
      const shared = new BoxLock(join(folder, 'boxes'));
      await Promise.all(spellings(box.url).map((url) => provision(url, lockFor(shared), unexpected)));
      assert.equal(box.count('siptrunk/add'), 8);
    });
  }

  it('say before anything is written that other windows cannot be kept away, and go one after another here', async () => {
    writeFileSync(join(folder, 'boxes'), '');
    const shared = new BoxLock(join(folder, 'boxes'));
    const warnings: string[] = [];
    const warn = (words: string) => {
      if (warnings.length === 0) assert.equal(box.requests.length, 0);
      warnings.push(words);
    };
    await Promise.all(spellings(box.url).map((url) => provision(url, shared, warn)));
    assert.equal(box.count('siptrunk/add'), 8);
    assert.equal(warnings.length, 3);
    assert.match(
      warnings[0] ?? '',
      /^Other windows cannot be kept from changing 127\.0\.0\.1:\d+ .*boxes\. Make that folder writable/,
    );
  });
});
