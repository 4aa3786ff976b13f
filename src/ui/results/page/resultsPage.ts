import * as l10n from '@vscode/l10n';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { longestText, outsideText } from '../../../core/outsideText.ts';
import { element } from '../../webview/page/dom.ts';
import type { PageServices, StatePage } from '../../webview/page/startPage.ts';
import type { PageAction, Results, ResultsState, ToResultsHost } from '../protocol.ts';
import { fillAttention } from './attentionList.ts';
import { Filters } from './filters.ts';
import { keepChildren } from './keepChildren.ts';
import { kindWords } from './kindWords.ts';
import { LiveWords } from './liveWords.ts';
import { outcomeBar } from './outcomeBar.ts';
import { Table } from './table.ts';
import { dependsOnOutcomes, isFiltered, RowFinder, type View } from './view.ts';

/** What the page keeps: what it is about, and how a person looks at it. */
type Kept = View & { about: string };
type Services = PageServices<ToResultsHost, Kept>;

/** What came of something: in words, as a bar, what needs attention, and every row of it. */
export class ResultsPage implements StatePage<ResultsState> {
  readonly parts: HTMLElement[];
  readonly #about: string;
  readonly #services: Services;
  readonly #head = element('div');
  readonly #headline = element('h1', { tabindex: '-1' });
  readonly #below = element('div');
  readonly #buttons = element('div', { class: 'buttons' });
  readonly #summary = element('header', {}, this.#head, this.#headline, this.#below, this.#buttons);
  readonly #words = new LiveWords();
  readonly #attentionList = element('ul', { class: 'attention' });
  readonly #attention = element(
    'section',
    { id: 'attention', 'aria-labelledby': 'attention-title' },
    element('h2', { id: 'attention-title' }, l10n.t('What needs attention')),
    this.#attentionList,
  );
  readonly #filters: Filters;
  readonly #table: Table;
  readonly #count = element('p', { id: 'count', role: 'status' });
  readonly #allTitle = element('h2', { id: 'all-title' });
  readonly #all = element('section', { id: 'all', 'aria-labelledby': 'all-title' }, this.#allTitle);
  #view: View;
  #finder = new RowFinder([], []);
  #results: Results | undefined;
  /** What the parts above the table were built from. */
  #above = '';

  constructor(about: string, view: View, services: Services) {
    this.#about = about;
    this.#view = view;
    this.#services = services;
    this.#filters = new Filters((change) => {
      this.#look(change);
    });
    this.#table = new Table({
      sortBy: (sort) => {
        this.#look({ sort });
      },
      showInFile: (row) => {
        this.#services.tell({ type: 'actOnRow', action: 'showInFile', row });
      },
    });
    this.#all.append(this.#filters.root, this.#count, this.#table.root);
    this.#all.hidden = true;
    this.#attention.hidden = true;
    this.parts = [this.#words.root, this.#summary, this.#attention, this.#all];
    window.addEventListener('scrollend', () => {
      this.#view.scrolled = window.scrollY;
      this.#keep();
    });
  }

  show({ results: posted, problem, actions, changedRows }: ResultsState): void {
    const known = this.#results;
    // A page that was just built is told all rows next.
    if (changedRows && !known) return;
    const results = posted && changedRows && known ? { ...posted, rows: known.rows } : posted;
    const changed = (changedRows ?? []).filter(
      ({ row, now }) => JSON.stringify(now) !== JSON.stringify(known?.rows[row]),
    );
    for (const { row, now } of changed) known?.rows.splice(row, 1, now);
    this.#showAbove(results, problem, actions);
    this.#all.hidden = !results || results.rows.length === 0;
    if (!results) return;
    this.#words.show(results);
    if (changedRows) {
      this.#change(
        results,
        changed.map(({ row }) => row),
      );
      return;
    }
    if (JSON.stringify(results.rows) === JSON.stringify(known?.rows)) return;
    const isFirst = this.#results === undefined;
    this.#results = results;
    this.#allTitle.textContent = kindWords(results.rowKind).all;
    this.#finder = new RowFinder(results.rows, results.groups);
    this.#forgetGone(results);
    this.#filters.show(results, this.#view);
    this.#table.show(results);
    this.#draw();
    if (isFirst) window.scrollTo(0, this.#view.scrolled);
    this.#keep();
  }

  /** Some rows have changed: the table stays as it is looked at. */
  #change(results: Results, places: readonly number[]): void {
    const isOver = this.#results?.live !== undefined && !results.live;
    this.#results = results;
    this.#finder.changed(places, results.groups);
    this.#filters.count(results);
    this.#table.change(results, places);
    if (isOver) this.#forgetGone(results);
    if (!isOver && (places.length === 0 || !dependsOnOutcomes(this.#view))) return;
    const found = this.#finder.find(this.#view);
    this.#say(found.length, results.live ? 'off' : 'polite');
    this.#table.redraw(found);
  }

  /** No button shows again what is left out for an outcome that no row has any more, such as one that waits. */
  #forgetGone({ groups }: Results): void {
    const left = new Set(groups.map(({ outcome }) => outcome));
    this.#view.outcomes = this.#view.outcomes.filter((outcome) => left.has(outcome));
    this.#filters.isFiltered = isFiltered(this.#view);
  }

  /** Builds the parts above the table anew, unless they are as they were: a button that is about to be pressed stays. */
  #showAbove(
    results: Results | undefined,
    problem: string | undefined,
    actions: readonly PageAction[],
  ): void {
    const { rows, ...rest } = results ?? { rows: [] };
    const above = JSON.stringify([rest, problem, actions]);
    if (above === this.#above) return;
    this.#above = above;
    this.#headline.textContent = results?.headline ?? problem ?? '';
    this.#showButtons(actions, results?.live?.isStopping ?? false);
    this.#attention.hidden = !results || results.attention.length === 0;
    if (!results) {
      this.#head.replaceChildren();
      this.#below.replaceChildren();
      return;
    }
    this.#head.replaceChildren(element('p', { class: 'eyebrow' }, results.title));
    this.#below.replaceChildren(
      element(
        'ul',
        { class: 'facts' },
        ...results.facts.map((fact) => element('li', {}, outsideText(fact, longestText))),
      ),
      ...(rows.length > 0 ? [outcomeBar(results)] : []),
    );
    fillAttention(this.#attentionList, results, (action, row) => {
      this.#services.tell({ type: 'actOnRow', action, row });
    });
  }

  #showButtons(actions: readonly PageAction[], isStopping: boolean): void {
    const hadFocus = this.#buttons.contains(document.activeElement);
    keepChildren(
      this.#buttons,
      actions.map((action) => ({
        key: action,
        make: () => this.#button(action),
        update: (button) => {
          if (action !== 'cancel' || !isStopping) return;
          button.textContent = l10n.t('Stopping…');
          button.setAttribute('disabled', '');
        },
      })),
    );
    // Its button is gone, and another one in its place is not to be pressed by mistake.
    if (hadFocus && !this.#buttons.contains(document.activeElement)) this.#headline.focus();
  }

  #look(change: Partial<View>): void {
    this.#view = { ...this.#view, ...change };
    this.#draw();
    this.#keep();
  }

  #draw(): void {
    const found = this.#finder.find(this.#view);
    this.#filters.isFiltered = isFiltered(this.#view);
    this.#say(found.length, 'polite');
    this.#table.draw(found, this.#view.sort);
  }

  /** How many rows are shown. A screen reader is not told of every one that a run moves. */
  #say(found: number, live: 'polite' | 'off'): void {
    const { rows, rowKind } = this.#results ?? { rows: [], rowKind: 'trunks' };
    const words = kindWords(rowKind);
    this.#count.ariaLive = live;
    this.#count.textContent = found === rows.length ? words.count(found) : words.match(found, rows.length);
  }

  #keep(): void {
    this.#services.keep({ ...this.#view, about: this.#about });
  }

  #button(action: PageAction): HTMLElement {
    const words: Record<PageAction, () => string> = {
      cancel: () => l10n.t('Cancel'),
      continue: () => l10n.t('Continue'),
      tryAgain: () => l10n.t('Try Again'),
      undo: () => l10n.t('Undo'),
      plan: () => l10n.t('Plan'),
      checkAgain: () => l10n.t('Check Again'),
      saveMarkdown: () => l10n.t('Save as Markdown…'),
      saveJson: () => l10n.t('Save as JSON…'),
    };
    const isMain = action === 'continue' || action === 'tryAgain';
    const button = element(
      'vscode-button',
      { id: action, secondary: isMain ? undefined : '' },
      words[action](),
    );
    button.addEventListener('click', () => {
      this.#services.tell({ type: 'act', action });
    });
    return button;
  }
}
