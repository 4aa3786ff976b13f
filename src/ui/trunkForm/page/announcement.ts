import { element } from './dom.ts';

export type Tone = 'progress' | 'success' | 'neutral' | 'warning' | 'error';

/** A place for one piece of news below the form. Screen readers tell it at once, bad news before all else. */
export class Announcement {
  readonly root: HTMLElement;
  readonly #status = element('div', { role: 'status' });
  readonly #alert = element('div', { role: 'alert' });

  constructor(name: string) {
    this.root = element('div', { class: 'announcement', id: name }, this.#status, this.#alert);
  }

  clear(): void {
    this.#status.replaceChildren();
    this.#alert.replaceChildren();
  }

  show(tone: Tone, title: string, ...details: (HTMLElement | undefined)[]): void {
    this.clear();
    const box = element(
      'div',
      { class: 'news', 'data-tone': tone },
      element('p', { class: 'title' }, title),
      ...details,
    );
    (tone === 'error' || tone === 'warning' ? this.#alert : this.#status).append(box);
    // The fields above are drawn by then, also on a page that has only just come back.
    requestAnimationFrame(() => {
      this.root.scrollIntoView({ block: 'nearest' });
    });
  }
}
