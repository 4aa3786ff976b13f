import assert from 'node:assert/strict';
import { decodeUnicode, encodeUnicode, markedEncoding, withoutMark } from '../../../src/core/unicode.ts';

const text = 'pbx: Büro 中文 😀\r\n';
const utf16 = Buffer.from(text, 'utf16le');
const samples = [
  { name: 'utf8', mark: [0xef, 0xbb, 0xbf], bytes: Buffer.from(text) },
  { name: 'utf16le', mark: [0xff, 0xfe], bytes: utf16 },
  { name: 'utf16be', mark: [0xfe, 0xff], bytes: Buffer.from(utf16).swap16() },
] as const;

describe('Unicode in files', () => {
  for (const { name, mark, bytes } of samples) {
    it(`is read and written as ${name}, with and without a byte order mark`, () => {
      const marked = Buffer.concat([Buffer.from(mark), bytes]);
      assert.deepEqual(markedEncoding(marked), { name, marked: true });
      assert.equal(markedEncoding(bytes), undefined);
      assert.deepEqual(Buffer.from(withoutMark(marked)), bytes);
      assert.deepEqual(Buffer.from(withoutMark(bytes)), bytes);
      for (const [isMarked, written] of [
        [true, marked],
        [false, bytes],
      ] as const) {
        assert.equal(decodeUnicode(written, { name, marked: isMarked }), text);
        assert.deepEqual(Buffer.from(encodeUnicode(text, { name, marked: isMarked })), written);
      }
    });

    it(`is refused where the bytes are not ${name}, and is never half a character`, () => {
      const encoding = { name, marked: false };
      assert.equal(decodeUnicode(Buffer.concat([bytes, Buffer.from([0xd8])]), encoding), undefined);
      assert.equal(decodeUnicode(encodeUnicode('a\ud83d', encoding), encoding), 'a\ufffd');
    });
  }

  it('has no mark in an empty file, or in half a mark', () => {
    for (const bytes of [[], [0xef, 0xbb], [0xff]]) {
      assert.equal(markedEncoding(Uint8Array.from(bytes)), undefined);
    }
  });
});
