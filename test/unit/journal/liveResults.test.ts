import assert from 'node:assert/strict';
import { LiveRun } from '../../../src/fleet/journal/liveRun.ts';
import { liveResults } from '../../../src/ui/journal/liveResults.ts';

function begin(...pbxes: string[]) {
  const stop = new AbortController();
  const live = new LiveRun(
    { run: 'r', index: 0 },
    {
      action: 'provision',
      startedAt: '2026-01-02T03:04:05.000Z',
      cancelled: false,
      files: ['trunks.yaml'],
      trunks: 2 * pbxes.length,
      pbxes: pbxes.map((name) => ({ name, url: `http://${name}.example.net` })),
      request: { uris: ['file:///w/trunks.yaml'], update: false },
    },
    pbxes.flatMap((pbx) => ['a', 'b'].map((trunkname) => ({ pbx, trunkname }))),
    { signal: stop.signal },
  );
  return { live, stop };
}

describe('the page of a run that is under way', () => {
  it('says how much is done, and has a part of the bar for what waits', () => {
    const { live } = begin('hq', 'branch');
    live.outcome({ pbx: 'branch', trunkname: 'a', outcome: 'added' });
    live.started({ pbx: 'hq', trunkname: 'a' });
    const { headline, groups, rows, live: mark } = liveResults(live);
    live.end();
    assert.equal(headline, '1 of 4 trunks done on 2 PBXes');
    assert.deepEqual(
      groups.map(({ label, count }) => `${count.toString()} ${label}`),
      ['1 added', '1 being done', '2 waiting'],
    );
    assert.deepEqual(
      rows.map(({ outcome }) => outcome),
      ['underWay', 'waiting', 'added', 'waiting'],
    );
    assert.deepEqual(mark, { isStopping: false });
  });

  it('names the one PBX, and says that it is stopping', () => {
    const { live, stop } = begin('hq');
    assert.equal(liveResults(live).headline, '0 of 2 trunks done on hq');
    stop.abort();
    const { headline, live: mark } = liveResults(live);
    live.end();
    assert.match(headline, /^0 of 2 trunks done on hq\. Stopping/);
    assert.deepEqual(mark, { isStopping: true });
  });

  it('lists what needs attention as it comes, each by its own row', () => {
    const { live } = begin('hq', 'branch');
    live.outcome({ pbx: 'branch', trunkname: 'b', outcome: 'failed', message: 'Refused.' });
    live.outcome({ pbx: 'hq', trunkname: 'a', outcome: 'failed', message: 'No answer.' });
    const { attention, rows } = liveResults(live);
    live.end();
    assert.deepEqual(
      attention.map(({ row, actions }) => [rows[row]?.message, actions.join()]),
      [
        ['Refused.', 'showInFile'],
        ['No answer.', 'showInFile'],
      ],
    );
  });
});
