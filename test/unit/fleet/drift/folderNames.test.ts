import assert from 'node:assert/strict';
import { folderNames } from '../../../../src/fleet/drift/folderNames.ts';

describe('Folders of trunk files', () => {
  it('have the names of their last parts', () => {
    assert.deepEqual(folderNames(['/srv/hq', '/srv/branch']), ['hq', 'branch']);
  });

  it('that end alike are told apart by what is above them', () => {
    assert.deepEqual(folderNames(['/a/x/sites', '/b/x/sites', '/hq']), ['a/x/sites', 'b/x/sites', 'hq']);
    assert.deepEqual(folderNames(['/x/sites', '/sites']), ['x/sites', 'sites']);
  });

  it('that are the same one, or the root, still have a name without an end', () => {
    assert.deepEqual(folderNames(['/a/sites', '/a/sites/']), ['sites', 'sites']);
    assert.deepEqual(folderNames(['/', '/a']), ['', 'a']);
  });
});
