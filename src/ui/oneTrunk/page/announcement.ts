import * as l10n from '@vscode/l10n';
import { longestText, outsideText } from '../../../core/outsideText.ts';
import type { PostedOutcome } from '../../webview/protocol.ts';
import { element } from '../../webview/page/dom.ts';

export type Tone = 'progress' | 'success' | 'neutral' | 'warning' | 'error';

/** What became of a trunk, in words. */
export interface OutcomeWords {
  tone: Tone;
  title: string;
  /** What to add when the outcome brings no words of its own. */
  advice?: string;
  /** The trunk is on the PBX now, so the next one may come. */
  done?: boolean;
}

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

  /** Tells what became of a trunk: the PBX's own words and number, where it gave any. */
  showOutcome(
    { tone, title, advice }: OutcomeWords,
    { message = advice, errno }: PostedOutcome,
    action?: HTMLElement,
  ): void {
    this.show(
      tone,
      title,
      message === undefined ? undefined : element('p', {}, outsideText(message, longestText)),
      errno === undefined ? undefined : element('p', { class: 'errno' }, l10n.t('Error number: {0}', errno)),
      action,
    );
  }

  show(tone: Tone, title: string, ...details: (HTMLElement | undefined)[]): void {
    this.clear();
    const box = element(
      'div',
      { class: 'news', 'data-tone': tone },
      element('p', { class: 'title' }, outsideText(title, longestText)),
      ...details,
    );
    (tone === 'error' || tone === 'warning' ? this.#alert : this.#status).append(box);
    // The fields above are drawn by then, also on a page that has only just come back.
    requestAnimationFrame(() => {
      this.root.scrollIntoView({ block: 'nearest' });
    });
  }
}
