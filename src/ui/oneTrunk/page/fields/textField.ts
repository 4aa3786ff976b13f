import * as l10n from '@vscode/l10n';
import '@vscode-elements/elements/dist/vscode-label/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { element } from '../../../webview/page/dom.ts';
import type { TypedField } from './checkForm.ts';
import { FieldFrame, parameterName, type FieldMessage } from './fieldFrame.ts';
import { PasswordToggle } from './passwordToggle.ts';
import type { FieldWords } from './fieldWords.ts';

/** One value that is typed in: label, text field, hint and message. */
export class TextField {
  readonly frame: FieldFrame;
  readonly #field: VscodeTextfield;
  readonly #label = element('vscode-label');
  readonly #optional = element('span', { class: 'optional' }, l10n.t('optional'));
  readonly #toggle: PasswordToggle | undefined;
  #required = false;
  #message: FieldMessage | undefined;

  constructor(name: TypedField) {
    this.#field = element('vscode-textfield', { id: name, name, autocomplete: 'off' });
    if (name === 'password') {
      this.#toggle = new PasswordToggle(this.#field);
      this.#field.append(this.#toggle.root);
    }
    this.#label.htmlFor = name;
    this.frame = new FieldFrame(name, [this.#label, this.#optional, parameterName(name)], this.#field);
    void this.#field.updateComplete.then(() => {
      const input = this.#field.wrappedElement;
      // The texts stand outside of the component, where an id cannot be referred to from within.
      input.ariaDescribedByElements = this.frame.descriptions;
      input.spellcheck = false;
      if (name === 'port') input.inputMode = 'numeric';
      this.#tellAssistiveTechnology();
    });
  }

  get value(): string {
    return this.#field.value;
  }

  set value(text: string) {
    this.#field.value = text;
  }

  /** Hides a password that was shown. */
  conceal(): void {
    if (this.#toggle) this.#toggle.pressed = false;
  }

  /** Names and explains the field for the chosen trunk type. */
  describe({ label, hint, example, required }: FieldWords & { required: boolean }): void {
    this.#label.textContent = label;
    this.#label.required = required;
    this.#field.label = label;
    this.#field.placeholder = example;
    this.#optional.hidden = required;
    this.#required = required;
    this.frame.hint = hint;
    this.#tellAssistiveTechnology();
  }

  get message(): FieldMessage | undefined {
    return this.#message;
  }

  set message(message: FieldMessage | undefined) {
    this.#message = message;
    this.frame.message = message;
    this.#field.invalid = message?.kind === 'error';
    this.#field.classList.toggle('warned', message?.kind === 'warning');
    this.#tellAssistiveTechnology();
  }

  /** Puts the cursor into the field, which may not be drawn yet. */
  focus(): void {
    void this.#field.updateComplete.then(() => {
      this.#field.wrappedElement.focus();
    });
  }

  onInput(listener: () => void): void {
    this.#field.addEventListener('input', listener);
  }

  onLeave(listener: () => void): void {
    this.#field.addEventListener('focusout', (event) => {
      // From the text to the show/hide button is not yet away from the field.
      if (!(event.relatedTarget instanceof Node && this.#field.contains(event.relatedTarget))) listener();
    });
  }

  #tellAssistiveTechnology(): void {
    if (!this.#field.hasUpdated) return;
    const input = this.#field.wrappedElement;
    input.ariaRequired = String(this.#required);
    input.ariaInvalid = String(this.#message?.kind === 'error');
  }
}
