import type * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { PageLog } from '../webview/conversation.ts';
import { PagePanels, type PanelContent } from '../webview/panels.ts';
import { ResultsConversation, type ResultsSource } from './conversation.ts';
import type { ResultsState } from './protocol.ts';

const keptSchema = z.object({ about: z.string() });

/** What a page with results is about, and where they come from. */
export interface ResultsPage {
  /** Names it for good: the page is found again by it after a window reload. */
  about: string;
  title: string;
  source: ResultsSource;
}

/** The pages that show what came of something, as webview panels: one for each thing that they are about. */
export class ResultsPanels implements vscode.Disposable {
  readonly #log: PageLog;
  readonly #panels: PagePanels<ResultsState, ResultsConversation>;

  constructor(extensionUri: vscode.Uri, log: PageLog) {
    this.#log = log;
    this.#panels = new PagePanels(extensionUri, 'results');
  }

  /** What the page in front is about, if there is one. */
  get inFront(): string | undefined {
    return this.#panels.inFront;
  }

  show(page: ResultsPage): void {
    if (!this.#panels.reveal(page.about)) this.#panels.open('pbx.results', this.#content(page));
  }

  /** Brings a page back after a window reload: it has kept what it is about. */
  restore(
    panel: vscode.WebviewPanel,
    state: unknown,
    pageAbout: (about: string) => ResultsPage | undefined,
  ): void {
    const about = keptSchema.safeParse(state).data?.about;
    const page = about === undefined ? undefined : pageAbout(about);
    if (page) this.#panels.restore(panel, this.#content(page));
    else panel.dispose();
  }

  dispose(): void {
    this.#panels.dispose();
  }

  #content({ about, title, source }: ResultsPage): PanelContent<ResultsState, ResultsConversation> {
    return {
      key: about,
      title,
      begin: (host) => new ResultsConversation(about, source, host, this.#log),
    };
  }
}
