import assert from 'node:assert/strict';
import { checkTrunk, fieldsOf, isReservedName, trunkFields } from '../../../src/core/trunk.ts';

const register = {
  trunkname: 'to-108-16-test',
  trunktype: 'register',
  host: '172.16.108.16',
  port: '5060',
  username: '6100',
  authname: '6100',
  password: 'Rqzswb55',
};
const peer = { trunkname: 'backup', trunktype: 'peer', host: 'sip.example.com', port: '5061' };
const account = { trunkname: 'a', trunktype: 'account', username: '1', authname: '2', password: '3' };

/** The fields that are complained about, and the words. */
function problemsOf(values: unknown): [field: string, message: string][] {
  const result = checkTrunk(values);
  return 'problems' in result ? result.problems.map(({ field, message }) => [field, message]) : [];
}

const fieldsWith = (values: unknown) => problemsOf(values).map(([field]) => field);

describe('A trunk', () => {
  for (const trunk of [register, peer, account, { ...register, domain: 'd.example', fromuser: '' }]) {
    it(`of type ${trunk.trunktype} comes back as it was (${Object.keys(trunk).length} fields)`, () => {
      assert.deepEqual(checkTrunk(trunk), { trunk });
    });
  }

  it('says what is no text, of fields that must be there and of others', () => {
    assert.deepEqual(problemsOf({ ...register, username: 6100, fromuser: 6100, domain: null }), [
      ['domain', 'domain must be text in quotes.'],
      ['username', 'username must be text in quotes.'],
      ['fromuser', 'fromuser must be text in quotes.'],
    ]);
  });

  it('keeps the order of the documentation, whatever order it is given in', () => {
    const result = checkTrunk(Object.fromEntries(Object.entries(register).reverse()));
    assert.ok('trunk' in result);
    assert.equal(JSON.stringify(result.trunk), JSON.stringify(register));
  });

  for (const [base, required] of [
    [register, ['trunkname', 'host', 'port', 'username', 'authname', 'password']],
    [peer, ['trunkname', 'host', 'port']],
    [account, ['trunkname', 'username', 'authname', 'password']],
  ] as const) {
    for (const field of required) {
      it(`of type ${base.trunktype} needs ${field}`, () => {
        const without = Object.fromEntries(Object.entries(base).filter(([key]) => key !== field));
        const [[named, words] = [], ...others] = problemsOf(without);
        assert.equal(named, field);
        assert.match(words ?? '', new RegExp(`^${field} `));
        assert.deepEqual(others, []);
        assert.deepEqual(fieldsWith({ ...base, [field]: '' }), [field]);
        assert.deepEqual(fieldsWith({ ...base, [field]: '  ' }), [field]);
      });
    }
  }

  for (const [base, extra] of [
    [peer, ['username', 'authname', 'fromuser', 'password']],
    [account, ['host', 'port', 'domain', 'fromuser']],
  ] as const) {
    for (const field of extra) {
      it(`of type ${base.trunktype} has no ${field}`, () => {
        const [[named, words] = []] = problemsOf({ ...base, [field]: '5060' });
        assert.equal(named, field);
        assert.match(words ?? '', new RegExp(`${base.trunktype} has no ${field}`));
      });
    }
  }

  it('lists all problems at once, in the order of the fields', () => {
    assert.deepEqual(fieldsWith({ ...register, password: '', port: 'x', host: 'a b', trunkname: 'all' }), [
      'trunkname',
      'host',
      'port',
      'password',
    ]);
  });

  it('has no letter in it that was lost when it was read', () => {
    for (const field of ['trunkname', 'host', 'domain', 'username', 'authname', 'fromuser', 'password']) {
      const [[named, words] = []] = problemsOf({ ...register, [field]: 'M\ufffdnchen' });
      assert.equal(named, field);
      assert.match(words ?? '', /U\+FFFD/, field);
    }
  });

  it('has only known fields', () => {
    assert.deepEqual(fieldsWith({ ...register, hots: 'x', id: '3' }), ['hots', 'id']);
  });

  for (const trunktype of ['Register', 'friend', '', undefined]) {
    it(`has no type ${JSON.stringify(trunktype)}`, () => {
      const [[field, words] = []] = problemsOf({ ...peer, trunktype });
      assert.equal(field, 'trunktype');
      assert.match(words ?? '', /register, peer, account/);
    });
  }

  describe('of no type', () => {
    const wrong = { host: 'h:1', port: '0', password: '' };
    for (const [title, values, fields] of [
      [
        'has its values checked',
        { ...register, ...wrong, trunktype: 'friend' },
        ['trunktype', 'host', 'port', 'password'],
      ],
      [
        'that is nearly one needs what that one needs',
        { trunkname: 'a', trunktype: 'acount' },
        ['trunktype', 'username', 'authname', 'password'],
      ],
      [
        'needs what every type needs that has its fields',
        { trunkname: 'a', host: 'h' },
        ['trunktype', 'port'],
      ],
      ['needs a name in any case', { trunktype: 'friend' }, ['trunkname', 'trunktype']],
      ['may have the fields of any', { ...peer, username: 'u', trunktype: 'peeer' }, ['trunktype']],
      [
        'but for its case has only the fields of that one',
        { ...peer, username: 'u', trunktype: 'Peer' },
        ['trunktype', 'username'],
      ],
      ['has only known fields', { ...peer, trunktype: 'x', hots: '1', id: '2' }, ['trunktype', 'hots', 'id']],
    ] as const) {
      it(title, () => {
        assert.deepEqual(fieldsWith(values), fields);
      });
    }
    it('says of each field what it would say anyway', () => {
      assert.deepEqual(
        problemsOf({ ...register, ...wrong, trunktype: 'friend' }).slice(1),
        problemsOf({ ...register, ...wrong }),
      );
    });
  });

  for (const nothing of [undefined, null, 'trunk', 7, []]) {
    it(`is not ${JSON.stringify([nothing])}`, () => {
      assert.equal(problemsOf(nothing).length, 1);
    });
  }
});

