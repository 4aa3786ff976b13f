import * as vscode from 'vscode';
import type { Comparison } from '../../pbx/provision/compareTrunks.ts';
import { pathLabel } from '../base/pathLabel.ts';
import { Recent } from '../base/recent.ts';
import { planText } from '../../fleet/plan/planText.ts';

const scheme = 'pbx-plan';

/** Shows plans in VS Code's multi-file diff editor: for each PBX, what is there and what will be. */
export class PlanDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Recent<Map<string, string>>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

  show(comparisons: ReadonlyMap<string, Comparison>): Promise<void> {
    return this.showTexts(
      vscode.l10n.t('Plan: on the PBX ↔ in the file'),
      new Map([...comparisons].map(([pbx, { trunks }]) => [pbx, planText(pbx, trunks)])),
    );
  }

  /** Shows both sides of each PBX. */
  async showTexts(
    title: string,
    sides: ReadonlyMap<string, { before: string; after: string }>,
  ): Promise<void> {
    const texts = new Map<string, string>();
    const run = this.#texts.add(texts);

    const resources = [...sides].map(([pbx, { before, after }], index) => {
      // The label alone may be that of another PBX too.
      const query = (side: string) => `${run}-${index.toString()}-${side}`;
      const uri = (side: string) =>
        vscode.Uri.from({ scheme, path: `/${pathLabel(pbx)}.yaml`, query: query(side) });
      texts.set(uri('before').toString(), before);
      texts.set(uri('after').toString(), after);
      return [uri('label'), uri('before'), uri('after')];
    });
    await vscode.commands.executeCommand('vscode.changes', title, resources);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const [run = ''] = uri.query.split('-');
    return (
      this.#texts.get(run)?.get(uri.toString()) ??
      vscode.l10n.t('This plan is no longer kept. Make a new one.')
    );
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
