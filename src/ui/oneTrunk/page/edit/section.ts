import { element } from '../../../webview/page/dom.ts';

/** A step of the form with a heading of its own, which takes the focus when the step begins. */
export class Section {
  readonly root: HTMLElement;
  readonly #heading = element('h2', { tabindex: '-1' });
  readonly #text = element('p');
  readonly #content = element('div');

  constructor(id: string, ...buttons: HTMLElement[]) {
    const row = element('div', { class: 'buttons' }, ...buttons);
    this.root = element('section', { id, hidden: '' }, this.#heading, this.#text, this.#content, row);
  }

  fill(heading: string, text: string, content: HTMLElement): void {
    this.#heading.textContent = heading;
    this.#text.textContent = text;
    this.#content.replaceChildren(content);
  }

  /** Not a button: Enter that is still held down must not press it. */
  focus(): void {
    this.#heading.focus();
  }
}