describe('A trunk name', () => {
  for (const name of ['all', 'ALL', 'All ', ' all', 'a\u200bll', 'al\u00adl', 'a,b', ',', '', ' ', '\t']) {
    it(`${JSON.stringify(name)} is never sent to a PBX`, () => {
      assert.equal(isReservedName(name), true);
      assert.deepEqual(fieldsWith({ ...peer, trunkname: name }), ['trunkname']);
    });
  }
  for (const name of ['all-in', 'overall', 'a;b', 'Zürich Büro', '干线', 'all all']) {
    it(`${JSON.stringify(name)} is fine`, () => {
      assert.equal(isReservedName(name), false);
      assert.deepEqual(fieldsWith({ ...peer, trunkname: name }), []);
    });
  }
  it('says which of the two reserved things it is', () => {
    assert.match(problemsOf({ ...peer, trunkname: 'x,all' })[0]?.[1] ?? '', /comma/);
    assert.match(problemsOf({ ...peer, trunkname: 'ALL ' })[0]?.[1] ?? '', /every trunk/);
  });
});

describe('A port', () => {
  for (const port of ['1', '80', '5060', '65535', 5060]) {
    it(`may be ${JSON.stringify(port)}, and is a text in the end`, () => {
      const result = checkTrunk({ ...peer, port });
      assert.ok('trunk' in result && 'port' in result.trunk);
      assert.equal(result.trunk.port, String(port));
    });
  }
  for (const port of [
    '0',
    '65536',
    '70000',
    '05060',
    '-1',
    '+5060',
    '5060.0',
    '5e3',
    ' 5060',
    'sip',
    '٥',
    0,
    1.5,
  ]) {
    it(`may not be ${JSON.stringify(port)}`, () => {
      assert.deepEqual(fieldsWith({ ...peer, port }), ['port']);
    });
  }
});

describe('A host', () => {
  for (const host of [
    '192.0.2.1',
    'sip.example.com',
    'büro.example',
    '2001:db8::1',
    '[2001:db8::1]',
    'pbx',
  ]) {
    it(`may be ${host}`, () => {
      assert.deepEqual(fieldsWith({ ...peer, host, domain: host }), []);
    });
  }
  for (const host of [
    'a b',
    'sip:a@b',
    'sip:a',
    'SIPS:a',
    'user@host',
    'http://a/',
    'a/24',
    'host:5060',
    '[2001:db8::1]:5060',
  ]) {
    it(`may not be ${host}, nor may a domain`, () => {
      assert.deepEqual(fieldsWith({ ...peer, host }), ['host']);
      assert.deepEqual(fieldsWith({ ...peer, domain: host }), ['domain']);
    });
  }
});

describe('No value of a trunk', () => {
  it('has more than one problem', () => {
    assert.deepEqual(fieldsWith({ ...register, trunkname: 'a,b\n' }), ['trunkname']);
  });
  for (const field of ['trunkname', 'username', 'authname', 'fromuser', 'password']) {
    it(`has a control character: ${field}`, () => {
      for (const character of ['\n', '\r', '\0', '\x1b', '\x7f', '\x85']) {
        const problems = problemsOf({ ...register, [field]: `secret${character}value` });
        assert.deepEqual(
          problems.map(([named]) => named),
          [field],
        );
        assert.doesNotMatch(problems[0]?.[1] ?? '', /secret/);
      }
    });
  }
});

describe('The fields of a trunk', () => {
  it('are those that the documentation sends, in its order', () => {
    const documented = [
      ...['trunkname', 'trunktype', 'host', 'port', 'domain'],
      ...['username', 'authname', 'fromuser', 'password', 'extensionsdod', 'extensionsgroupdod'],
    ];
    assert.deepEqual(trunkFields, documented);
    assert.deepEqual(
      fieldsOf('register').map(({ field }) => field),
      documented,
    );
  });
  it('say which are required', () => {
    const optional = (type: Parameters<typeof fieldsOf>[0]) =>
      fieldsOf(type).flatMap(({ field, required }) => (required ? [] : [field]));
    const dod = ['extensionsdod', 'extensionsgroupdod'];
    assert.deepEqual(optional('register'), ['domain', 'fromuser', ...dod]);
    assert.deepEqual(optional('peer'), ['domain', ...dod]);
    assert.deepEqual(optional('account'), dod);
  });
});
