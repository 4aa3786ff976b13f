import * as vscode from 'vscode';
import type { ProvisionWork } from '../provision/work.ts';
import type { ComparedPbxes } from './makePlan.ts';

/** Says at each trunk of the files what the PBXes have of it. It holds until the file is edited or the next plan. */
export class PlanDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('pbx-plan');
  readonly #listener = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0) this.#collection.delete(document.uri);
  });

  show(work: readonly ProvisionWork[], { comparisons }: ComparedPbxes): void {
    this.#collection.clear();
    const found = new Map<string, vscode.Diagnostic[]>();
    const next = new Map([...comparisons].map(([pbx, { trunks }]) => [pbx, trunks.values()]));
    for (const { pbx, place } of work) {
      const compared = next.get(pbx)?.next().value;
      if (!place || compared?.action !== 'update') continue;
      const { start, end } = place.range;
      const diagnostic = new vscode.Diagnostic(
        new vscode.Range(start.line, start.character, end.line, end.character),
        compared.fields.length === 1
          ? vscode.l10n.t('On {0}: exists, {1} differs.', pbx, compared.fields.join(', '))
          : vscode.l10n.t('On {0}: exists, {1} differ.', pbx, compared.fields.join(', ')),
        vscode.DiagnosticSeverity.Information,
      );
      diagnostic.source = 'pbx';
      diagnostic.code = 'differs';
      const key = place.uri.toString();
      found.set(key, [...(found.get(key) ?? []), diagnostic]);
    }
    for (const [key, diagnostics] of found) this.#collection.set(vscode.Uri.parse(key), diagnostics);
  }

  dispose(): void {
    this.#collection.dispose();
    this.#listener.dispose();
  }
}
