import assert from 'node:assert/strict';
import { StatusSince } from '../../../src/ui/explorer/statusSince.ts';

describe('since when a trunk has its status', () => {
  const key = { pbx: 'hq', trunkname: 'a' };
  let now: number;
  let since: StatusSince;
  const see = (status: string | undefined, pbx = 'hq') => {
    since.observe(pbx, [{ trunkname: 'a', status }]);
  };

  beforeEach(() => {
    now = 1000;
    since = new StatusSince(() => now);
  });

  it('is known only from a change on', () => {
    see('Registered');
    assert.equal(since.of(key), undefined);
    now = 2000;
    see('Failure');
    assert.equal(since.of(key), 2000);
    now = 3000;
    see('Failure');
    see('Registered', 'branch');
    assert.equal(since.of(key), 2000);
    assert.equal(since.of({ ...key, pbx: 'branch' }), undefined);
    see('Registered');
    assert.equal(since.of(key), 3000);
  });

  it('is not known of a trunk that was gone, or of another PBX under the same name', () => {
    see('Registered');
    see('Failure');
    since.observe('hq', []);
    see('Registered');
    assert.equal(since.of(key), undefined);
    see('Failure');
    since.forget();
    see('Registered');
    assert.equal(since.of(key), undefined);
  });
});
