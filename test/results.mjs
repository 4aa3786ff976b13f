/** Reads what a suite (test/mocha.ts) writes while it runs, and prints it. */
import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';

const marks = { passed: '✓', skipped: '-', failed: '✗' };

/** Follows a results file; `end` returns the counts, with a suite that crashed or ran nothing as one failure. */
export function followResults(file) {
  const counts = { passed: 0, failed: 0 };
  let seen = 0;
  let running;
  let ended = false;

  const read = () => {
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
    for (const line of lines.slice(seen)) {
      const { kind, title, error } = JSON.parse(line);
      running = kind === 'started' ? title : undefined;
      if (kind === 'ended') ended = true;
      if (kind in counts) counts[kind] += 1;
      if (kind in marks) console.log(`  ${marks[kind]} ${title}`);
      if (error) console.log(inSource(error).replace(/^/gm, '      '));
    }
    seen = lines.length;
  };
  const timer = setInterval(read, 250);

  return {
    end: (problem) => {
      clearInterval(timer);
      read();
      if (!problem && !ended)
        problem = `it did not come to its end${running ? `, it was at: ${running}` : ''}`;
      if (!problem && counts.passed + counts.failed === 0) problem = 'no test ran';
      if (problem) {
        counts.failed += 1;
        console.log(`  ✗ the suite itself failed: ${problem}`);
      }
      return counts;
    },
  };
}

/** A stack that names test/… instead of the bundle out/test/…: the extension host does not map its own stacks. */
function inSource(stack) {
  return stack.replace(
    /(?:file:\/\/)?[^\s()]*\b(out\/test\/[\w./-]+):(\d+):(\d+)/g,
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
