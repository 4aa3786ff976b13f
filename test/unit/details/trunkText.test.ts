import assert from 'node:assert/strict';
import { readTrunkFile } from '../../../src/core/trunkYaml/readTrunkFile.ts';
import { comment, remarks, trunkYaml } from '../../../src/ui/details/trunkText.ts';

const planted = 'pl4nted-Passw0rd';
const account = { trunkname: 'a', trunktype: 'account', username: 'u', authname: 'u', password: planted };

describe('the settings of a trunk as YAML', () => {
  it('quote what needs quotes, escape what looks like a placeholder, and name the secret', () => {
    const text = trunkYaml('yes', { ...account, username: 'no', authname: 'a: #b ${env:X}' }, 'yes-a');
    assert.equal(
      text,
      [
        'pbx: "yes"',
        'trunks:',
        '  - trunkname: a',
        '    trunktype: account',
        '    username: "no"',
        '    authname: "a: #b $${env:X}"',
        '    password: ${secret:yes-a}',
        '',
      ].join('\n'),
    );
  });

  it('have the placeholder where the PBX hides the password, and the type as a file writes it', () => {
    for (const password of ['********', '', undefined]) {
      const trunk = { ...account, trunktype: ' Account ', password };
      const { documents, problems } = readTrunkFile(trunkYaml('hq', trunk, 'hq-a'));
      assert.deepEqual(problems, []);
      assert.deepEqual(documents[0]?.trunks[0]?.values, { ...account, password: '${secret:hq-a}' });
      assert.deepEqual(remarks('hq', trunk), ['hq does not show its password.']);
    }
    assert.deepEqual(remarks('hq', account), []);
  });

  it('say why no file could hold the trunk', () => {
    for (const trunk of [
      { ...account, trunkname: 'a,b' },
      { ...account, trunktype: 'IAX' },
      { ...account, username: '' },
      { ...account, authname: 'x\ny' },
    ]) {
      const [words = ''] = remarks('hq', trunk);
      assert.match(words, /^A trunk file cannot hold this trunk: ./);
      assert.ok(!(words + trunkYaml('hq', trunk, 'hq-a')).includes(planted));
    }
  });

  it('are not reached by a comment, whatever is in it', () => {
    const text = comment('a\nb: c\r\u0085d\u2028e', 'f');
    assert.equal(text, '# a⟨U+000A⟩b: c⟨U+000D⟩⟨U+0085⟩d⟨U+2028⟩e\n# f\n');
    assert.deepEqual(
      readTrunkFile(text).documents.flatMap(({ trunks }) => trunks),
      [],
    );
  });
});
