import * as vscode from 'vscode';
import { outsideText } from '../../../core/outsideText.ts';
import { keyOf } from '../../../core/trunkKey.ts';
import type { FormLog } from '../form/conversation.ts';
import { FormPanels, type FormContent } from '../form/panels.ts';
import { EditConversation } from './conversation.ts';
import { editTargetSchema, type EditState, type EditTarget } from './protocol.ts';
import type { TrunkEditServices } from './services.ts';

/** *PBX: Edit SIP Trunk* as webview panels: one for each trunk that is edited. */
export class TrunkEditPanels implements vscode.Disposable {
  readonly #services: TrunkEditServices;
  readonly #log: FormLog;
  readonly #panels: FormPanels<EditState, EditConversation>;

  constructor(extensionUri: vscode.Uri, services: TrunkEditServices, log: FormLog) {
    this.#services = services;
    this.#log = log;
    this.#panels = new FormPanels(extensionUri, 'edit');
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

  #content(target: EditTarget): FormContent<EditState, EditConversation> {
    return {
      key: keyOf(target),
      title: vscode.l10n.t('Edit {0} on {1}', outsideText(target.trunkname), outsideText(target.pbx)),
      names: [target.trunkname],
      begin: (host) => new EditConversation(target, this.#services, host, this.#log),
    };
  }
}
