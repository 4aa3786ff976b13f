import assert from 'node:assert/strict';
import { PbxNodes } from '../../../src/ui/explorer/pbxNodes.ts';

describe('the rows of PBXes and groups', () => {
  const shown = (rows: ReturnType<PbxNodes['top']>) =>
    rows.map((row) => (row.kind === 'group' ? [row.name, ...row.pbxes.map(({ name }) => name)] : row.name));

  it('are the PBXes themselves where there is no group', () => {
    const nodes = new PbxNodes(() => [{ name: 'a' }, { name: 'b' }]);
    assert.deepEqual(shown(nodes.top()), ['a', 'b']);
    assert.equal(nodes.groupOf('a'), undefined);
  });

  it('are the groups first, and keep their objects when the settings change', () => {
    let list: { name: string; group?: string }[] = [
      { name: 'a' },
      { name: 'b', group: 'south' },
      { name: 'c', group: 'north' },
      { name: 'd', group: 'south' },
    ];
    const nodes = new PbxNodes(() => list);
    const before = nodes.top();
    assert.deepEqual(shown(before), [['north', 'c'], ['south', 'b', 'd'], 'a']);
    assert.equal(nodes.groupOf('d'), before[1]);
    list = [{ name: 'a', group: 'south' }, { name: 'c' }, { name: 'd', group: 'south' }];
    const after = nodes.top();
    assert.deepEqual(shown(after), [['south', 'a', 'd'], 'c']);
    assert.equal(after[0], before[1]);
    assert.equal(after[1], nodes.of('c'));
    assert.equal(nodes.groupOf('c'), undefined);
  });
});
