import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Lab } from './lab.ts';

const test = (pbx: string) =>
  vscode.commands.executeCommand<{ steps: { step: string; ok: boolean; message: string }[] }>(
    'pbx.testConnection',
    { pbx },
  );

describe('testing a connection', () => {
  const lab = new Lab();
  afterEach(() => lab.end());

  it('returns every step, and ends in words for a PBX that is not configured', async () => {
    const pbx = await lab.start('hq', { format: 'xml' });
    const signedOut = await test('hq');
    assert.equal(signedOut.steps.at(-1)?.step, 'signIn');
    assert.equal(signedOut.steps.at(-1)?.ok, false);
    assert.equal(pbx.count('login'), 0);
    await lab.signIn('hq');
    const { steps } = await test('hq');
    assert.deepEqual(
      steps.map(({ step, ok }) => [step, ok]),
      ['dns', 'tcp', 'api', 'signIn', 'format'].map((step) => [step, true]),
    );
    const unknown = await test('nobody');
    assert.deepEqual(
      unknown.steps.map(({ step, ok }) => [step, ok]),
      [['settings', false]],
    );
    assert.match(unknown.steps[0]?.message ?? '', /no PBX named “nobody”/);
  });
});
