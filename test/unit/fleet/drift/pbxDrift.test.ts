import assert from 'node:assert/strict';
import { differences, type ExistingTrunk } from '../../../../src/core/compare.ts';
import { resolveTrunk } from '../../../../src/core/trunkYaml/resolveTrunk.ts';
import type { Trunk, TrunkField } from '../../../../src/core/trunk.ts';
import type { Comparison } from '../../../../src/pbx/provision/compareTrunks.ts';
import { OpenValues } from '../../../../src/fleet/drift/openValues.ts';
import { driftOf, emptyDrift, isClean, resultOf } from '../../../../src/fleet/drift/pbxDrift.ts';
import { registerTrunk } from '../../../support/pbxClient.ts';

const place = 'trunks.yaml:3';
const named = (trunk: Trunk) => ({ trunkname: trunk.trunkname, place, trunk });
const compared = (trunk: Trunk, existing: ExistingTrunk | undefined, unlisted: string[] = []): Comparison => {
  const fields = existing ? differences(trunk, existing) : [];
  const action = existing ? (fields.length > 0 ? 'update' : 'none') : 'add';
  return {
    trunks: [{ trunk, action, fields, ...(existing && { existing }) }],
    compared: true,
    listed: [],
    unlisted,
  };
};

/** A trunk as its file gives it, where only the values of `known` are there. */
async function filledIn(
  open: OpenValues,
  values: Partial<Record<TrunkField, string>>,
  known: Record<string, string> = {},
): Promise<Trunk> {
  const source = open.valuesOrMarks({
    secret: (name) => Promise.resolve(known[name]),
    env: (name) => known[name],
  });
  const all = { ...registerTrunk('itsp'), ...values } as Partial<Record<TrunkField, string>>;
  const result = await resolveTrunk({ values: all }, source);
  assert.ok('trunk' in result, JSON.stringify(result));
  return result.trunk;
}

describe('the drift of a PBX', () => {
  it('names what is missing, different and in no file', () => {
    const [a, b] = [registerTrunk('a'), registerTrunk('b')];
    const comparison: Comparison = {
      trunks: [...compared(a, undefined).trunks, ...compared(b, { ...b, host: 'other.example' }).trunks],
      compared: true,
      listed: [],
      unlisted: ['old', 'broken'],
    };
    const broken = { trunkname: 'broken', place: 'trunks.yaml:9' };
    const drift = driftOf('hq', [named(a), named(b), broken], comparison, new OpenValues());
    assert.deepEqual(resultOf(drift), {
      pbx: 'hq',
      missing: ['a'],
      different: [{ trunkname: 'b', fields: ['host'] }],
      unlisted: ['old'],
    });
    assert.ok(!isClean(drift));
  });

  it('is none when the PBX has what the files say', () => {
    const a = registerTrunk('a');
    assert.ok(isClean(driftOf('hq', [named(a)], compared(a, { ...a, id: '1' }), new OpenValues())));
    assert.ok(!isClean({ ...emptyDrift('hq'), problems: ['It does not answer.'] }));
  });

  it('leaves out what has no value here, compares the rest and says so', async () => {
    const open = new OpenValues();
    const trunk = await filledIn(
      open,
      {
        password: '${secret:itsp}',
        authname: 'x-${env:NO_SUCH}',
        username: '${secret:user}',
      },
      { user: '0123' },
    );
    const existing = { ...registerTrunk('itsp'), username: '0999', host: 'moved.example' };
    const drift = driftOf('hq', [named(trunk)], compared(trunk, existing), open);
    assert.deepEqual(drift.different, [{ trunkname: 'itsp', place, fields: ['host', 'username'] }]);
    const [words = '', ...more] = drift.problems;
    assert.deepEqual(more, []);
    assert.match(
      words,
      /^itsp: authname, password could not be compared.*\$\{env:NO_SUCH\}, \$\{secret:itsp\}/,
    );
    assert.ok(!JSON.stringify(drift).includes(trunk.trunktype === 'register' ? trunk.password : ''));
  });

  it('says nothing of a missing value that would not have been compared', async () => {
    const open = new OpenValues();
    const trunk = await filledIn(open, { password: '${secret:itsp}' });
    const hidden = { ...registerTrunk('itsp'), password: '********' };
    for (const existing of [hidden, undefined]) {
      assert.deepEqual(driftOf('hq', [named(trunk)], compared(trunk, existing), open).problems, []);
    }
  });

  it('says that a PBX which cannot list its trunks was not compared', () => {
    const a = registerTrunk('a');
    const comparison: Comparison = { ...compared(a, undefined), compared: false };
    const { missing, problem = '' } = resultOf(driftOf('hq', [named(a)], comparison, new OpenValues()));
    assert.deepEqual(missing, []);
    assert.match(problem, /10003/);
  });

  it('tells of hundreds of problems in a few', () => {
    const problems = Array.from({ length: 300 }, (_, index) => `Problem ${index.toString()}.`);
    const { problem = '' } = resultOf({ ...emptyDrift('hq'), problems });
    assert.match(problem, /^Problem 0\..*There are \d+ more problems like these\.$/);
    assert.ok(!problem.includes('Problem 299'));
  });
});

describe('values that are missing here', () => {
  it('are told apart, and looked up once each', async () => {
    const asked: string[] = [];
    const open = new OpenValues();
    const source = open.valuesOrMarks({
      secret: (name) => {
        asked.push(name);
        return Promise.resolve(name === 'there' ? 'v4lue' : undefined);
      },
      env: () => undefined,
    });
    const [one, two] = [await source.secret('one'), await source.secret('two')];
    assert.equal(await source.secret('one'), one);
    assert.equal(await source.secret('there'), 'v4lue');
    assert.deepEqual(asked, ['one', 'two', 'there']);
    assert.notEqual(one, two);
    assert.deepEqual(open.in(`${two ?? ''}:${source.env('HOME_OF') ?? ''}`), [
      '${secret:two}',
      '${env:HOME_OF}',
    ]);
    assert.deepEqual(open.in('v4lue'), []);
    assert.deepEqual(open.in(undefined), []);
  });
});
