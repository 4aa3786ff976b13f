import assert from 'node:assert/strict';
import { PbxChanges } from '../../../src/ui/explorer/pbxChanges.ts';

describe('what VS Code is told of a PBX', () => {
  it('is under way until it asks for the rows', () => {
    const told: string[] = [];
    const changes = new PbxChanges(({ name }) => told.push(name));
    assert.equal(changes.isUnderWay('hq'), false);
    changes.tell({ kind: 'pbx', name: 'hq' });
    assert.equal(changes.isUnderWay('hq'), true);
    assert.equal(changes.isUnderWay('branch'), false);
    changes.asked('hq');
    assert.equal(changes.isUnderWay('hq'), false);
    assert.deepEqual(told, ['hq']);
  });
});
