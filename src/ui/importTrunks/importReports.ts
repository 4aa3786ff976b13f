import * as vscode from 'vscode';
import { outsideText } from '../../core/outsideText.ts';
import type { CommandId } from '../base/commandIds.ts';
import { withoutSecrets } from '../base/knownSecrets.ts';
import { Recent } from '../base/recent.ts';

const scheme = 'pbx-import';

/** The reports of imports, as read-only Markdown documents with *Plan* above them; they do not outlive the window. */
export class ImportReports
  implements vscode.TextDocumentContentProvider, vscode.CodeLensProvider, vscode.Disposable
{
  readonly #reports = new Recent<{ text: string; yaml: vscode.Uri | undefined }>();
  readonly #registrations = [
    vscode.workspace.registerTextDocumentContentProvider(scheme, this),
    vscode.languages.registerCodeLensProvider({ scheme }, this),
  ];

  /**
   * Keeps a report, to be opened later.
   * @param yaml the file with the imported trunks, to be planned.
   * @param names of the trunks.
   */
  keep(name: string, text: string, yaml: vscode.Uri | undefined, names: readonly string[]): vscode.Uri {
    const query = this.#reports.add({ text: withoutSecrets(text, names), yaml });
    return vscode.Uri.from({
      scheme,
      path: `/${vscode.l10n.t('Import of {0}', outsideText(name))}.md`,
      query,
    });
  }

  provideTextDocumentContent({ query }: vscode.Uri): string {
    return (
      this.#reports.get(query)?.text ??
      vscode.l10n.t('This report is no longer kept. Import the file again for a new one.')
    );
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const yaml = this.#reports.get(uri.query)?.yaml;
    if (!yaml) return [];
    const command: CommandId = 'pbx.planTrunks';
    const title = vscode.l10n.t('Plan');
    return [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { command, title, arguments: [yaml] })];
  }

  dispose(): void {
    for (const registration of this.#registrations) registration.dispose();
  }
}
