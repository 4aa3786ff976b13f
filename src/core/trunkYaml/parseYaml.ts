import type { Document } from 'yaml';
import { aliasBudget, Anchors, Refused } from './anchors.ts';
import type { AliasBudget } from './anchors.ts';
import { LibraryNodes } from './libraryNodes.ts';
import type { Report } from './problem.ts';
import { reportMistakes } from './reportMistakes.ts';
import { mistakesOf, newComposer, tokens } from './yamlLibrary.ts';
import type { YamlDocument, YamlNode } from './yamlTree.ts';

/**
 * Reads YAML with every scalar as text (YAML's failsafe schema).
 * @returns the documents that are not empty. What is wrong goes to `report`; nothing is thrown.
 */
export function parseYaml(text: string, report: Report): YamlDocument[] {
  const { stackTraceLimit } = Error;
  try {
    // The library makes an Error of each mistake, and stacks that nobody reads would cost most of the time.
    Error.stackTraceLimit = 0;
    return readDocuments(text, report);
  } catch (error) {
    if (error instanceof Refused) return [];
    throw error;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function readDocuments(text: string, report: Report): YamlDocument[] {
  const composer = newComposer();
  const documents: YamlDocument[] = [];
  const budget = aliasBudget();
  let any = false;
  for (const document of composer.compose(tokens(text, report))) {
    any = true;
    const mistakes = mistakesOf(document);
    const broken = mistakes.length > 0;
    reportMistakes(mistakes, text, report);
    // What else seems wrong with a broken document mostly follows from that.
    const root = readRoot(document, text, broken ? () => undefined : report, budget);
    if (root && !(root.kind === 'text' && root.text === '')) documents.push({ root, broken });
  }
  if (!any) reportMistakes(mistakesOf(composer.streamInfo()), text, report);
  return documents;
}

function readRoot(
  document: Document,
  text: string,
  report: Report,
  budget: AliasBudget,
): YamlNode | undefined {
  const anchors = new Anchors(report, budget);
  try {
    return new LibraryNodes(text, anchors, report).node(document.contents, [0, 0], 0);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}
