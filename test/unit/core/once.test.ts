import assert from 'node:assert/strict';
import { once } from '../../../src/core/once.ts';

describe('What is made once', () => {
  it('is made for all who ask, also while it is being made', async () => {
    let made = 0;
    const get = once(() => Promise.resolve((made += 1)));
    assert.deepEqual(await Promise.all([get(), get()]), [1, 1]);
    assert.equal(await get(), 1);
  });

  it('is tried again after a failure, which all who waited are told', async () => {
    let tries = 0;
    const get = once(async () => {
      await Promise.resolve();
      tries += 1;
      if (tries === 1) throw new Error('locked');
      return tries;
    });
    const failed = await Promise.allSettled([get(), get()]);
    assert.deepEqual(
      failed.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    assert.equal(await get(), 2);
    assert.equal(await get(), 2);
  });
});
