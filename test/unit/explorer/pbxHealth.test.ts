import assert from 'node:assert/strict';
import { PbxHealths } from '../../../src/ui/explorer/pbxHealth.ts';

describe('how the PBXes are', () => {
  let now: number;
  let changed: string[];
  let healths: PbxHealths;

  beforeEach(() => {
    now = 1000;
    changed = [];
    healths = new PbxHealths(
      () => now,
      (name) => changed.push(name),
    );
  });

  it('is nothing to tell while all is well, with however many trunks', () => {
    healths.answered('hq', 40, []);
    healths.answered('hq', 41, []);
    assert.deepEqual(changed, []);
    assert.deepEqual([healths.failing, healths.unreachable], [[], []]);
  });

  it('is told when another trunk fails, or one less, and not with each answer', () => {
    for (const failing of [['a', 'b'], ['a', 'b'], ['a', 'c'], ['a'], [], []])
      healths.answered('hq', 40, failing);
    assert.deepEqual(changed, ['hq', 'hq', 'hq', 'hq']);
  });

  it('names the failing trunks of all, those of a silent one as it said before', () => {
    healths.answered('hq', 40, ['a', 'b']);
    healths.answered('branch', 1, ['a']);
    healths.failed('hq', 'Does not answer');
    assert.deepEqual(healths.failing, [
      { pbx: 'hq', trunkname: 'a' },
      { pbx: 'hq', trunkname: 'b' },
      { pbx: 'branch', trunkname: 'a' },
    ]);
    assert.deepEqual(healths.unreachable, ['hq']);
    assert.deepEqual(healths.of('hq'), {
      trunks: 40,
      failing: ['a', 'b'],
      problem: { words: 'Does not answer', since: 1000 },
    });
  });

  it('says since when a PBX is silent, whatever the reason is now, until it answers', () => {
    healths.failed('hq', 'Does not answer');
    now = 2000;
    healths.failed('hq', 'Cannot be reached');
    healths.failed('hq', 'Cannot be reached');
    assert.deepEqual(healths.of('hq')?.problem, { words: 'Cannot be reached', since: 1000 });
    assert.deepEqual(changed, ['hq', 'hq']);
    healths.answered('hq', 1, []);
    assert.equal(healths.of('hq')?.problem, undefined);
    now = 3000;
    healths.failed('hq', 'HTTP 500');
    assert.equal(healths.of('hq')?.problem?.since, 3000);
  });

  it('is forgotten with the session of one, or with the settings of all', () => {
    healths.answered('hq', 40, ['a']);
    healths.failed('branch', 'HTTP 500');
    healths.forget('hq');
    assert.deepEqual([healths.failing, healths.unreachable], [[], ['branch']]);
    healths.forget();
    assert.deepEqual([healths.of('branch'), healths.unreachable], [undefined, []]);
    assert.deepEqual(changed, ['hq', 'branch', 'hq', 'branch']);
  });
});
