import assert from 'node:assert/strict';
import { lostLetterIn, unfitBytes, unfitText } from '../../../../src/core/trunkYaml/lostText.ts';

describe('Text that its encoding does not fit', () => {
  it('is a problem at the first letter that is lost, whatever the line breaks', () => {
    assert.equal(lostLetterIn('pbx: Büro\n', 'utf8'), undefined);
    for (const lineBreak of ['\n', '\r\n', '\r']) {
      const found = lostLetterIn(`pbx: hq${lineBreak}  host: b\ufffdr\ufffd${lineBreak}`, 'utf8bom');
      assert.equal(found?.severity, 'error');
      assert.deepEqual(
        [found.start, found.end],
        [
          { line: 1, character: 9 },
          { line: 1, character: 10 },
        ],
      );
      assert.match(found.message, /U\+FFFD.* UTF-8\. /);
    }
  });

  it('names the encoding as the settings do, and as people do', () => {
    assert.match(unfitBytes({ name: 'utf8', marked: false }).message, /UTF-8.*files\.encoding.*“utf8”/);
    assert.match(unfitBytes({ name: 'shiftjis', marked: false }).message, /shiftjis/);
    const marked = unfitBytes({ name: 'utf16be', marked: true });
    assert.match(marked.message, /mark of UTF-16 BE/);
    assert.doesNotMatch(marked.message, /files\.encoding/);
  });

  it('names the letter that cannot be written', () => {
    assert.match(unfitText('Büro 中文', 'Büro ??', 'windows1252'), /windows1252 has no “中”/);
    assert.match(unfitText('a😀b', 'a?b', 'windows1252'), /“😀”/);
  });
});
