/**
 * Every program the tests start is started here, in a process group of its own (on Windows, which has none, as the root of a
 * tree), so that a timeout, a crash or Ctrl-C never leaves one behind.
 */
import { spawn as nodeSpawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const isWindows = process.platform === 'win32';
const require = createRequire(import.meta.url);

/** What is still to be undone when this process ends, newest first. */
const cleanups = [];
for (const [signal, number] of Object.entries({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 })) {
  process.once(signal, () => process.exit(128 + number));
}
process.once('exit', () => {
  while (cleanups.length > 0) cleanups.pop()();
});

function undoOnExit(undo) {
  cleanups.push(undo);
  return () => {
    const index = cleanups.indexOf(undo);
    if (index < 0) return;
    cleanups.splice(index, 1);
    undo();
  };
}

/** Starts a program; `stop` ends it with everything it has started itself. */
export function start(command, args, options = {}) {
  // Detached, a program of Windows would have a window of its own.
  const child = spawn(command, args, { ...options, detached: !isWindows });
  const stop = undoOnExit(() => endAll(child));
  child.once('exit', stop);
  return { child, stop };
}

/** By the library that finds npm.cmd and the like on Windows, and quotes for them; Node itself does until the packages are here. */
function spawn(...args) {
  let crossSpawn;
  try {
    crossSpawn = require('cross-spawn');
  } catch {
    crossSpawn = nodeSpawn;
  }
  return crossSpawn(...args);
}

/** Ends a program with everything it has started itself. */
function endAll({ pid, exitCode }) {
  if (pid === undefined) return;
  if (isWindows) {
    // Of a program that has ended, the number may be another one's by now.
    if (exitCode === null) spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}

/**
 * Starts a program that must not outlive this process even when this process is killed outright:
 * the shell in its group notices that its standard input closed, and ends the group. Not on Windows, which has no such shell.
 */
export function startGuarded(command, args, options = {}) {
  const guard = '{ "$@"; kill -9 0; } & cat >/dev/null; kill -9 0';
  return start('/bin/sh', ['-c', guard, 'guard', command, ...args], {
    ...options,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Runs a program to its end. Never rejects: `ok` says whether it succeeded, `output` what it printed. */
export function run(command, args, { timeout, live = false, ...options }) {
  return new Promise((resolve) => {
    const { child, stop } = start(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      stop();
    }, timeout);
    const end = (ok, words = '') => {
      clearTimeout(timer);
      resolve({ ok, output: `${output}${words}`.trimEnd() });
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
        if (live) process.stdout.write(text);
      });
    }
    child.once('error', (error) => end(false, error.message));
    child.once('close', (code, signal) => {
      const words = timedOut
        ? `\nstopped after ${timeout / 1000} s`
        : code === 0
          ? ''
          : `\nended with ${signal ?? `code ${code}`}`;
      end(code === 0, words);
    });
  });
}

/** A temporary folder that is gone when this process ends; `remove` does it sooner. */
export function temporaryFolder(prefix) {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  const remove = undoOnExit(() => {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    } catch {
      // A program that is just ending may still be writing there; the folder is a temporary one.
    }
  });
  return { folder, remove };
}
