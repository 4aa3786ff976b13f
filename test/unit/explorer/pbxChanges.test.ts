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
    changes.asked({ kind: 'pbx', name: 'hq' });
    assert.equal(changes.isUnderWay('hq'), false);
    assert.deepEqual(told, ['hq']);
  });

  it('is gathered where several changes follow each other', async () => {
    const told: string[] = [];
    const changes = await new Promise<PbxChanges>((done) => {
      const made = new PbxChanges(({ name }) => {
        told.push(name);
        if (name === 'last') done(made);
      });
      for (const name of ['hq', 'branch', 'hq', 'last']) made.tellSoon({ kind: 'pbx', name });
    });
    assert.deepEqual(told, ['hq', 'branch', 'last']);
    assert.equal(changes.isUnderWay('hq'), true);
    changes.dispose();
  });

  it('is told once where it is told at once meanwhile', async () => {
    const told: string[] = [];
    await new Promise<void>((done) => {
      const changes = new PbxChanges(({ name }) => {
        told.push(name);
        if (name === 'last') done();
      });
      changes.tellSoon({ kind: 'pbx', name: 'hq' });
      changes.tell({ kind: 'pbx', name: 'hq' });
      changes.tellSoon({ kind: 'pbx', name: 'last' });
    });
    assert.deepEqual(told, ['hq', 'last']);
  });
});
