import * as vscode from 'vscode';
import type { Fix, Problem, Severity } from '../../core/trunkYaml/problem.ts';
import { moreProblems, mostImportant } from '../../core/trunkYaml/shownProblems.ts';
import { outsideText } from '../../core/outsideText.ts';
import { withoutSecrets } from '../base/knownSecrets.ts';
import { isToldBy } from './toldElsewhere.ts';
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

/** What was last published of a file. */
interface Published {
  /** The problems as JSON. */
  content: string;
  all: TrunkDiagnostic[];
  /** How many of them are shown. */
  shown: number;
}

/** The problems of trunk files in the editor and the Problems view, but for those that another YAML extension tells there. */
export class ShownProblems implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('pbx');
  readonly #files = new Map<string, Published>();
  readonly #changes = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
    for (const uri of uris) {
      const published = this.#files.get(uri.toString());
      if (published) this.#show(uri, published);
    }
  });

  /** Shows the problems of a file: as many as anybody reads, the worst first. */
  publish(uri: vscode.Uri, problems: readonly Problem[]): void {
    const most = mostImportant(problems, moreProblems);
    // Most typing changes nothing about the problems, and handing over hundreds of them takes time.
    const content = JSON.stringify(most);
    if (this.#files.get(uri.toString())?.content === content) return;
    const all = most.map((problem) => new TrunkDiagnostic(problem));
    const published = { content, all, shown: -1 };
    this.#files.set(uri.toString(), published);
    this.#show(uri, published);
  }

  /** Takes the problems of a file away. */
  withdraw(uri: vscode.Uri): void {
    this.#files.delete(uri.toString());
    this.#collection.delete(uri);
  }

  /** The problems at a place, those that another extension tells too. */
  at(uri: vscode.Uri, range: vscode.Range): TrunkDiagnostic[] {
    const { all } = this.#files.get(uri.toString()) ?? { all: [] };
    return all.filter((one) => one.range.intersection(range) !== undefined);
  }

  dispose(): void {
    this.#changes.dispose();
    this.#collection.dispose();
  }

  #show(uri: vscode.Uri, published: Published): void {
    const others = vscode.languages.getDiagnostics(uri);
    const shown = published.all.filter((one) => !others.some((other) => isToldBy(other, one)));
    if (shown.length === published.shown) return;
    published.shown = shown.length;
    this.#collection.set(uri, shown);
  }
}
