import * as vscode from 'vscode';
import { outsideText } from '../../core/outsideText.ts';
import { wordList } from '../../core/sentences.ts';
import type { Answers } from '../../fleet/eachPbx.ts';
import { comparedWork } from '../../fleet/plan/plan.ts';
import type { ProvisionWork } from '../../fleet/provision/provision.ts';
import { doubtWords, type ComparedTrunk, type Comparison } from '../../pbx/provision/compareTrunks.ts';
import { withoutSecrets } from '../base/knownSecrets.ts';
import { toRange } from '../trunkFiles/trunkFileDocument.ts';

/** Says at each trunk of the files what the PBXes have of it. It holds until the file is edited or the next plan. */
export class PlanDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('pbx-plan');
  readonly #listener = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0) this.#collection.delete(document.uri);
  });

  show(work: readonly ProvisionWork[], asked: Answers<Comparison>): void {
    this.#collection.clear();
    const found = new Map<string, vscode.Diagnostic[]>();
    for (const { pbx, place, compared } of comparedWork(work, asked)) {
      const words = wordsFor(pbx, compared);
      if (!place || words === undefined) continue;
      const { Information, Warning } = vscode.DiagnosticSeverity;
      const diagnostic = new vscode.Diagnostic(
        toRange(place.range),
        withoutSecrets(words, [pbx]),
        compared.doubt ? Warning : Information,
      );
      diagnostic.source = 'pbx';
      diagnostic.code = compared.doubt ? 'doubtful' : 'differs';
      found.set(place.uri, [...(found.get(place.uri) ?? []), diagnostic]);
    }
    for (const [uri, diagnostics] of found) this.#collection.set(vscode.Uri.parse(uri), diagnostics);
  }

  dispose(): void {
    this.#collection.dispose();
    this.#listener.dispose();
  }
}

function wordsFor(pbx: string, { action, fields, doubt }: ComparedTrunk): string | undefined {
  if (doubt) return doubtWords(pbx, doubt);
  if (action !== 'update') return undefined;
  return fields.length === 1
    ? vscode.l10n.t('On {0}: exists, {1} differs.', outsideText(pbx), wordList(fields))
    : vscode.l10n.t('On {0}: exists, {1} differ.', outsideText(pbx), wordList(fields));
}
