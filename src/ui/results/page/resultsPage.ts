import * as l10n from '@vscode/l10n';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { longestText, outsideText } from '../../../core/outsideText.ts';
import { element } from '../../webview/page/dom.ts';
import type { PageServices, StatePage } from '../../webview/page/startPage.ts';
import type { PageAction, Results, ResultsState, ToResultsHost } from '../protocol.ts';
import { attentionList } from './attentionList.ts';
import { Filters } from './filters.ts';
import { kindWords } from './kindWords.ts';
import { outcomeBar } from './outcomeBar.ts';
import { Table } from './table.ts';
import { isFiltered, RowFinder, type View } from './view.ts';

/** What the page keeps: what it is about, and how a person looks at it. */
type Kept = View & { about: string };
type Services = PageServices<ToResultsHost, Kept>;

/** What came of something: in words, as a bar, what needs attention, and every row of it. */
export class ResultsPage implements StatePage<ResultsState> {
  readonly parts: HTMLElement[];
  readonly #about: string;
  readonly #services: Services;
  readonly #summary = element('header');
  readonly #attention = element('section', { id: 'attention', 'aria-labelledby': 'attention-title' });
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
    this.parts = [this.#summary, this.#attention, this.#all];
    window.addEventListener('scrollend', () => {
      this.#view.scrolled = window.scrollY;
      this.#keep();
    });
  }

  show({ results, problem, actions }: ResultsState): void {
    this.#showAbove(results, problem, actions);
    this.#all.hidden = !results || results.rows.length === 0;
    if (!results || JSON.stringify(results.rows) === JSON.stringify(this.#results?.rows)) return;
    const isFirst = this.#results === undefined;
    this.#results = results;
    this.#allTitle.textContent = kindWords(results.rowKind).all;
    this.#finder = new RowFinder(results.rows, results.groups);
    this.#filters.show(results, this.#view);
    this.#table.show(results);
    this.#draw();
    if (isFirst) window.scrollTo(0, this.#view.scrolled);
    this.#keep();
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
    const buttons = element('div', { class: 'buttons' }, ...actions.map((action) => this.#button(action)));
    if (!results) {
      const words = problem === undefined ? [] : [element('h1', {}, problem)];
      this.#summary.replaceChildren(...words);
      this.#attention.hidden = true;
      return;
    }
    this.#summary.replaceChildren(
      element('p', { class: 'eyebrow' }, results.title),
      element('h1', {}, results.headline),
      element(
        'ul',
        { class: 'facts' },
        ...results.facts.map((fact) => element('li', {}, outsideText(fact, longestText))),
      ),
      ...(rows.length > 0 ? [outcomeBar(results)] : []),
      buttons,
    );
    this.#attention.hidden = results.attention.length === 0;
    this.#attention.replaceChildren(
      element('h2', { id: 'attention-title' }, l10n.t('What needs attention')),
      attentionList(results, (action, row) => {
        this.#services.tell({ type: 'actOnRow', action, row });
      }),
    );
  }

  #look(change: Partial<View>): void {
    this.#view = { ...this.#view, ...change };
    this.#draw();
    this.#keep();
  }

  #draw(): void {
    const found = this.#finder.find(this.#view);
    const { rows, rowKind } = this.#results ?? { rows: [], rowKind: 'trunks' };
    const words = kindWords(rowKind);
    this.#filters.isFiltered = isFiltered(this.#view);
    this.#count.textContent =
      found.length === rows.length ? words.count(rows.length) : words.match(found.length, rows.length);
    this.#table.draw(found, this.#view.sort);
  }

  #keep(): void {
    this.#services.keep({ ...this.#view, about: this.#about });
  }

  #button(action: PageAction): HTMLElement {
    const words: Record<PageAction, () => string> = {
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
