import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { nameOfPbx } from '../support/proxyNames.ts';
import { Lab } from './lab.ts';

interface Step {
  step: string;
  ok: boolean;
  message: string;
}

describe('a proxy in the settings of VS Code', () => {
  const lab = new Lab();
  const credentials = 'me:planted-Pr0xy';
  let proxy: ChildProcess;
  let address: string;

  const http = (key: string, value: unknown) =>
    vscode.workspace.getConfiguration('http').update(key, value, vscode.ConfigurationTarget.Global);
  const steps = async (): Promise<Step[]> =>
    (await vscode.commands.executeCommand<{ steps: Step[] }>('pbx.testConnection', { pbx: 'hq' })).steps;
  const short = (all: Step[]) => all.map(({ step, ok }) => `${step} ${ok ? 'ok' : 'failed'}`);

  before(async () => {
    proxy = fork(join(__dirname, 'proxyProcess.js'), {
      env: { ...process.env, PROXY_CREDENTIALS: credentials, ELECTRON_RUN_AS_NODE: '1' },
      execArgv: [],
    });
    const [{ port }] = (await once(proxy, 'message')) as [{ port: number }];
    address = `127.0.0.1:${port}`;
    const { url } = await lab.start('hq');
    // Nobody but the proxy knows this name, and a PBX on this computer would be reached directly.
    await lab.configure('hq', { url: url.replace('127.0.0.1', nameOfPbx), username: 'api' });
  });
  after(async () => {
    for (const key of ['proxy', 'noProxy', 'proxySupport', 'proxyAuthorization']) await http(key, undefined);
    await lab.end();
    proxy.kill();
  });

  it('is on the way, and each change of the settings counts at once', async () => {
    assert.deepEqual(short(await steps()), ['dns failed']);

    await http('proxy', `http://${address}`);
    const refused = await steps();
    assert.deepEqual(short(refused), ['proxy ok', 'api failed']);
    assert.match(refused[1]?.message ?? '', /wants a user name and a password \(HTTP 407\)\. .* http\.proxy/);

    await http('proxyAuthorization', `Basic ${Buffer.from(credentials).toString('base64')}`);
    assert.deepEqual(short(await steps()).slice(0, 2), ['proxy ok', 'api ok']);
    await lab.signIn('hq');
    assert.deepEqual(short(await steps()), ['proxy ok', 'api ok', 'signIn ok', 'format ok']);

    await http('noProxy', [nameOfPbx]);
    assert.deepEqual(short(await steps()), ['dns failed']);
    await http('noProxy', undefined);
    assert.deepEqual(short(await steps())[0], 'proxy ok');

    await http('proxySupport', 'off');
    assert.deepEqual(short(await steps()), ['dns failed']);

    proxy.send('asked');
    const [{ asked }] = (await once(proxy, 'message')) as [{ asked: string[] }];
    assert.ok(asked.length > 0 && asked.every((one) => one.startsWith(`POST ${nameOfPbx}:`)), asked.join());
  });
});
