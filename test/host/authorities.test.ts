import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Authority } from '../support/authority.ts';
import { Lab } from './lab.ts';

const tlsStep = async (pbx: string) => {
  const { steps } = await vscode.commands.executeCommand<{
    steps: { step: string; ok: boolean; message: string }[];
  }>('pbx.testConnection', { pbx });
  const step = steps.find(({ step: name }) => name === 'tls');
  assert.ok(step, JSON.stringify(steps));
  return step;
};

describe('a PBX that the company’s own authority certifies', () => {
  const lab = new Lab();
  const inSystem = Authority.root('System Company Root');
  const inFile = Authority.root('File Company Root');
  const servers: Server[] = [];
  let folder: string;

  const start = async (authority: Authority) => {
    const server = createServer(authority.issue(), (_request, response) => response.end('{}'));
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pbx-authorities-'));
    await writeFile(join(folder, 'system.pem'), inSystem.pem);
    await writeFile(join(folder, 'company.pem'), inFile.pem);
    // Where OpenSSL looks for the system's store; it is read with the first connection that needs it, in this test.
    process.env['SSL_CERT_FILE'] = join(folder, 'system.pem');
  });
  after(async () => {
    delete process.env['SSL_CERT_FILE'];
    for (const server of servers) server.close();
    await lab.end();
    await rm(folder, { recursive: true });
  });

  it('is trusted when the system knows it, and another one when its file is named', async () => {
    await lab.configure('system', { url: await start(inSystem), username: 'api' });
    const url = await start(inFile);
    await lab.configure('file', { url, username: 'api' });
    assert.deepEqual((await tlsStep('system')).message.slice(0, 26), 'The certificate is trusted');
    assert.match((await tlsStep('file')).message, /“File Company Root”, an authority that is not known here/);
    await lab.configure('file', { url, username: 'api', ca: join(folder, 'company.pem') });
    assert.equal((await tlsStep('file')).ok, true);
    await lab.configure('file', { url, username: 'api', ca: 'missing.pem' });
    assert.match(
      (await tlsStep('file')).message,
      /certificate authorities of file is not there: .*missing\.pem/,
    );
  });
});
