import * as l10n from '@vscode/l10n';
import type { PbxChoice, ToPage } from '../protocol.ts';
import { readDraft } from './draft.ts';
import { element } from './dom.ts';
import { emptyState } from './emptyState.ts';
import { keepState, readState, tellHost } from './host.ts';
import { TrunkForm } from './trunkForm.ts';

/** The page once the host has greeted it: before that it does not know its language. */
export class Page {
  readonly form = new TrunkForm({
    add: (pbx, trunk) => {
      tellHost({ type: 'add', pbx, trunk });
    },
    copyYaml: (pbx, trunk) => {
      tellHost({ type: 'copyYaml', pbx, trunk });
    },
    keep: keepState,
  });
  readonly #empty = emptyState((command) => {
    tellHost({ type: 'run', command });
  });
  readonly #legend = element('p', { class: 'legend' }, l10n.t('Fields with a * are required.'));

  constructor(greeting: Extract<ToPage, { type: 'init' }>) {
    const draft = readDraft(readState());
    const title = element('h1', {}, l10n.t('Add SIP Trunk'));
    document.getElementById('trunk-form')?.replaceChildren(title, this.#legend, this.#empty, this.form.root);
    this.form.start(draft);
    this.list(greeting.pbxes);
    if (greeting.pbx !== undefined) this.form.selectPbx(greeting.pbx);
    if (greeting.adding) this.form.showAdding(draft?.pbx ?? '', draft?.values.trunkname ?? '');
    if (greeting.outcome) this.form.showOutcome(greeting.outcome);
    // Coming back to a form half filled in, the cursor would only be in the way.
    if (!draft) this.form.focus();
  }

  /** Offers these PBXes; without any, the form gives way to the buttons that bring one. */
  list(pbxes: PbxChoice[]): void {
    this.form.pbxes = pbxes;
    this.#empty.hidden = pbxes.length > 0;
    this.form.root.hidden = pbxes.length === 0;
    this.#legend.hidden = pbxes.length === 0;
  }
}
