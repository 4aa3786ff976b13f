import assert from 'node:assert/strict';
import { isTrunkFileName } from '../../../../src/core/trunkYaml/trunkFileName.ts';

describe('The name of a trunk YAML', () => {
  for (const name of [
    'trunk.yaml',
    'trunks.yaml',
    'hq.trunk.yaml',
    'hq.trunks.yml',
    'a.b.trunks.yaml',
    'trunk.yml',
    'TRUNKS.YAML',
    '/etc/pbx/trunks.yaml',
    'C:\\pbx\\hq.trunk.yml',
  ]) {
    it(`is ${name}`, () => {
      assert.equal(isTrunkFileName(name), true);
    });
  }
  for (const name of [
    'trunk.json',
    'mytrunks.yaml',
    'trunks.yaml.bak',
    'trunk-s.yaml',
    'trunks',
    'yaml',
    'trunks.yaml/readme.yaml',
    '.trunk.yaml',
    'trunkss.yaml',
    'trunks_yaml',
    '',
  ]) {
    it(`is not ${JSON.stringify(name)}`, () => {
      assert.equal(isTrunkFileName(name), false);
    });
  }
});
