import assert from 'node:assert/strict';
import { checkForm } from '../../../src/ui/oneTrunk/page/fields/checkForm.ts';

const typed = {
  trunkname: 'a',
  host: 'sip.example.net',
  port: '5060',
  username: '0301',
  authname: '0301',
  password: 'Secret',
};

describe('The values of the form', () => {
  it('lose the blanks around them, but for the name and the password', () => {
    const padded = Object.fromEntries(Object.entries(typed).map(([field, value]) => [field, ` ${value} `]));
    const { trunk, messages } = checkForm('register', padded);
    assert.deepEqual(trunk, { ...typed, trunktype: 'register', trunkname: ' a ', password: ' Secret ' });
    assert.deepEqual(
      [...messages].map(([field, { kind }]) => [field, kind]),
      [
        ['trunkname', 'warning'],
        ['password', 'warning'],
      ],
    );
  });

  for (const [field, value, kind, words] of [
    ['host', 'sip.example.net;transport=tls', 'error', /;transport=tls/],
    ['domain', '192.0.2.1,192.0.2.2', 'error', /not a list/],
    ['port', '5060.0', 'error', /decimals: write 5060/],
    ['host', 'sip.example\u200b.net', 'warning', /U\+200B zero width space/],
    ['username', '\u202a0301', 'warning', /U\+202A left-to-right embedding/],
    ['password', 'Sec\u2060ret', 'warning', /U\+2060 word joiner/],
    ['fromuser', 'null', 'warning', /Leave fromuser out/],
    ['authname', '1,23457E+15', 'warning', /spreadsheet/],
    ['password', '#NAME?', 'warning', /spreadsheet/],
  ] as const) {
    it(`${JSON.stringify(value)} as ${field} is ${kind === 'error' ? 'an error' : 'a warning'}`, () => {
      const { trunk, messages } = checkForm('register', { ...typed, [field]: value });
      assert.equal(trunk === undefined, kind === 'error');
      assert.deepEqual([...messages.keys()], [field]);
      assert.equal(messages.get(field)?.kind, kind);
      assert.match(messages.get(field)?.text ?? '', words);
    });
  }
});
