import assert from 'node:assert/strict';
import { exportFileName } from '../../../../src/fleet/export/fileName.ts';

describe('The file of an exported PBX', () => {
  it('has the name of the PBX', () => {
    assert.equal(exportFileName('branch-1', ['hq', 'branch-1']), 'branch-1.trunks.yaml');
    assert.equal(exportFileName('Büro 東京', []), 'Büro 東京.trunks.yaml');
  });

  it('has a name that every file system takes, inside its folder', () => {
    for (const name of [
      'a/b',
      'a\\b',
      '..',
      '../../x',
      '.',
      ' ',
      'x:y*?"<>|',
      'nul',
      'COM1',
      'a\u0000b',
      '.hidden',
      'ü'.repeat(300),
    ]) {
      const file = exportFileName(name, [name]);
      assert.doesNotMatch(file, /[<>:"/\\|?*\p{C}]|^[. ]|^(?:nul|com1)\./iu, file);
      assert.ok(Buffer.byteLength(file) < 255 && file.endsWith('.trunks.yaml'), file);
    }
  });

  it('is another one for every PBX, the same in every run', () => {
    const names = [
      'hq',
      'HQ',
      'Hq',
      'a/b',
      'a\\b',
      'a-b',
      'x.',
      'x',
      `${'y'.repeat(300)}1`,
      `${'y'.repeat(300)}2`,
    ];
    const files = names.map((name) => exportFileName(name, names));
    assert.equal(new Set(files.map((file) => file.toLowerCase())).size, names.length, files.join('\n'));
    assert.equal(files[0], 'hq.trunks.yaml');
    assert.equal(files[3], 'a-b.trunks.yaml');
  });
});
