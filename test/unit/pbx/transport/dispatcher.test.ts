import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import { RawServer, withLength } from '../../../support/rawServer.ts';

/** Calls a PBX in a fresh process and tells what became of the slot that undici's index would fill. */
const program = `
  import { Pbx } from './src/pbx/pbx.ts';
  import { LoginGuard } from './src/pbx/signIn/loginGuard.ts';
  import { localAnswerReader } from './src/pbx/answers/localAnswerReader.ts';
  import { Queue } from './src/pbx/locks/queue.ts';
  import { Redactor } from './src/core/redaction/redact.ts';
  import './src/pbx/provision/provisionPbx.ts';
  const slots = () => ['undici.globalDispatcher.1', 'undici.globalDispatcher.2']
    .filter((name) => globalThis[Symbol.for(name)] !== undefined);
  const before = slots();
  const pbx = new Pbx({
    name: 'hq', timeoutMs: 5000, redactor: new Redactor(), writes: new Queue(),
    logins: new LoginGuard('unused'), answers: localAnswerReader,
    connection: { url: process.env.PBX_URL, username: 'api', apiVersion: 'v0.0.1', format: 'json' },
    store: { read: async () => ({ token: 't' }), write: async () => {}, remove: async () => {} },
  });
  const trunks = await pbx.trunks();
  await pbx.close();
  const after = slots();
  console.log(JSON.stringify({ before, after, trunks: trunks.length }));
`;

describe('the dispatcher that all extensions share', () => {
  for (const packages of ['external', 'bundle'] as const) {
    it(`stays untouched when src/pbx is loaded and used (${packages})`, async () => {
      const { outputFiles } = await build({
        stdin: { contents: program, resolveDir: process.cwd(), loader: 'ts' },
        bundle: true,
        packages,
        platform: 'node',
        format: 'esm',
        write: false,
        banner: {
          js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
        },
      });
      const server = await RawServer.start((_request, socket) =>
        socket.write(withLength('{"status":"Success","trunks":[{"trunkname":"a"}]}')),
      );
      const child = spawn(process.execPath, ['--input-type=module', '-'], {
        env: { ...process.env, PBX_URL: server.url },
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      child.stdin.end(outputFiles[0]?.text);
      assert.deepEqual(JSON.parse(await text(child.stdout)), { before: [], after: [], trunks: 1 });
      await server.stop();
    });
  }
});
