import * as vscode from 'vscode';
import { trunkFormHtml, type TrunkFormHtmlOptions } from './html.ts';

/** The page may run its script, and load what the extension brings. */
export function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return {
    enableScripts: true,
    localResourceRoots: ['dist', 'media'].map((folder) => vscode.Uri.joinPath(extensionUri, folder)),
  };
}

/** Lets a conversation hear the page of a panel as long as that is open. The listeners end with it. */
export function connect(
  panel: vscode.WebviewPanel,
  conversation: { receive(message: unknown): Promise<void>; pageHidden(): void },
  ...listeners: vscode.Disposable[]
): void {
  const all = [
    ...listeners,
    panel.webview.onDidReceiveMessage((message: unknown) => conversation.receive(message)),
    panel.onDidChangeViewState(() => {
      if (!panel.visible) conversation.pageHidden();
    }),
  ];
  panel.onDidDispose(() => {
    conversation.pageHidden();
    for (const listener of all) listener.dispose();
  });
}

/** Puts a form into a panel. Whoever listens to its page has to do so before. */
export function showForm(
  panel: vscode.WebviewPanel,
  extensionUri: vscode.Uri,
  { form, title }: Pick<TrunkFormHtmlOptions, 'form' | 'title'>,
): void {
  const { webview } = panel;
  const uriOf = (...path: string[]) => vscode.Uri.joinPath(extensionUri, ...path);
  panel.iconPath = {
    light: uriOf('media', 'icons', 'trunk-light.svg'),
    dark: uriOf('media', 'icons', 'trunk-dark.svg'),
  };
  webview.html = trunkFormHtml({
    form,
    scriptUri: webview.asWebviewUri(uriOf('dist', 'trunkForm.js')).toString(),
    styleUri: webview.asWebviewUri(uriOf('dist', 'trunkForm.css')).toString(),
    language: vscode.env.language,
    title,
  });
}
