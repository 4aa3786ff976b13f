import * as vscode from 'vscode';
import { sentencesWithoutSecrets } from '../base/knownSecrets.ts';
import { plainLine } from '../base/shownText.ts';
import type { PageConversation, PanelActions } from './conversation.ts';
import { pageHtml, type PageName } from './html.ts';

/** What a panel is to show. */
export interface PanelContent<State, Conversation> {
  /** What the page is about: no two panels are open for the same. */
  key: string;
  title: string;
  /** What the title is about beside the PBXes: it stays legible, though a secret be the same. */
  names?: readonly string[];
  begin: (host: PanelActions<State>) => Conversation;
}

/** The script and the style of each page, in `dist`. */
const bundles: Record<PageName, string> = { add: 'trunkForm', edit: 'trunkForm', results: 'results' };

/** The webview panels of one kind of page. */
export class PagePanels<State, Conversation extends PageConversation> implements vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #page: PageName;
  /** The open ones, the one that came to the front last at the end. */
  readonly #open = new Map<string, { panel: vscode.WebviewPanel; conversation: Conversation }>();

  constructor(extensionUri: vscode.Uri, page: PageName) {
    this.#extensionUri = extensionUri;
    this.#page = page;
  }

  /** What the page in front is about, if it is one of these. */
  get inFront(): string | undefined {
    // One that was in front before may not know yet that it no longer is.
    return [...this.#open].findLast(([, { panel }]) => panel.active)?.[0];
  }

  /** Brings a page that is open to the front. */
  reveal(key: string): Conversation | undefined {
    const open = this.#open.get(key);
    open?.panel.reveal();
    this.#isInFront(key);
    return open?.conversation;
  }

  /** @param viewType as in the serializer that brings the panel back after a window reload. */
  open(viewType: string, content: PanelContent<State, Conversation>): Conversation {
    const panel = vscode.window.createWebviewPanel(
      viewType,
      plainLine(content.title, content.names),
      vscode.ViewColumn.Active,
    );
    return this.#fill(panel, content);
  }

  /** Brings a page back after a window reload, unless one for the same is open by now. */
  restore(panel: vscode.WebviewPanel, content: PanelContent<State, Conversation>): Conversation | undefined {
    if (!this.#open.has(content.key)) return this.#fill(panel, content);
    panel.dispose();
    return undefined;
  }

  dispose(): void {
    for (const { panel } of [...this.#open.values()]) panel.dispose();
  }

  #fill(panel: vscode.WebviewPanel, { key, title, begin }: PanelContent<State, Conversation>): Conversation {
    const { webview } = panel;
    const conversation = begin({
      post: (message) => void webview.postMessage(sentencesWithoutSecrets(message)),
      reveal: () => {
        panel.reveal();
      },
    });
    const listeners = [
      webview.onDidReceiveMessage((message: unknown) => conversation.page.receive(message)),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) conversation.page.pageHidden();
        if (panel.active) this.#isInFront(key);
      }),
    ];
    panel.onDidDispose(() => {
      conversation.page.pageHidden();
      conversation.end();
      for (const listener of listeners) listener.dispose();
      this.#open.delete(key);
    });
    this.#open.set(key, { panel, conversation });
    this.#show(panel, title);
    return conversation;
  }

  #isInFront(key: string): void {
    const open = this.#open.get(key);
    if (!open) return;
    this.#open.delete(key);
    this.#open.set(key, open);
  }

  #show(panel: vscode.WebviewPanel, title: string): void {
    const { webview } = panel;
    const uriOf = (...path: string[]) => vscode.Uri.joinPath(this.#extensionUri, ...path);
    panel.iconPath = {
      light: uriOf('media', 'icons', 'trunk-light.svg'),
      dark: uriOf('media', 'icons', 'trunk-dark.svg'),
    };
    // The page may run its script, and load what the extension brings.
    webview.options = { enableScripts: true, localResourceRoots: [uriOf('dist'), uriOf('media')] };
    const bundle = bundles[this.#page];
    webview.html = pageHtml({
      page: this.#page,
      scriptUri: webview.asWebviewUri(uriOf('dist', `${bundle}.js`)).toString(),
      styleUri: webview.asWebviewUri(uriOf('dist', `${bundle}.css`)).toString(),
      language: vscode.env.language,
      translations: vscode.l10n.bundle,
      title,
    });
  }
}
