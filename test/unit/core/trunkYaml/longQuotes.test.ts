import assert from 'node:assert/strict';
import { misreadWords } from '../../../../src/core/trunkYaml/misread.ts';
import { withoutComment } from '../../../../src/core/trunkYaml/yamlLine.ts';

describe('a value of megabytes in quotes', () => {
  const long = 'x'.repeat(8 * 1024 * 1024);
  for (const value of [`"${long}"`, `'${long}'`]) {
    it(`is read as it is written, between ${value.charAt(0)}`, () => {
      assert.equal(misreadWords(value), undefined);
      assert.ok(misreadWords(`${value} more`) !== undefined);
      assert.equal(withoutComment(`key: ${value} # comment`).length, `key: ${value}`.length);
    });
  }
});
