import * as vscode from 'vscode';
import type { Fix, Problem, Severity } from '../../core/trunkYaml/problem.ts';
import { moreProblems, mostImportant } from '../../core/trunkYaml/shownProblems.ts';
import { outsideText } from '../../core/outsideText.ts';
import { withoutSecrets } from '../base/knownSecrets.ts';
import { toRange } from './trunkFileDocument.ts';

/** How long the words of a problem may be, in code points. */
const longest = 2000;

/** A problem in the editor, on one line, with what would put it right. */
export class TrunkDiagnostic extends vscode.Diagnostic {
  readonly fix: Fix | undefined;

  constructor({ severity, code, message, fix, ...range }: Problem) {
    super(toRange(range), outsideText(withoutSecrets(message), longest), severities[severity]);
    this.source = 'pbx';
    this.code = code;
    this.fix = fix;
  }
}

const severities: Record<Severity, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** What was last published of each file, as JSON. */
const published = new WeakMap<vscode.DiagnosticCollection, Map<string, string>>();

/** Takes the problems of a file away. */
export function withdraw(collection: vscode.DiagnosticCollection, uri: vscode.Uri): void {
  published.get(collection)?.delete(uri.toString());
  collection.delete(uri);
}

/** Shows the problems of a file in the editor and the Problems view: as many as anybody reads, the worst first. */
export function publish(
  collection: vscode.DiagnosticCollection,
  uri: vscode.Uri,
  problems: readonly Problem[],
): void {
  const all = mostImportant(problems, moreProblems);
  // Most typing changes nothing about the problems, and handing over hundreds of them takes time.
  const content = JSON.stringify(all);
  const files = published.get(collection) ?? new Map<string, string>();
  published.set(collection, files);
  if (collection.has(uri) && files.get(uri.toString()) === content) return;
  files.set(uri.toString(), content);
  collection.set(
    uri,
    all.map((problem) => new TrunkDiagnostic(problem)),
  );
}
