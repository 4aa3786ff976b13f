import * as vscode from 'vscode';
import { reportText } from '../../fleet/journal/reportText.ts';
import { resultWithoutSecrets } from '../base/knownSecrets.ts';
import { Recent } from '../base/recent.ts';
import type { Journal } from '../../fleet/journal/journal.ts';
import { localTime } from '../../core/localTime.ts';
import type { RunPart, StoredRun } from '../../fleet/journal/storedRun.ts';

const scheme = 'pbx-report';

/** The reports of the runs, as read-only Markdown documents. Those of the last run outlive the window. */
export class ReportDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #journal: () => Promise<Journal>;
  readonly #parts = new Recent<RunPart>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

  constructor(journal: () => Promise<Journal>) {
    this.#journal = journal;
  }

  /** Keeps the report of a part of a run, to be opened later. */
  keep(run: string, index: number, part: RunPart): vscode.Uri {
    const name = localTime(part.startedAt).replaceAll(':', '.');
    const uri = vscode.Uri.from({
      scheme,
      path: `/${vscode.l10n.t('PBX report')} ${name}.md`,
      query: `${run}:${index.toString()}`,
    });
    this.#parts.set(uri.query, part);
    return uri;
  }

  /** The report of the last part of a run. */
  keepLast({ id, parts }: StoredRun): vscode.Uri | undefined {
    const part = parts.at(-1);
    return part && this.keep(id, parts.length - 1, part);
  }

  async open(uri: vscode.Uri): Promise<void> {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }

  /** The run that a report is about. */
  runOf({ scheme: own, query }: vscode.Uri): string | undefined {
    return own === scheme ? query.split(':')[0] : undefined;
  }

  /** The part of a run that a report is about, to be read or written down. */
  async partOf(uri: vscode.Uri): Promise<RunPart | undefined> {
    return resultWithoutSecrets(await this.#keptPart(uri));
  }

  async #keptPart(uri: vscode.Uri): Promise<RunPart | undefined> {
    const known = this.#parts.get(uri.query);
    if (known || this.runOf(uri) === undefined) return known;
    const last = await (await this.#journal()).last();
    const [run, index] = uri.query.split(':');
    return last?.id === run ? last?.parts[Number(index)] : undefined;
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const part = await this.partOf(uri);
    return part ? reportText(part) : vscode.l10n.t('This report is no longer kept.');
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
