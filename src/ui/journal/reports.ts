import * as vscode from 'vscode';
import { resultWithoutSecrets } from '../base/knownSecrets.ts';
import { Recent } from '../base/recent.ts';
import type { Journal } from '../../fleet/journal/journal.ts';
import type { LiveRun } from '../../fleet/journal/liveRun.ts';
import { localTime } from '../../core/localTime.ts';
import type { RunPart, StoredRun } from '../../fleet/journal/storedRun.ts';
import type { ResultsPanels } from '../results/panels.ts';

const scheme = 'pbx-report';

/** The reports of the runs, each with a URI of its own. They outlive the window, as long as the history has the run. */
export class Reports implements vscode.Disposable {
  readonly #journal: () => Promise<Journal>;
  readonly #pages: () => Promise<Pick<ResultsPanels, 'open' | 'inFront'>>;
  readonly #parts = new Recent<RunPart>();
  /** Those of this window that are under way, by their runs. */
  readonly #live = new Map<string, LiveRun>();
  readonly #runsChanged = new vscode.EventEmitter<undefined>();

  /** Fires when a run of this window, or a part of one, has begun, and when it is over and written down. */
  readonly onDidChangeRuns = this.#runsChanged.event;

  constructor(
    journal: () => Promise<Journal>,
    pages: () => Promise<Pick<ResultsPanels, 'open' | 'inFront'>>,
  ) {
    this.#journal = journal;
    this.#pages = pages;
  }

  /** A run, or a part of one, has begun. Where its report so far is in front, its next part comes before it. */
  runBegan(live: LiveRun): void {
    this.#live.set(live.run, live);
    this.#runsChanged.fire(undefined);
    if (live.index > 0 && live.stop.cancel) void this.#follow(live);
  }

  /** It is over and written down. */
  runEnded(run: string): void {
    this.#live.delete(run);
    this.#runsChanged.fire(undefined);
  }

  isUnderWay(live: LiveRun): boolean {
    return this.#live.get(live.run) === live;
  }

  /** What a report is about, while it goes on in this window. */
  liveOf(uri: vscode.Uri): LiveRun | undefined {
    const live = this.#live.get(this.runOf(uri) ?? '');
    return live && queryOf(live.run, live.index) === uri.query ? live : undefined;
  }

  async #follow({ run, index, part }: LiveRun): Promise<void> {
    const pages = await this.#pages();
    if (pages.inFront && this.runOf(pages.inFront) === run) pages.open(this.keep(run, index, part));
  }

  /** Keeps the report of a part of a run, to be opened later. */
  keep(run: string, index: number, part: RunPart): vscode.Uri {
    const name = localTime(part.startedAt).replaceAll(':', '.');
    const uri = vscode.Uri.from({
      scheme,
      path: `/${vscode.l10n.t('PBX report')} ${name}`,
      query: queryOf(run, index),
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
    if (known?.endedAt !== undefined) return known;
    const [run, index] = uri.query.split(':');
    const stored = (await (await this.#journal()).history()).find(({ id }) => id === run);
    return stored?.parts[Number(index)] ?? known;
  }

  dispose(): void {
    this.#runsChanged.dispose();
  }
}

function queryOf(run: string, index: number): string {
  return `${run}:${index.toString()}`;
}
