import assert from 'node:assert/strict';
import type { Outcome } from '../../../../src/core/outcome.ts';
import type { KeptTrunk } from '../../../../src/fleet/journal/keptSettings.ts';
import { canContinue, type RunPart } from '../../../../src/fleet/journal/storedRun.ts';
import { canUndo, undoSteps } from '../../../../src/fleet/undo/undoSteps.ts';
import { registerTrunk } from '../../../support/pbxClient.ts';

const part = (action: RunPart['action'], outcomes: Record<string, Outcome>): RunPart => ({
  action,
  startedAt: '2026-01-01T00:00:00.000Z',
  cancelled: false,
  files: [],
  trunks: 0,
  pbxes: [],
  outcomes: Object.entries(outcomes).map(([trunkname, outcome]) => ({ pbx: 'hq', trunkname, outcome })),
});
const sent = (trunkname: string, host = 'new', before?: string): KeptTrunk => ({
  sent: registerTrunk(trunkname, { host }),
  ...(before !== undefined && { before: { ...registerTrunk(trunkname, { host: before }), id: '1' } }),
});
const steps = (parts: RunPart[], ...kept: KeptTrunk[][]) =>
  undoSteps({ id: 'x', parts }, new Map([['hq', kept]])).map(({ step }) => {
    const host = step.sent && 'host' in step.sent ? step.sent.host : '-';
    return `${step.trunkname} ${step.did} ${host} ${step.before?.host ?? '-'}`;
  });

describe('what an undo has to take back', () => {
  it('is what was added and updated, the last thing first', () => {
    assert.deepEqual(
      steps(
        [part('provision', { a: 'added', b: 'unchanged', c: 'updated', d: 'failed', e: 'skipped' })],
        [sent('a'), sent('c', 'new', 'old'), sent('d'), sent('e')],
      ),
      ['c update new old', 'a add new -'],
    );
  });

  it('is not known where a result is not known, or a crash came before it', () => {
    assert.deepEqual(
      steps([part('provision', { a: 'unknown' })], [sent('a'), sent('b'), sent('c', 'new', 'old')]),
      ['c unsure - old', 'b unsure - -', 'a unsure - -'],
    );
  });

  it('takes a continuation and its run as one', () => {
    assert.deepEqual(
      steps(
        [
          part('provision', {
            a: 'added',
            b: 'updated',
            c: 'updated',
            d: 'added',
            e: 'unknown',
            f: 'failed',
          }),
          part('continue', {
            a: 'unchanged',
            b: 'updated',
            c: 'updated',
            d: 'updated',
            e: 'unchanged',
            f: 'added',
          }),
        ],
        [sent('a'), sent('b', 'one', 'old'), sent('c', 'one', 'old'), sent('d', 'one'), sent('e'), sent('f')],
        [sent('b', 'two', 'one'), sent('c', 'two', 'by hand'), sent('d', 'two', 'one'), sent('f')],
      ),
      [
        'f add new -',
        'd add two -',
        'c update two by hand',
        'b update two old',
        'e unsure - -',
        'a add new -',
      ],
    );
  });

  it('is not what is taken back already', () => {
    const run = part('provision', { a: 'added', b: 'added', c: 'added', d: 'added', e: 'updated' });
    const kept = ['a', 'b', 'c', 'd', 'e'].map((name) => sent(name));
    const undo = part('undo', { a: 'deleted', b: 'skipped', c: 'unchanged', d: 'unknown', e: 'restored' });
    assert.deepEqual(steps([run, undo], kept), ['d add new -', 'b add new -']);
    assert.deepEqual(steps([run, undo, part('continue', { a: 'added' })], kept, [], [sent('a', 'again')]), [
      'a add again -',
      'd add new -',
      'b add new -',
    ]);
  });

  it('says that nothing is known of what was sent when the secret storage has lost it', () => {
    assert.deepEqual(steps([part('provision', { a: 'added', b: 'updated' })]), ['b update - -', 'a add - -']);
  });
});

describe('what is offered for the last run', () => {
  const request = { uris: ['file:///trunks.yaml'], update: false };
  const ended = (
    action: RunPart['action'],
    outcomes: Record<string, Outcome>,
    cancelled = false,
  ): RunPart => ({
    ...part(action, outcomes),
    endedAt: '2026-01-01T00:00:01.000Z',
    cancelled,
    ...(action !== 'undo' && { request }),
  });
  const offered = (...parts: RunPart[]) => {
    const run = { id: 'x', parts };
    return [...(canContinue(run) ? ['continue'] : []), ...(canUndo(run) ? ['undo'] : [])].join(' ');
  };
  const provisioned = ended('provision', { a: 'added', b: 'updated' });

  it('is to undo what it changed, until that is undone', () => {
    assert.equal(offered(provisioned), 'undo');
    assert.equal(offered(provisioned, ended('undo', { a: 'deleted', b: 'failed' })), 'undo');
    assert.equal(offered(provisioned, ended('undo', { a: 'deleted' }, true)), 'undo');
    assert.equal(offered(provisioned, ended('undo', { a: 'deleted', b: 'restored' })), '');
  });

  it('is nothing where nothing was changed and nothing is left', () => {
    assert.equal(offered(ended('provision', { a: 'unchanged' })), '');
  });

  it('is to continue what stopped short, until that is done', () => {
    assert.equal(offered(ended('provision', { a: 'failed' })), 'continue');
    assert.equal(offered(ended('provision', { a: 'added' }, true)), 'continue undo');
    assert.equal(
      offered(ended('provision', { a: 'added', b: 'skipped' }), ended('continue', { b: 'added' })),
      'undo',
    );
  });

  it('is both where the window crashed, for nobody knows what was under way', () => {
    assert.equal(offered({ ...part('provision', {}), request }), 'continue undo');
    assert.equal(offered(provisioned, part('undo', {})), 'undo');
  });
});
