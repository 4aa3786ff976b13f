import * as l10n from '@vscode/l10n';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-ring/index.js';
import { element } from './dom.ts';

/** **Add Trunk**, which shows when a trunk is on its way and cannot be pressed meanwhile. */
export class AddButton {
  readonly root = element('vscode-button', { id: 'add-trunk', type: 'submit' }, l10n.t('Add Trunk'));
  readonly #ring = element('vscode-progress-ring', { slot: 'content-before' });
  #busy = false;
  #hadFocus = false;

  constructor() {
    // The result area already tells screen readers that something is under way.
    this.#ring.role = 'presentation';
    this.#ring.ariaLive = 'off';
    this.#ring.ariaLabel = '';
  }

  get busy(): boolean {
    return this.#busy;
  }

  set busy(busy: boolean) {
    // A disabled element loses the keyboard's place in the form, which is given back below.
    if (busy) this.#hadFocus = document.activeElement === this.root;
    this.#busy = busy;
    this.root.disabled = busy;
    this.root.ariaDisabled = String(busy);
    this.root.replaceChildren(...(busy ? [this.#ring, l10n.t('Adding…')] : [l10n.t('Add Trunk')]));
    if (!busy && this.#hadFocus && document.activeElement === document.body) {
      void this.root.updateComplete.then(() => {
        this.root.focus();
      });
    }
  }
}
