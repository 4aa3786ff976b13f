import assert from 'node:assert/strict';
import { keyWords, requiredWords, typeWords } from '../../../../src/core/trunkYaml/fieldWords.ts';
import { readTrunkFile } from '../../../../src/core/trunkYaml/readTrunkFile.ts';
import { fieldSnippet, trunkSnippet } from '../../../../src/core/trunkYaml/trunkSnippet.ts';
import { fieldsOf, trunkFields, trunkTypes } from '../../../../src/core/trunk.ts';

describe('The words for the keys of a trunk file', () => {
  for (const key of [...trunkFields, 'pbx', 'trunks'] as const) {
    it(`say what ${key} means, with an example of it`, () => {
      const { meaning, example } = keyWords(key);
      assert.match(meaning, /^\p{Lu}.{20,}\.$/su);
      assert.ok(example.startsWith(`${key}:`));
    });
  }

  it('say which types need a field', () => {
    assert.equal(requiredWords('trunkname'), 'Required.');
    assert.equal(requiredWords('host'), 'Required for: register, peer.');
    assert.equal(requiredWords('domain'), 'Optional for: register, peer.');
    assert.equal(requiredWords('fromuser'), 'Optional for: register.');
    assert.equal(requiredWords('pbx'), undefined);
    for (const type of trunkTypes) assert.ok(typeWords(type));
  });
});

describe('The snippet of a whole trunk', () => {
  for (const type of trunkTypes) {
    it(`of type ${type} has all that is required, and reads as a trunk without an error`, () => {
      const lines = trunkSnippet(type);
      const required = fieldsOf(type).filter((one) => one.required);
      assert.deepEqual(
        lines.map((line) => line.split(':')[0]),
        required.map(({ field }) => field),
      );
      const text = lines
        .join('\n')
        .replace(/\$\{\d:([^{}]*)\}/g, '$1')
        .replaceAll('\\', '');
      assert.deepEqual(readTrunkFile(text).problems, []);
    });
  }

  it('of one field begins with the field', () => {
    for (const field of trunkFields) assert.ok(fieldSnippet(field, true).startsWith(`${field}: `));
  });
});
