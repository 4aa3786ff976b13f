import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { PageLog } from '../webview/conversation.ts';
import { PagePanels, type PanelContent } from '../webview/panels.ts';
import { ResultsConversation, type ResultsSource, type ResultsTexts } from './conversation.ts';
import type { ResultsState } from './protocol.ts';
import { saveAs } from './saveAs.ts';

const keptSchema = z.object({ about: z.string() });

/** What a page with results is called, and where they come from. */
export interface ResultsPage {
  title: string;
  source: ResultsSource;
}

/** The pages that show what came of something, as webview panels: one for each address. */
export class ResultsPanels implements vscode.Disposable {
  readonly #log: PageLog;
  readonly #pageAt: (about: vscode.Uri) => ResultsPage | undefined;
  readonly #panels: PagePanels<ResultsState, ResultsConversation>;

  /** @param pageAt what an address stands for, which also finds the page again after a window reload. */
  constructor(
    extensionUri: vscode.Uri,
    log: PageLog,
    pageAt: (about: vscode.Uri) => ResultsPage | undefined,
  ) {
    this.#log = log;
    this.#pageAt = pageAt;
    this.#panels = new PagePanels(extensionUri, 'results');
  }

  /** The address of the page in front, if there is one. */
  get inFront(): vscode.Uri | undefined {
    const about = this.#panels.inFront;
    return about === undefined ? undefined : vscode.Uri.parse(about);
  }

  open(uri: vscode.Uri): void {
    const content = this.#contentAt(uri.toString());
    if (content && !this.#panels.reveal(content.key)) this.#panels.open('pbx.results', content);
  }

  /** What the page with this address shows, as text. */
  async textsOf(uri: vscode.Uri): Promise<ResultsTexts | undefined> {
    return await this.#pageAt(uri)?.source.texts();
  }

  /** Brings a page back after a window reload: it has kept what it is about. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    const about = keptSchema.safeParse(state).data?.about;
    const content = about === undefined ? undefined : this.#contentAt(about);
    if (content) this.#panels.restore(panel, content);
    else panel.dispose();
  }

  dispose(): void {
    this.#panels.dispose();
  }

  #contentAt(about: string): PanelContent<ResultsState, ResultsConversation> | undefined {
    const page = this.#pageAt(vscode.Uri.parse(about));
    return (
      page && {
        key: about,
        title: page.title,
        begin: (host) =>
          new ResultsConversation(
            about,
            page.source,
            host,
            (action, texts) => saveAs(action === 'saveJson' ? 'json' : 'markdown', texts),
            this.#log,
          ),
      }
    );
  }
}
