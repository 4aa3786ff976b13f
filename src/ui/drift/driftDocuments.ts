import * as vscode from 'vscode';
import type { CommandId } from '../base/commandIds.ts';
import { Recent } from '../base/recent.ts';
import { placeOf } from '../../fleet/drift/placeOf.ts';

const scheme = 'pbx-drift';

/** A drift to be read, where its plans begin, and the files that it names, by their names in the text. */
export interface DriftDocument {
  title: string;
  text: string;
  plans: { line: number; pbx: string; uris: vscode.Uri[] }[];
  files: ReadonlyMap<string, vscode.Uri>;
}

/**
 * Shows drifts as read-only Markdown documents, with *Plan* above each PBX that has something to plan. Each place in a file
 * is a link to it.
 */
export class DriftDocuments
  implements
    vscode.TextDocumentContentProvider,
    vscode.CodeLensProvider,
    vscode.DocumentLinkProvider,
    vscode.Disposable
{
  readonly #documents = new Recent<DriftDocument>();
  readonly #registrations = [
    vscode.workspace.registerTextDocumentContentProvider(scheme, this),
    vscode.languages.registerCodeLensProvider({ scheme }, this),
    vscode.languages.registerDocumentLinkProvider({ scheme }, this),
  ];

  async show(document: DriftDocument): Promise<void> {
    const query = this.#documents.add(document);
    // A slash in the title would be a folder.
    const path = `/${document.title.replace(/[/\\]+/g, '-')}.md`;
    const shown = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme, path, query }));
    // It stays beside the plans that it leads to, which a preview would not.
    await vscode.window.showTextDocument(shown, { preview: false });
  }

  provideTextDocumentContent({ query }: vscode.Uri): string {
    return (
      this.#documents.get(query)?.text ??
      vscode.l10n.t('This drift is no longer kept. Check the folder again.')
    );
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const command: CommandId = 'pbx.planTrunks';
    return (this.#documents.get(uri.query)?.plans ?? []).map(({ line, pbx, uris }) => {
      const title = vscode.l10n.t('Plan');
      const range = new vscode.Range(line, 0, line, 0);
      return new vscode.CodeLens(range, { command, title, arguments: [uris, { only: pbx }] });
    });
  }

  provideDocumentLinks({ uri: { query } }: vscode.TextDocument): vscode.DocumentLink[] {
    const { text, files } = this.#documents.get(query) ?? { text: '', files: new Map<string, vscode.Uri>() };
    return text.split('\n').flatMap((line, index) => {
      const place = placeOf(line);
      const file = place && files.get(place.name);
      if (!file) return [];
      const range = new vscode.Range(index, place.start, index, place.end);
      const fragment = `L${place.line.toString()},${place.column.toString()}`;
      return [new vscode.DocumentLink(range, file.with({ fragment }))];
    });
  }

  dispose(): void {
    for (const registration of this.#registrations) registration.dispose();
  }
}
