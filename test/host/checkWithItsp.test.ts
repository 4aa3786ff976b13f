import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { registerTrunk } from '../support/pbxClient.ts';
import { answerTo, SipServer } from '../support/sipServer.ts';
import { Lab } from './lab.ts';

interface Check {
  steps: { step: string; ok: boolean; message: string }[];
  verdict: string;
  message: string;
}
const check = (...args: unknown[]) => vscode.commands.executeCommand<Check>('pbx.checkWithItsp', ...args);
const challenge = 'WWW-Authenticate: Digest realm="r", nonce="n", qop="auth"';

describe('a check with an ITSP by automation', () => {
  const lab = new Lab();
  let server: SipServer;
  /** What is said after the challenge was answered; it may repeat what was sent. */
  let last: (message: string) => string;

  beforeEach(async () => {
    last = () => '200 OK';
    server = await SipServer.start((message, send) => {
      const isAnswered = message.includes('\r\nAuthorization:');
      send(answerTo(message, isAnswered ? last(message) : '401 Unauthorized', challenge));
    });
  });
  afterEach(async () => {
    await lab.end();
    await server.stop();
  });

  const trunk = () => ({
    ...registerTrunk('to-itsp'),
    host: '127.0.0.1',
    port: server.port.toString(),
    password: 'Plant3d-Passw0rd',
  });

  it('asks about a trunk that it is given, and says what each question brought', async () => {
    const { steps, verdict, message } = await check({ trunk: trunk() }, { transport: 'tcp' });
    assert.deepEqual(
      steps.map(({ step, ok }) => [step, ok]),
      [
        ['dns', true],
        ['register', true],
        ['register', true],
      ],
    );
    assert.equal(verdict, 'works');
    assert.match(
      steps[1]?.message ?? '',
      /^REGISTER to 127\.0\.0\.1:\d+ over TCP: 401 Unauthorized \(\d+ ms\)\.$/,
    );
    assert.match(message, /^127\.0\.0\.1 accepts this account\. Nobody is registered/);
  });

  it('asks the PBX for the settings first, and tells what it says beside the ITSP', async () => {
    last = () => '401 Unauthorized';
    await lab.start('hq');
    await lab.signIn('hq');
    const added = await vscode.commands.executeCommand<{ outcome: string }>('pbx.addSipTrunk', {
      pbx: 'hq',
      trunk: trunk(),
    });
    assert.equal(added.outcome, 'added');
    const { verdict, message } = await check({ pbx: 'hq', trunkname: 'to-itsp', transport: 'udp' });
    assert.equal(verdict, 'wrongPassword');
    assert.match(message, /refuses the password .* hq says \w+\. It was asked from this computer/);
  });

  it('tells neither the password nor the digest, though the ITSP repeats them', async () => {
    let digest = '';
    last = (message) => {
      [, digest = ''] = /response="(\w+)"/.exec(message) ?? [];
      return `403 Plant3d-Passw0rd ${digest}`;
    };
    const result = JSON.stringify(await check({ trunk: trunk(), transport: 'udp' }));
    assert.match(digest, /^\w{32}$/);
    assert.match(result, /403 ••• •••/);
    assert.ok(!result.includes(digest) && !result.includes('Plant3d'));
  });

  it('says in words why nobody was asked', async () => {
    await lab.start('hq');
    await lab.signIn('hq');
    for (const [call, words] of [
      [{ pbx: 'hq', trunkname: 'none' }, /^hq has no SIP trunk none\.$/],
      [{ pbx: 'nobody', trunkname: 'x' }, /no PBX named “nobody”/],
      [{ trunkname: 'x' }, /^Name the trunk/],
      [{ trunk: { ...trunk(), password: '' } }, /^password is missing/],
      [{ trunk: trunk(), transport: 'sctp' }, /“transport” has a value/],
      [
        { trunk: { trunkname: 'a', trunktype: 'account', username: 'u', authname: 'u', password: 'p' } },
        /no ITSP/,
      ],
    ] as const) {
      const { steps, verdict, message } = await check(call);
      assert.deepEqual(
        [verdict, steps.map(({ step, ok }) => [step, ok])],
        ['notJudged', [['settings', false]]],
      );
      assert.match(message, words);
    }
    assert.equal(server.messages.length, 0);
  });
});
