import { aliasBudget, Refused } from './anchors.ts';
import { BlockReader } from './blockReader.ts';
import type { FoundProblem, Report } from './problem.ts';
import { endOfLine, isNothing } from './yamlLines.ts';
import type { YamlDocument } from './yamlTree.ts';

const separator = /^---(?: +#.*| *)$/;
/** What only the general reader understands, wherever it stands: not worth an attempt. */
const foreign = /\uFEFF|^(?:\.\.\.|%|\?(?:\s|$)|--- *\t)/m;

/**
 * Reads the shapes that trunk YAMLs mostly have (`key: value` lines, lists of them, anchors, aliases, merge keys, brackets on
 * one line) at several times the speed of the general reader, so that a file of 10,000 trunks is checked while somebody types.
 * A list item or a top-level entry of another shape is left to the general reader, without the rest of the file.
 * @returns what `parseYaml` returns and reports for the text, or `undefined`, and no report, where that is not certain.
 */
export function parseSimpleYaml(text: string, report: Report): YamlDocument[] | undefined {
  if (foreign.test(text)) return undefined;
  const found: FoundProblem[] = [];
  try {
    const documents = readDocuments(text, found);
    if (documents) found.forEach(report);
    return documents;
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

function readDocuments(text: string, found: FoundProblem[]): YamlDocument[] | undefined {
  const documents: YamlDocument[] = [];
  const budget = aliasBudget();
  let document = new BlockReader(text, found, budget);
  let before = 0;
  const finish = (): boolean => {
    const root = document.finish();
    const broken = document.mistakes.length > 0;
    // What else seems wrong with a broken document mostly follows from that.
    if (broken) found.splice(before, found.length, ...document.mistakes);
    before = found.length;
    if (root) documents.push({ root, broken });
    return root !== false;
  };
  for (let at = 0; at < text.length;) {
    let next = document.addEveryday(at);
    if (next === undefined) {
      const end = endOfLine(text, at);
      const line = text.slice(at, text.charCodeAt(end - 1) === 0x0d ? end - 1 : end);
      next = end + 1;
      if (line.startsWith('---') && separator.test(line)) {
        if (!finish()) return undefined;
        document = new BlockReader(text, found, budget);
      } else if (!isNothing(line)) {
        next = document.add(line, at);
        if (next === undefined) return undefined;
      }
    }
    at = next;
  }
  return finish() ? documents : undefined;
}
