import assert from 'node:assert/strict';
import { everydayTrunk } from '../../../src/core/everydayTrunk.ts';
import { trunkFields, trunkSchema, trunkWarnings, type TrunkField } from '../../../src/core/trunk.ts';
import { SeededRandom } from './trunkYaml/seededRandom.ts';

const peer = { trunkname: 'a', trunktype: 'peer', host: 'sip.example.net', port: '5060' };

/** Values that something is said about, and such that nothing is. */
const texts: readonly [string, ...string[]] = [
  ...([
    'a',
    'to-108-16',
    '192.0.2.1',
    'x_y',
    '0123',
    '5060',
    '65535',
    '65536',
    '99999',
    '0',
    '05060',
  ] as const),
  ...([
    '',
    ' ',
    'all',
    'ALL',
    'a b',
    'a,b',
    'a;b',
    'a:5060',
    'sip:a',
    '[::1]',
    'a/b',
    'a@b',
    'ü',
    '١٢',
  ] as const),
  ...([
    'a\n',
    '\ta',
    'a\u0000',
    'a\u200b',
    '\u00ad',
    'al\u200bl',
    'a'.repeat(63),
    'a'.repeat(64),
    '-',
  ] as const),
  ...([
    '__proto__',
    'constructor',
    'register',
    'peer',
    'account',
    '.',
    '$1',
    "'a'",
    '-1',
    '1e3',
    '5060 ',
  ] as const),
];
const ordinary: readonly [string, ...string[]] = ['a', 'to-108-16', '192.0.2.1', 'x_y', '0123'];

function someTrunk(random: SeededRandom): Partial<Record<TrunkField, string | undefined>> {
  const fields = trunkFields.filter((field) => field !== 'trunktype' && random.below(8) > 0);
  const strange = random.below(3) === 0 ? 3 : 1000;
  const value = (field: TrunkField) => {
    if (random.below(strange) === 0) return random.below(20) === 0 ? undefined : random.pick(texts);
    return field === 'port' ? random.pick(['5060', '1', '65535', '8080']) : random.pick(ordinary);
  };
  const type = random.below(20) === 0 ? random.pick(texts) : random.pick(['register', 'peer', 'account']);
  const own = fields.filter(
    (field) =>
      type === 'register' ||
      random.below(10) === 0 ||
      (type === 'peer' ? /name|host|port|domain/ : /trunkname|username|authname|password/).test(field) !==
        (type === 'peer' && /username|authname/.test(field)),
  );
  const entries = [['trunktype', type], ...own.map((field) => [field, value(field)])];
  return Object.fromEntries(random.below(2) === 0 ? entries : entries.reverse()) as Partial<
    Record<TrunkField, string | undefined>
  >;
}

describe('An everyday trunk', () => {
  it('is recognized', () => {
    assert.deepEqual(everydayTrunk(peer), peer);
  });

  it('is one that the schema takes as it is, with no warning', () => {
    const random = new SeededRandom(1);
    const types = new Map<string, number>();
    for (let run = 0; run < 20_000; run += 1) {
      const values = someTrunk(random);
      const trunk = everydayTrunk(values);
      if (!trunk) continue;
      types.set(trunk.trunktype, (types.get(trunk.trunktype) ?? 0) + 1);
      const { data } = trunkSchema.safeParse(values);
      assert.equal(JSON.stringify(trunk), JSON.stringify(data), JSON.stringify(values));
      assert.deepEqual(trunkWarnings(values), [], JSON.stringify(values));
    }
    for (const type of ['register', 'peer', 'account']) {
      assert.ok((types.get(type) ?? 0) > 300, `only ${types.get(type) ?? 0} of type ${type}`);
    }
  });

  it('has no value that is strange for any field', () => {
    for (const field of trunkFields) {
      for (const text of texts) {
        const values = { ...peer, [field]: text };
        const trunk = everydayTrunk(values);
        if (!trunk) continue;
        assert.deepEqual(trunkSchema.safeParse(values).data, trunk);
        assert.deepEqual(trunkWarnings(values), []);
      }
    }
  });
});
