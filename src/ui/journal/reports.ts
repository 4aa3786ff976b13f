import * as vscode from 'vscode';
import { resultWithoutSecrets } from '../base/knownSecrets.ts';
import { Recent } from '../base/recent.ts';
import type { Journal } from '../../fleet/journal/journal.ts';
import { localTime } from '../../core/localTime.ts';
import type { RunPart, StoredRun } from '../../fleet/journal/storedRun.ts';
import type { ResultsPanels } from '../results/panels.ts';

const scheme = 'pbx-report';

/** The reports of the runs, each with a URI of its own. They outlive the window, as long as the history has the run. */
export class Reports implements vscode.Disposable {
  readonly #journal: () => Promise<Journal>;
  readonly #pages: () => Promise<Pick<ResultsPanels, 'open'>>;
  readonly #parts = new Recent<RunPart>();
  readonly #runEnded = new vscode.EventEmitter<undefined>();

  /** Fires when a run of this window, or a part of one, is over and written down. */
  readonly onDidEndRun = this.#runEnded.event;

  constructor(journal: () => Promise<Journal>, pages: () => Promise<Pick<ResultsPanels, 'open'>>) {
    this.#journal = journal;
    this.#pages = pages;
  }

  /** A run, or a part of one, is over and written down. */
  runEnded(): void {
    this.#runEnded.fire(undefined);
  }

  /** Keeps the report of a part of a run, to be opened later. */
  keep(run: string, index: number, part: RunPart): vscode.Uri {
    const name = localTime(part.startedAt).replaceAll(':', '.');
    const uri = vscode.Uri.from({
      scheme,
      path: `/${vscode.l10n.t('PBX report')} ${name}`,
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

  /** Shows a report as a page. */
  async open(uri: vscode.Uri): Promise<void> {
    (await this.#pages()).open(uri);
  }

  /** What a report is called, without what a file name cannot have. */
  nameOf({ path }: vscode.Uri): string {
    return path.slice(1);
  }

  /** Whether this is the URI of a report. */
  isReport(uri: vscode.Uri): boolean {
    return uri.scheme === scheme;
  }

  /** The run that a report is about. */
  runOf({ query }: vscode.Uri): string | undefined {
    return query.split(':')[0];
  }

  /** The part of a run that a report is about, to be read or written down. */
  async partOf(uri: vscode.Uri): Promise<RunPart | undefined> {
    return resultWithoutSecrets(await this.#keptPart(uri));
  }

  async #keptPart(uri: vscode.Uri): Promise<RunPart | undefined> {
    const known = this.#parts.get(uri.query);
    if (known) return known;
    const [run, index] = uri.query.split(':');
    const stored = (await (await this.#journal()).history()).find(({ id }) => id === run);
    return stored?.parts[Number(index)];
  }

  dispose(): void {
    this.#runEnded.dispose();
  }
}
