import * as vscode from 'vscode';
import { outsideText } from '../../../core/outsideText.ts';
import { keyOf } from '../../../core/trunkKey.ts';
import type { PageLog } from '../../webview/conversation.ts';
import { PagePanels, type PanelContent } from '../../webview/panels.ts';
import { EditConversation } from './conversation.ts';
import { editTargetSchema, type EditState, type EditTarget } from './protocol.ts';
import type { TrunkEditServices } from './services.ts';

/** *PBX: Edit SIP Trunk* as webview panels: one for each trunk that is edited. */
export class TrunkEditPanels implements vscode.Disposable {
  readonly #services: TrunkEditServices;
  readonly #log: PageLog;
  readonly #panels: PagePanels<EditState, EditConversation>;

  constructor(extensionUri: vscode.Uri, services: TrunkEditServices, log: PageLog) {
    this.#services = services;
    this.#log = log;
    this.#panels = new PagePanels(extensionUri, 'edit');
  }

  /** Shows the form of a trunk, the one that is open already where there is one. */
  async show(target: EditTarget): Promise<void> {
    const open = this.#panels.reveal(keyOf(target));
    if (open) await open.retry();
    else await this.#panels.open('pbx.trunkEditForm', this.#content(target)).load({ ask: true });
  }

  /** Brings a form back after a window reload: its page has kept which trunk it is for, and what was typed. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    const { data: target } = editTargetSchema.safeParse(state);
    if (target) void this.#panels.restore(panel, this.#content(target))?.load({ ask: false });
    else panel.dispose();
  }

  dispose(): void {
    this.#panels.dispose();
  }

  #content(target: EditTarget): PanelContent<EditState, EditConversation> {
    return {
      key: keyOf(target),
      title: vscode.l10n.t('Edit {0} on {1}', outsideText(target.trunkname), outsideText(target.pbx)),
      names: [target.trunkname],
      begin: (host) => new EditConversation(target, this.#services, host, this.#log),
    };
  }
}
