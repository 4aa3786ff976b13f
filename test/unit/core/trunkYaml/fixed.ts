import { indenting } from '../../../../src/core/trunkYaml/indentation.ts';
import type { Position } from '../../../../src/core/trunkYaml/position.ts';
import type { Problem } from '../../../../src/core/trunkYaml/problem.ts';
import { readTrunkFile } from '../../../../src/core/trunkYaml/readTrunkFile.ts';
import { cleaning, quoting, type SmallEdit } from '../../../../src/core/trunkYaml/smallEdits.ts';

/** A text after the fix of its first problem that has one, as the editor does it. */
export function fixed(text: string): string {
  const problem = readTrunkFile(text).problems.find(({ fix }) => fix);
  if (!problem) throw new Error('There is no fix.');
  return applyFix(text, problem);
}

function applyFix(text: string, { fix, start, end }: Problem): string {
  const change = (
    place: { start: Position; end: Position },
    edits: (written: string) => SmallEdit[],
  ): string => {
    const [from, to] = [offsetOf(text, place.start), offsetOf(text, place.end)];
    return text.slice(0, from) + applied(text.slice(from, to), edits) + text.slice(to);
  };
  switch (fix?.kind) {
    case 'replace':
      return change({ start, end }, (written) => [{ span: [0, written.length], text: fix.text }]);
    case 'quote':
      return change(fix.place, quoting);
    case 'takeOut':
      return change(fix.place, cleaning);
    case 'leaveOut':
      return change(fix.place, (written) => [{ span: [0, written.length], text: '' }]);
    case 'indent':
      return text
        .split('\n')
        .map((line) => applied(line, indenting))
        .join('\n');
    case 'insert':
    case undefined:
      throw new Error('This fix needs the editor.');
  }
}

/** A text after small edits of it; those at one place follow one another. */
export function applied(text: string, edits: (text: string) => SmallEdit[]): string {
  let result = '';
  let done = 0;
  for (const { span, text: put } of edits(text).sort(
    (a, b) => a.span[0] - b.span[0] || a.span[1] - b.span[1],
  )) {
    result += text.slice(done, span[0]) + put;
    done = span[1];
  }
  return result + text.slice(done);
}

function offsetOf(text: string, { line, character }: Position): number {
  let start = 0;
  for (let left = line; left > 0; left -= 1) start = text.indexOf('\n', start) + 1;
  return start + character;
}
