import assert from 'node:assert/strict';
import { once } from 'node:events';
import { run, start } from '../process.mjs';

/** Starts a program of its own, which has the same output, and lives until it is ended. */
const parent = `
  const { spawn } = require('node:child_process');
  spawn(process.execPath, ['-e', 'console.log("here"); setInterval(() => {}, 1000)'], { stdio: 'inherit' });
  setInterval(() => {}, 1000);
`;

describe('a program that the tests start', () => {
  it('is ended with everything that it has started itself', async () => {
    const { child, stop } = start(process.execPath, ['-e', parent], { stdio: ['ignore', 'pipe', 'inherit'] });
    assert.ok(child.stdout);
    await once(child.stdout, 'data');
    stop();
    // Its output closes when the last process that has it is gone.
    await once(child, 'close');
  });

  it('may be a script of the system’s, such as npm on Windows', async () => {
    const { ok, output } = await run('npm', ['--version'], { timeout: 50_000 });
    assert.match(output, /^\d+\.\d+\.\d+$/);
    assert.equal(ok, true);
  });

  it('says in words that there is none', async () => {
    const { ok, output } = await run('pbx-trunks-no-such-program', [], { timeout: 50_000 });
    assert.equal(ok, false);
    assert.match(output, /ENOENT/);
  });
});
