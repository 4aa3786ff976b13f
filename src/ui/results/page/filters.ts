import * as l10n from '@vscode/l10n';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { outsideText } from '../../../core/outsideText.ts';
import { element } from '../../webview/page/dom.ts';
import type { Results } from '../protocol.ts';
import { keepChildren } from './keepChildren.ts';
import type { View } from './view.ts';

/** What leaves rows out: a button for each outcome, a choice of PBXes where there are several, and a text. */
export class Filters {
  readonly root: HTMLElement;
  readonly #onChange: (change: Partial<View>) => void;
  readonly #outcomes = element('div', {
    class: 'outcomes',
    role: 'group',
    'aria-label': l10n.t('Filter by outcome'),
  });
  readonly #pbx = element('select', { id: 'filter-pbx', 'aria-label': l10n.t('Filter by PBX') });
  readonly #pbxFrame = element('div', { class: 'select' }, this.#pbx);
  readonly #text = element('vscode-textfield', {
    id: 'filter-text',
    type: 'search',
    autocomplete: 'off',
    placeholder: l10n.t('Filter by text'),
  });
  readonly #clear = element('vscode-button', { id: 'clear-filters', secondary: '' }, l10n.t('Clear Filters'));

  constructor(onChange: (change: Partial<View>) => void) {
    this.#onChange = onChange;
    this.#text.label = l10n.t('Filter by text');
    this.#text.addEventListener('input', () => {
      onChange({ text: this.#text.value });
    });
    this.#pbx.addEventListener('change', () => {
      onChange({ pbx: this.#pbx.value });
    });
    this.#clear.addEventListener('click', () => {
      for (const button of this.#buttons()) button.ariaPressed = 'false';
      this.#pbx.value = '';
      this.#text.value = '';
      onChange({ outcomes: [], pbx: '', text: '' });
      // The button is about to be hidden, and the keyboard must be somewhere.
      this.#text.focus();
    });
    this.root = element('div', { class: 'filters' }, this.#outcomes, this.#text, this.#pbxFrame, this.#clear);
  }

  /** Whether there is anything to clear. */
  set isFiltered(filtered: boolean) {
    this.#clear.hidden = !filtered;
  }

  show(results: Results, { outcomes, pbx, text }: View): void {
    this.count(results);
    for (const button of this.#buttons()) {
      button.ariaPressed = String(outcomes.includes(button.dataset['key'] ?? ''));
    }
    const { rows } = results;
    const names = [...new Set(rows.map((row) => row.pbx))].sort();
    this.#pbx.replaceChildren(
      element('option', { value: '' }, l10n.t('All PBXes')),
      ...names.map((name) => element('option', { value: name }, outsideText(name))),
    );
    this.#pbx.value = names.includes(pbx) ? pbx : '';
    this.#pbxFrame.hidden = names.length < 2;
    this.#text.value = text;
  }

  /** Says anew how many rows have each outcome. */
  count({ groups, live }: Results): void {
    const buttons = groups.map(({ outcome, label, tone, count }) => ({
      key: outcome,
      make: () => this.#button(outcome, tone),
      update: (button: HTMLElement) => {
        if (button.lastChild) button.lastChild.textContent = `${count.toString()} ${label}`;
      },
    }));
    keepChildren(this.#outcomes, buttons, live !== undefined);
  }

  #button(outcome: string, tone: string): HTMLElement {
    const button = element(
      'button',
      { type: 'button', 'data-outcome': outcome, 'data-tone': tone, 'aria-pressed': 'false' },
      element('span', { class: 'dot', 'aria-hidden': 'true' }),
      ' ',
    );
    button.addEventListener('click', () => {
      button.ariaPressed = String(button.ariaPressed !== 'true');
      this.#onChange({
        outcomes: this.#buttons()
          .filter(({ ariaPressed }) => ariaPressed === 'true')
          .map(({ dataset }) => dataset['outcome'] ?? ''),
      });
    });
    return button;
  }

  #buttons(): HTMLButtonElement[] {
    return [...this.#outcomes.querySelectorAll('button')];
  }
}
