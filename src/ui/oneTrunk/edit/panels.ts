import * as vscode from 'vscode';
import { keyOf } from '../../../core/trunkKey.ts';
import type { TrunkFormLog } from '../add/services.ts';
import { connect, showForm, webviewOptions } from '../webview.ts';
import { EditConversation } from './conversation.ts';
import { editTargetSchema, type EditTarget } from './protocol.ts';
import type { TrunkEditServices } from './services.ts';

/** The view type of the form, for the serializer that brings it back after a window reload. */
const viewType = 'pbx.trunkEditForm';

interface OpenForm {
  panel: vscode.WebviewPanel;
  conversation: EditConversation;
}

/** *PBX: Edit SIP Trunk* as webview panels: one for each trunk that is edited. */
export class TrunkEditPanels implements vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #services: TrunkEditServices;
  readonly #log: TrunkFormLog;
  readonly #open = new Map<string, OpenForm>();

  constructor(extensionUri: vscode.Uri, services: TrunkEditServices, log: TrunkFormLog) {
    this.#extensionUri = extensionUri;
    this.#services = services;
    this.#log = log;
  }

  /** Shows the form of a trunk, the one that is open already where there is one. */
  async show(target: EditTarget): Promise<void> {
    const open = this.#open.get(keyOf(target));
    if (open) {
      open.panel.reveal();
      await open.conversation.retry();
      return;
    }
    const options = webviewOptions(this.#extensionUri);
    const panel = vscode.window.createWebviewPanel(
      viewType,
      titleOf(target),
      vscode.ViewColumn.Active,
      options,
    );
    await this.#fill(panel, target).load({ ask: true });
  }

  /** Brings a form back after a window reload: its page has kept which trunk it is for, and what was typed. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    const { data: target } = editTargetSchema.safeParse(state);
    if (!target || this.#open.has(keyOf(target))) {
      panel.dispose();
      return;
    }
    panel.webview.options = webviewOptions(this.#extensionUri);
    void this.#fill(panel, target).load({ ask: false });
  }

  dispose(): void {
    for (const { panel } of [...this.#open.values()]) panel.dispose();
  }

  #fill(panel: vscode.WebviewPanel, target: EditTarget): EditConversation {
    const { webview } = panel;
    const conversation = new EditConversation(
      target,
      this.#services,
      {
        post: (message) => void webview.postMessage(message),
        reveal: () => {
          panel.reveal();
        },
        translations: vscode.l10n.bundle,
      },
      this.#log,
    );
    connect(panel, conversation);
    panel.onDidDispose(() => {
      conversation.end();
      this.#open.delete(keyOf(target));
    });
    this.#open.set(keyOf(target), { panel, conversation });
    showForm(panel, this.#extensionUri, { form: 'edit', title: titleOf(target) });
    return conversation;
  }
}

function titleOf({ pbx, trunkname }: EditTarget): string {
  return vscode.l10n.t('Edit {0} on {1}', trunkname, pbx);
}
