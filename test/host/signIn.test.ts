import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { addSipTrunk, Lab } from './lab.ts';

const peer = { trunkname: 'to-x', trunktype: 'peer', host: '172.16.108.16', port: '5060' };
interface SignIn {
  pbx: string;
  signedIn: boolean;
  errno?: string;
  message?: string;
}
const signIn = (argument: object) => vscode.commands.executeCommand<SignIn>('pbx.signIn', argument);

describe('signing in', () => {
  const lab = new Lab();
  afterEach(() => lab.end());

  it('tries a wrong password exactly once and says so', async () => {
    const pbx = await lab.start('hq');
    const result = await signIn({ pbx: 'hq', password: 'wrongPassw0rd' });
    assert.equal(result.signedIn, false);
    assert.equal(result.errno, '20003');
    assert.match(result.message ?? '', /hq/);
    assert.ok(!JSON.stringify(result).includes('wrongPassw0rd'));
    assert.equal((await addSipTrunk('hq', peer)).outcome, 'failed');
    assert.equal(pbx.count('login'), 1);
  });

  it('sends no fourth login while three had no yes, whoever asks, and says until when', async () => {
    const pbx = await lab.start('hq');
    await lab.configure('hq-too', { url: pbx.url.replace('127.0.0.1', 'localhost'), username: 'other' });
    await signIn({ pbx: 'hq', password: 'wrongPassw0rd' });
    await signIn({ pbx: 'hq-too', password: 'wrongPassw0rd' });
    await signIn({ pbx: 'hq', password: 'wrongPassw0rd' });
    for (const name of ['hq', 'hq-too']) {
      const result = await signIn({ pbx: name, password: 'demo-pbx' });
      assert.deepEqual({ ...result, message: '' }, { pbx: name, signedIn: false, message: '' });
      assert.match(
        result.message ?? '',
        /^Nothing was sent\. The last 3 sign-ins to hq.* failed or had no answer.* Wait until \d.* try once anyway\. PBX: Sign In… offers that\.$/,
      );
    }
    assert.equal(pbx.count('login'), 3);
  });

  it('lets neither polling nor provisioning try while sign-ins are held back', async () => {
    let now = Date.now();
    let isLost = false;
    const pbx = await lab.start(
      'hq',
      {},
      {
        now: () => now,
        intercept: ({ endpoint }) =>
          endpoint === 'login' && isLost ? { kind: 'reset', when: 'after' } : undefined,
      },
    );
    await lab.signIn('hq');
    now += 31 * 60_000;
    isLost = true;
    for (let attempt = 0; attempt < 3; attempt += 1) {
      assert.equal((await addSipTrunk('hq', peer)).outcome, 'failed');
    }
    const { outcome, message } = await addSipTrunk('hq', peer);
    assert.equal(outcome, 'failed');
    assert.match(message ?? '', /^Nothing was sent\. The last 3 sign-ins to hq/);
    const { steps } = await vscode.commands.executeCommand<{ steps: { message: string }[] }>(
      'pbx.testConnection',
      { pbx: 'hq' },
    );
    assert.match(steps.at(-1)?.message ?? '', /^Nothing was sent\. The last 3 sign-ins to hq/);
    assert.equal(pbx.count('login'), 1 + 3);
  });

  it('signs in again by itself when the token has died, and repeats the call once', async () => {
    let now = Date.now();
    const pbx = await lab.start('hq', {}, { now: () => now });
    await lab.signIn('hq');
    now += 31 * 60_000;
    assert.equal((await addSipTrunk('hq', peer)).outcome, 'added');
    assert.equal(pbx.count('login'), 2);
    assert.equal(pbx.count('siptrunk/add'), 1);
  });

  it('takes a token, and refuses one that the PBX does not know', async () => {
    const pbx = await lab.start('hq');
    const response = await fetch(`${pbx.url}/api/v0.0.1/login?type=json`, {
      method: 'POST',
      body: JSON.stringify({ username: 'api', password: '4e65ba8c0e90830d5d0389f421f82213', port: '8260' }),
    });
    const { token } = (await response.json()) as { token: string };
    assert.equal((await signIn({ pbx: 'hq', token: 'ffffffffffffffffffffffffffffffff' })).signedIn, false);
    assert.equal((await signIn({ pbx: 'hq', token })).signedIn, true);
    assert.equal((await addSipTrunk('hq', peer)).outcome, 'added');
  });

  it('gives nobody the token when a known name gets another URL', async () => {
    await lab.start('hq');
    await lab.signIn('hq');
    const other = await lab.start('elsewhere');
    await lab.configure('hq', { url: other.url, username: 'api' });
    assert.equal((await addSipTrunk('hq', peer)).outcome, 'failed');
    assert.equal(other.requests.length, 0);
  });

  it('fails in words for a PBX that is not configured', async () => {
    const result = await signIn({ pbx: 'nowhere', password: 'x' });
    assert.equal(result.signedIn, false);
    assert.match(result.message ?? '', /nowhere/);
  });
});

describe('the Demo PBX', () => {
  it('starts, is configured as demo and signed in, takes a trunk, and stops', async () => {
    const lab = new Lab();
    const started = await vscode.commands.executeCommand<{ pbx: string; url: string }>('pbx.startDemoPbx');
    assert.equal(started.pbx, 'demo');
    assert.equal(new URL(started.url).hostname, '127.0.0.1');
    assert.equal((await addSipTrunk('demo', peer)).outcome, 'added');
    assert.equal(
      (await vscode.commands.executeCommand<{ url: string }>('pbx.startDemoPbx')).url,
      started.url,
    );
    await vscode.commands.executeCommand('pbx.stopDemoPbx');
    const entries = vscode.workspace.getConfiguration('pbx').get<Record<string, unknown>>('connections');
    assert.ok(!Object.hasOwn(entries ?? {}, 'demo'));
    await lab.end();
  });
});
