import * as l10n from '@vscode/l10n';
import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { drawing, element } from '../../../webview/page/dom.ts';

/** The button in a password field that shows what was typed, and hides it again. */
export class PasswordToggle {
  readonly root: HTMLButtonElement;
  readonly #field: VscodeTextfield;

  constructor(field: VscodeTextfield) {
    const words = l10n.t('Show password');
    this.#field = field;
    this.root = element(
      'button',
      { type: 'button', slot: 'content-after', class: 'password-toggle', title: words },
      drawing(
        'M1.5 8C2.8 5.3 5.2 3.8 8 3.8s5.2 1.5 6.5 4.2c-1.3 2.7-3.7 4.2-6.5 4.2S2.8 10.7 1.5 8Z',
        'M8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z',
        'M2.5 13.5l11-11',
      ),
      // Not an aria-label: whoever looks for the label “password” shall find the field alone.
      element('span', { class: 'for-screen-readers' }, words),
    );
    this.root.addEventListener('click', () => {
      this.pressed = this.root.ariaPressed !== 'true';
    });
    this.pressed = false;
  }

  set pressed(pressed: boolean) {
    this.root.ariaPressed = String(pressed);
    this.#field.type = pressed ? 'text' : 'password';
  }
}
