/** Runs test files with Mocha, in plain Node and inside the editor alike, and writes down what became of each test. */
import { appendFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import Mocha from 'mocha';

/** One line of the results file; a file without a last line `ended` is a suite that crashed. */
export type ResultLine =
  | { kind: 'started' | 'passed' | 'skipped'; title: string }
  | { kind: 'failed'; title: string; error: string }
  | { kind: 'ended' };

/** Longest time one test may take, unless it says otherwise with `this.timeout`. */
const timeout = 60_000;

export async function runTests(folder: string): Promise<void> {
  const results = process.env['PBX_TRUNKS_TEST_RESULTS'];
  if (results === undefined) throw new Error('Tests are run by test/run.mjs.');
  const write = (line: ResultLine): void => {
    appendFileSync(results, `${JSON.stringify(line)}\n`);
  };

  // `.only` is for nobody's commit: --grep does the same from outside.
  const mocha = new Mocha({ ui: 'bdd', timeout, forbidOnly: true, reporter: Mocha.reporters.Base });
  const grep = process.env['PBX_TRUNKS_TEST_GREP'];
  if (grep) mocha.grep(grep);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (/\.test\.c?js$/.test(name)) mocha.addFile(resolve(folder, name));
  }
  await mocha.loadFilesAsync();

  const events = Mocha.Runner.constants;
  await new Promise<void>((done) => {
    mocha
      .run(() => {
        write({ kind: 'ended' });
        done();
      })
      .on(events.EVENT_TEST_BEGIN, (test) => {
        write({ kind: 'started', title: test.fullTitle() });
      })
      .on(events.EVENT_TEST_PASS, (test) => {
        write({ kind: 'passed', title: test.fullTitle() });
      })
      .on(events.EVENT_TEST_PENDING, (test) => {
        write({ kind: 'skipped', title: test.fullTitle() });
      })
      .on(events.EVENT_TEST_FAIL, (test, error: unknown) => {
        write({ kind: 'failed', title: test.fullTitle(), error: describe(error) });
      });
  });
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
