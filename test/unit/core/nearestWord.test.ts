import assert from 'node:assert/strict';
import { nearestWord } from '../../../src/core/nearestWord.ts';

const known = [
  'trunkname',
  'trunktype',
  'host',
  'port',
  'username',
  'authname',
  'fromuser',
  'password',
  'pbx',
];

describe('The word that somebody may have meant', () => {
  const cases: [word: string, meant: string | undefined][] = [
    ['hots', 'host'],
    ['prot', 'port'],
    ['hst', 'host'],
    ['pbxs', 'pbx'],
    ['Trunk-Name', 'trunkname'],
    ['truncname', 'trunkname'],
    ['passwort', 'password'],
    ['type', 'trunktype'],
    ['from', 'fromuser'],
    ['colour', undefined],
    ['id', undefined],
    ['', undefined],
    ['x'.repeat(1_000_000), undefined],
  ];
  for (const [word, meant] of cases) {
    it(`${word.slice(0, 20)} → ${meant ?? 'none'}`, () => {
      assert.equal(nearestWord(word, known), meant);
    });
  }
});
