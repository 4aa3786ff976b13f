/** Reads what the processes of a suite (test/mocha.ts) write while they run, and prints it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';

const marks = { passed: '✓', skipped: '-', failed: '✗' };
/** A test says how long it took when that is this much or more, in milliseconds. */
const slow = 1000;

/**
 * Follows the results files of a folder, one a process of that suite. `end` returns the titles that passed and the failures,
 * with a process that crashed, a suite that could not be run, or one without any test, as one failure that belongs to no file.
 */
export function followResults(folder, suite) {
  const passed = [];
  const failures = [];
  const processes = new Map();

  const read = () => {
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      if (name.endsWith('.jsonl')) readProcess(name);
    }
  };
  const readProcess = (name) => {
    const one = processes.get(name) ?? { seen: 0, running: undefined, ended: false };
    processes.set(name, one);
    const lines = readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1);
    for (const line of lines.slice(one.seen)) {
      const { kind, title, ms = 0, error, ...where } = JSON.parse(line);
      one.running = kind === 'started' ? title : undefined;
      if (kind === 'ended') one.ended = true;
      if (kind === 'passed') passed.push(title);
      if (kind === 'failed') failures.push({ title, ...where });
      if (kind in marks)
        console.log(`  ${marks[kind]} ${suite}: ${title}${ms < slow ? '' : ` (${seconds(ms)})`}`);
      if (error) console.log(inSource(error).replace(/^/gm, '      '));
    }
    one.seen = lines.length;
  };
  const timer = setInterval(read, 250);

  return {
    end: (problem) => {
      clearInterval(timer);
      read();
      const crashed = [...processes.values()].find(({ ended }) => !ended);
      if (!problem && (crashed || processes.size === 0))
        problem = `it did not come to its end${crashed?.running ? `, it was at: ${crashed.running}` : ''}`;
      if (!problem && passed.length + failures.length === 0) problem = 'no test ran';
      if (problem) {
        failures.push({ title: 'the suite itself' });
        console.log(`  ✗ ${suite}: the suite itself failed: ${problem}`);
      }
      return { passed, failures };
    },
  };
}

/**
 * What two runs of a suite come to, of which the second was of the files that failed in the first. A test counts as passed
 * when it passed in one of them; it is flaky when it passed in only one. A hook has nothing of its own to pass: tests behind it
 * may never have run, so it is flaky only when no hook of its file fails the second time.
 */
export function mergeRuns(first, second) {
  const passedOnce = new Set([...first.passed, ...second.passed]);
  const filesOfHooks = new Set(second.failures.filter(({ isHook }) => isHook).map(({ file }) => file));
  const failedBefore = new Set(first.failures.map(({ title }) => title));
  const isFlaky = ({ title, file, isHook }) => (isHook ? !filesOfHooks.has(file) : passedOnce.has(title));
  const failures = [...first.failures, ...second.failures.filter(({ title }) => !failedBefore.has(title))];
  const alreadyPassed = new Set(first.passed);
  return {
    passed: [...first.passed, ...second.passed.filter((title) => !alreadyPassed.has(title))],
    failures: failures.filter((failure) => !isFlaky(failure)),
    flaky: failures.filter(isFlaky).map(({ title }) => title),
  };
}

export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** A stack that names test/… instead of the bundle out/test/…: the extension host does not map its own stacks. */
function inSource(stack) {
  return stack.replace(
    /(?:file:\/\/)?[^\s()]*\b(out[\\/]test[\\/][\w.\\/-]+):(\d+):(\d+)/g,
    (whole, file, line, column) => {
      const [, encoded] =
        /sourceMappingURL=data:application\/json;base64,(\S+)\s*$/.exec(readFileSync(file, 'utf8')) ?? [];
      if (!encoded) return whole;
      const map = new SourceMap(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')));
      const { originalSource, originalLine, originalColumn } = map.findEntry(line - 1, column - 1);
      if (!originalSource) return whole;
      return `${join(dirname(file), originalSource)}:${originalLine + 1}:${originalColumn + 1}`;
    },
  );
}
