import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { copyCode } from '../../base/clipboard.ts';
import type { PageLog } from '../../webview/conversation.ts';
import { PagePanels, type PanelContent } from '../../webview/panels.ts';
import { outcomeSchema } from '../../webview/protocol.ts';
import { AddConversation } from './conversation.ts';
import type { AddState } from './protocol.ts';
import type { TrunkFormServices } from './services.ts';

/** What the page keeps for the host, beside its draft. */
const keptSchema = z.object({ outcome: z.optional(outcomeSchema) });

/** There is at most one of this form. */
const key = 'add';

/** *PBX: Add SIP Trunk* as a webview panel. */
export class TrunkFormPanel implements vscode.Disposable {
  readonly #services: TrunkFormServices;
  readonly #log: PageLog;
  readonly #panels: PagePanels<AddState, AddConversation>;

  constructor(extensionUri: vscode.Uri, services: TrunkFormServices, log: PageLog) {
    this.#services = services;
    this.#log = log;
    this.#panels = new PagePanels(extensionUri, 'add');
  }

  /** Shows the form, with this PBX chosen where one is named. */
  show(pbx?: string): void {
    const conversation = this.#panels.reveal(key) ?? this.#panels.open('pbx.trunkForm', this.#content());
    if (pbx !== undefined) conversation.selectPbx(pbx);
  }

  /** Brings the form back after a window reload: its page has kept what was typed, and the last outcome. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    this.#panels.restore(panel, this.#content(state));
  }

  dispose(): void {
    this.#panels.dispose();
  }

  #content(kept?: unknown): PanelContent<AddState, AddConversation> {
    const outcome = keptSchema.safeParse(kept).data?.outcome;
    return {
      key,
      title: vscode.l10n.t('Add SIP Trunk'),
      begin: (host) => {
        const editor = {
          ...host,
          run: (command: string) => vscode.commands.executeCommand(command),
          copy: copyCode,
        };
        return new AddConversation(this.#services, editor, this.#log, outcome);
      },
    };
  }
}
