/** Starts processes that write to a PBX as the windows of the editor do (support/provisioner.ts). */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { build } from 'esbuild';
import { start } from '../process.mjs';
import type { Result, Work } from './provisioner.ts';

/** Bundles the program of a window into a folder; returns its file. */
export async function buildWindow(folder: string): Promise<string> {
  const outfile = join(folder, 'provisioner.mjs');
  await build({
    entryPoints: ['test/support/provisioner.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'warning',
    // Some packages are CommonJS and require Node's own modules.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  return outfile;
}

export class Window {
  readonly pid: number;
  readonly #output: Promise<string>;
  readonly #exit: Promise<unknown>;
  readonly #stdin: Writable;
  readonly #kill: () => void;

  private constructor(
    pid: number,
    stdin: Writable,
    output: Promise<string>,
    exit: Promise<unknown>,
    kill: () => void,
  ) {
    this.pid = pid;
    this.#stdin = stdin;
    this.#output = output;
    this.#exit = exit;
    this.#kill = kill;
  }

  /** Starts a window; it waits until it is told to begin. */
  static async open(program: string, work: Work): Promise<Window> {
    const { child, stop } = start(process.execPath, [program, JSON.stringify(work)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const { stdin, stdout, pid } = child;
    assert.ok(stdin && stdout && pid !== undefined);
    const exit = once(child, 'exit');
    const output = textOf(stdout);
    await Promise.race([once(stdout, 'data'), exit]);
    return new Window(pid, stdin, output, exit, stop);
  }

  begin(): void {
    this.#stdin.write('go\n');
  }

  /** What it did; waits for its end. */
  async result(): Promise<Result> {
    const output = await this.#output;
    await this.#exit;
    return JSON.parse(output.slice(output.indexOf('{'))) as Result;
  }

  /** Ends it as a crash does, and waits until the system knows. */
  async kill(): Promise<void> {
    this.#kill();
    await this.#exit;
  }
}

async function textOf(stream: Readable): Promise<string> {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  await once(stream, 'end');
  return text;
}
