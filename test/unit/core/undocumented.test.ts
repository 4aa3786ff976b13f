import assert from 'node:assert/strict';
import { lostByDeletion, shownValues } from '../../../src/core/undocumented.ts';

const password = 'p&l4nted "Passw0rd"';

describe('Settings that no page documents', () => {
  it('are texts, and JSON where they have something inside', () => {
    const values = { codecs: ' ulaw ', qualify: 60, enabled: true, none: null, list: [1, { a: 'b' }] };
    assert.deepEqual(shownValues(values, password), {
      codecs: ' ulaw ',
      qualify: '60',
      enabled: 'true',
      none: '',
      list: '[1,{"a":"b"}]',
    });
  });

  for (const name of [
    ...['secret', 'md5secret', 'SIP_Password', 'passwd', 'pwd', 'pin', 'pin_code', 'token', 'apiKey', 'auth'],
    ...['authstring', 'auth_id', 'credentials', 'HA1Hash', 'tls_private'],
  ]) {
    it(`are masked where they may be a secret: ${name}`, () => {
      for (const value of ['hunter2', 4711, ['hunter2'], { a: 'hunter2' }]) {
        assert.deepEqual(shownValues({ [name]: value }, undefined), { [name]: '•••' });
        assert.deepEqual(shownValues({ x: [{ [name]: value }] }, undefined), { x: `[{"${name}":"•••"}]` });
      }
      assert.deepEqual(shownValues({ [name]: '' }, undefined), { [name]: '' });
    });
  }

  it('have the password of the trunk nowhere, however it is written, whole or as a part', () => {
    const shown = shownValues(
      {
        same: password,
        part: `6100:${password}@host`,
        inside: { deep: [`x${password}x`] },
        url: `sip:a?x=${encodeURIComponent(password)}`,
        digest: 'E10ADC3949BA59ABBE56E057F20F883E',
        long: 'a'.repeat(295) + password,
      },
      password,
    );
    assert.ok(!JSON.stringify(shown).includes('l4nted'), JSON.stringify(shown));
    assert.deepEqual([shown['same'], shown['part'], shown['digest']], ['•••', '6100:•••@host', '•••']);
    assert.deepEqual(shownValues({ a: 'x1', b: '1' }, '1'), { a: 'x1', b: '•••' });
  });

  it('are cut where they are long', () => {
    assert.equal(shownValues({ a: 'x'.repeat(5000) }, undefined)['a']?.length, 301);
  });

  it('are lost by a deletion, unless they are blank or the box gives them by itself', () => {
    const undocumented = { tech: 'pjsip', codecs: 'ulaw', blank: ' ', list: '[]', 'a\nb': '0' };
    assert.deepEqual(lostByDeletion({ trunkname: 'a', undocumented }), ['codecs', 'a b']);
    assert.deepEqual(lostByDeletion({ trunkname: 'a' }), []);
  });
});
