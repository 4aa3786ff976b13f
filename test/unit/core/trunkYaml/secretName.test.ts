import assert from 'node:assert/strict';
import {
  copiedSecretName,
  exportedSecretName,
  movedSecretName,
} from '../../../../src/core/trunkYaml/secretName.ts';

describe('the name of a secret', () => {
  it('of an exported trunk has the PBX and, for anything but the password, the field', () => {
    assert.equal(exportedSecretName('hq', 'to itsp'), 'hq-to-itsp');
    assert.equal(exportedSecretName('hq', 'Büro 1', 'authname'), 'hq-Büro-1-authname');
    assert.equal(exportedSecretName('hq', '*'), 'hq');
  });

  it('of a trunk of the form or of a file is as near to the name of the trunk as a placeholder can have it', () => {
    assert.equal(copiedSecretName('  to: ${itsp} '), 'to-itsp');
    assert.equal(copiedSecretName('#'), 'trunk');
    assert.equal(movedSecretName('to: ${itsp}'), 'to:  itsp');
    assert.equal(movedSecretName('${}'), 'password');
  });
});
