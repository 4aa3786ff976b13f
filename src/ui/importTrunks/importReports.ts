import * as vscode from 'vscode';

const scheme = 'pbx-import';
/** So many reports are kept for editors that are still open. */
const kept = 10;

/** The reports of imports, as read-only Markdown documents; they do not outlive the window. */
export class ImportReports implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  #count = 0;

  /** Keeps a report, to be opened later. */
  keep(name: string, text: string): vscode.Uri {
    this.#count += 1;
    const query = this.#count.toString();
    this.#texts.set(query, text);
    this.#texts.delete((this.#count - kept).toString());
    return vscode.Uri.from({ scheme, path: `/${vscode.l10n.t('Import of {0}', name)}.md`, query });
  }

  provideTextDocumentContent({ query }: vscode.Uri): string {
    return (
      this.#texts.get(query) ??
      vscode.l10n.t('This report is no longer kept. Import the file again for a new one.')
    );
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
