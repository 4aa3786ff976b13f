import * as vscode from 'vscode';
import { Conversation } from './conversation.ts';
import type { TrunkFormLog, TrunkFormServices } from './services.ts';
import { connect, showForm, webviewOptions } from '../webview.ts';

/** The view type of the form, for the serializer that brings it back after a window reload. */
export const trunkFormViewType = 'pbx.trunkForm';

interface OpenForm {
  panel: vscode.WebviewPanel;
  conversation: Conversation;
}

/** *PBX: Add SIP Trunk* as a webview panel; there is at most one. */
export class TrunkFormPanel implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #services: TrunkFormServices;
  readonly #log: TrunkFormLog;
  #open: OpenForm | undefined;

  constructor(extensionUri: vscode.Uri, services: TrunkFormServices, log: TrunkFormLog) {
    this.#extensionUri = extensionUri;
    this.#services = services;
    this.#log = log;
  }

  /** Shows the form, with this PBX chosen where one is named. */
  show(pbx?: string): void {
    if (this.#open) {
      this.#open.panel.reveal();
    } else {
      const panel = vscode.window.createWebviewPanel(
        trunkFormViewType,
        vscode.l10n.t('Add SIP Trunk'),
        vscode.ViewColumn.Active,
        webviewOptions(this.#extensionUri),
      );
      this.#open = this.#fill(panel);
    }
    if (pbx !== undefined) this.#open.conversation.selectPbx(pbx);
  }

  /** Called by VS Code after a window reload. The page finds its draft in its own state. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    if (this.#open) {
      panel.dispose();
    } else {
      panel.webview.options = webviewOptions(this.#extensionUri);
      this.#open = this.#fill(panel);
    }
    return Promise.resolve();
  }

  dispose(): void {
    this.#open?.panel.dispose();
  }

  #fill(panel: vscode.WebviewPanel): OpenForm {
    const { webview } = panel;
    const conversation = new Conversation(
      this.#services,
      {
        post: (message) => void webview.postMessage(message),
        run: (command) => vscode.commands.executeCommand(command),
        copy: (text) => vscode.env.clipboard.writeText(text),
        translations: vscode.l10n.bundle,
      },
      this.#log,
    );
    connect(
      panel,
      conversation,
      this.#services.onDidChangePbxes(() => void conversation.listPbxes()),
    );
    panel.onDidDispose(() => {
      this.#open = undefined;
    });
    showForm(panel, this.#extensionUri, { form: 'add', title: vscode.l10n.t('Add SIP Trunk') });
    return { panel, conversation };
  }
}
