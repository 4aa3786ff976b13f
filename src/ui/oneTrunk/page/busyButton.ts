import type { VscodeButton } from '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-ring/index.js';
import { element } from '../../webview/page/dom.ts';

/** A button that shows when what it sends is on its way, and cannot be pressed meanwhile. */
export class BusyButton {
  readonly root: VscodeButton;
  readonly #words: string;
  readonly #busyWords: string;
  readonly #ring = element('vscode-progress-ring', { slot: 'content-before' });
  #busy = false;
  #hadFocus = false;

  constructor(id: string, words: string, busyWords: string) {
    this.#words = words;
    this.#busyWords = busyWords;
    this.root = element('vscode-button', { id, class: 'sends', type: 'submit' }, words);
    // The result area already tells screen readers that something is under way.
    this.#ring.role = 'presentation';
    this.#ring.ariaLive = 'off';
    this.#ring.ariaLabel = '';
  }

  get busy(): boolean {
    return this.#busy;
  }

  set busy(busy: boolean) {
    if (busy === this.#busy) return;
    // A disabled element loses the keyboard's place in the form, which is given back below.
    if (busy) this.#hadFocus = document.activeElement === this.root;
    this.#busy = busy;
    this.root.disabled = busy;
    this.root.ariaDisabled = String(busy);
    this.root.replaceChildren(...(busy ? [this.#ring, this.#busyWords] : [this.#words]));
    if (!busy && this.#hadFocus && document.activeElement === document.body) {
      void this.root.updateComplete.then(() => {
        this.root.focus();
      });
    }
  }
}
