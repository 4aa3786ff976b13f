import assert from 'node:assert/strict';
import { oddEndsOf } from '../../../src/core/oddEnds.ts';

describe('what does not show at the ends of a password', () => {
  for (const [password, words] of [
    [' secret', 'The password begins with a blank.'],
    ['secret ', 'The password ends with a blank.'],
    [' secret\n', 'The password begins with a blank and ends with a line break.'],
    ['secret\r\n', 'The password ends with a line break.'],
    ['secret\t', 'The password ends with U+0009 tab.'],
    ['\u200bsecret', 'The password begins with U+200B zero width space.'],
    ['secret\u00a0', 'The password ends with U+00A0 no-break space.'],
    ['\ufeffsecret', 'The password begins with U+FEFF zero width no-break space.'],
    ['secret\u202e', 'The password ends with U+202E right-to-left override.'],
    ['secret\u0000', 'The password ends with U+0000.'],
    [' ', 'The password begins with a blank and ends with a blank.'],
  ] as const) {
    it(`is said of ${JSON.stringify(password)}`, () => {
      assert.equal(oddEndsOf(password), words);
    });
  }

  for (const password of ['secret', 'in the middle', 'ends with ü', 'zéro', '密码', '😀', '!"#', '']) {
    it(`is nothing in ${JSON.stringify(password)}`, () => {
      assert.equal(oddEndsOf(password), undefined);
    });
  }
});
