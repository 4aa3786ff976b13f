import { longestText, outsideText } from '../../../../core/outsideText.ts';
import { element } from '../../../webview/page/dom.ts';

/** A message beside a field. Only an error keeps the trunk from being added. */
export interface FieldMessage {
  kind: 'error' | 'warning' | 'note';
  text: string;
}

/** The API's name of a field, as documentation and YAML have it. Screen readers have the label. */
export function parameterName(name: string): HTMLElement {
  return element('code', { class: 'parameter', 'aria-hidden': 'true' }, name);
}

/**
 * What every field has around its control: a row with the label, a hint and a place for a message. The control's accessible description is the hint and the message.
 */
export class FieldFrame {
  readonly root: HTMLElement;
  readonly #hint: HTMLElement;
  readonly #message: HTMLElement;

  constructor(name: string, labels: HTMLElement[], control: HTMLElement) {
    this.#hint = element('p', { class: 'hint', id: `${name}-hint` });
    this.#message = element('p', { class: 'message', id: `${name}-message`, hidden: '' });
    this.root = element(
      'div',
      { class: 'field', 'data-field': name },
      element('div', { class: 'label-row' }, ...labels),
      control,
      this.#hint,
      this.#message,
    );
  }

  /** The elements that describe the control, for its `aria-describedby`. */
  get descriptions(): HTMLElement[] {
    return [this.#hint, this.#message];
  }

  set hint(text: string) {
    this.#hint.textContent = text;
    this.#hint.hidden = text === '';
  }

  set message(message: FieldMessage | undefined) {
    this.#message.textContent = message === undefined ? '' : outsideText(message.text, longestText);
    this.#message.hidden = !message;
    this.#message.dataset['kind'] = message?.kind ?? '';
  }
}
