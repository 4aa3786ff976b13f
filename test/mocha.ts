/**
 * Runs test files with Mocha, in plain Node and inside the editor alike, and writes down what became of each test. Several
 * processes may run the files of one suite between them.
 */
import { appendFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import Mocha from 'mocha';

/** One line of a process's results file; a file without a last line `ended` is a process that crashed. */
type ResultLine =
  | { kind: 'started' | 'skipped'; title: string }
  | { kind: 'passed'; title: string; ms: number }
  | { kind: 'failed'; title: string; file: string; isHook: boolean; error: string }
  | { kind: 'ended' };

/** Longest time one test may take, unless it says otherwise with `this.timeout`. */
const timeout = 60_000;

/** Runs the files of a folder that no other process has taken; `rootHooks` are those of every file. */
export async function runTests(folder: string, rootHooks: Mocha.RootHookObject = {}): Promise<void> {
  const results = process.env['PBX_TRUNKS_TEST_RESULTS'];
  if (results === undefined) throw new Error('Tests are run by test/run.mjs.');
  const write = (line: ResultLine): void => {
    appendFileSync(join(results, `${process.pid.toString()}.jsonl`), `${JSON.stringify(line)}\n`);
  };
  const only = process.env['PBX_TRUNKS_TEST_FILES'];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.c?js$/.test(name) && (!only || only.split(',').includes(name)))
    .sort();
  for (const file of files) {
    if (take(join(results, 'taken', file.replaceAll(/[\\/]/g, '-'))))
      await runFile(folder, file, rootHooks, write);
  }
  write({ kind: 'ended' });
}

/** Whether this process is the first that wants it. */
function take(mark: string): boolean {
  mkdirSync(join(mark, '..'), { recursive: true });
  try {
    writeFileSync(mark, '', { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

async function runFile(
  folder: string,
  file: string,
  rootHooks: Mocha.RootHookObject,
  write: (line: ResultLine) => void,
): Promise<void> {
  // `.only` is for nobody's commit: --grep does the same from outside.
  const mocha = new Mocha({
    ui: 'bdd',
    timeout,
    forbidOnly: true,
    rootHooks,
    reporter: Mocha.reporters.Base,
  });
  const grep = process.env['PBX_TRUNKS_TEST_GREP'];
  if (grep) mocha.grep(grep);
  mocha.addFile(resolve(folder, file));
  await mocha.loadFilesAsync();

  const events = Mocha.Runner.constants;
  await new Promise<void>((done) => {
    mocha
      .run(() => {
        done();
      })
      .on(events.EVENT_TEST_BEGIN, (test) => {
        write({ kind: 'started', title: test.fullTitle() });
      })
      .on(events.EVENT_TEST_PASS, (test) => {
        write({ kind: 'passed', title: test.fullTitle(), ms: test.duration ?? 0 });
      })
      .on(events.EVENT_TEST_PENDING, (test) => {
        write({ kind: 'skipped', title: test.fullTitle() });
      })
      .on(events.EVENT_TEST_FAIL, (test: Mocha.Runnable, error: unknown) => {
        const isHook = test instanceof Mocha.Hook;
        write({ kind: 'failed', title: test.fullTitle(), file, isHook, error: describe(error) });
      });
  });
  // Otherwise its listeners stay, and those of several files hand a rejection to one another for ever.
  mocha.dispose();
}

/** The stack, and for an assertion what it compared: the stack alone leaves that out when it has a message. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { stack = `${error.name}: ${error.message}`, cause } = error;
  const compared =
    'actual' in error && 'expected' in error && !('generatedMessage' in error && error.generatedMessage)
      ? `\n  actual: ${JSON.stringify(error.actual)}\n  expected: ${JSON.stringify(error.expected)}`
      : '';
  // Playwright dims its log, which is noise in a file.
  return stripVTControlCharacters(
    `${stack}${compared}${cause === undefined ? '' : `\ncaused by ${describe(cause)}`}`,
  );
}
