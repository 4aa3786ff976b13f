import * as l10n from '@vscode/l10n';
import {
  defaultRangeExtractor,
  measureElement,
  observeWindowOffset,
  observeWindowRect,
  Virtualizer,
  windowScroll,
  type Range,
} from '@tanstack/virtual-core';
import { element } from '../../webview/page/dom.ts';
import { isInFile, type Results } from '../protocol.ts';
import { kindWords } from './kindWords.ts';
import { placeRow, tableRow } from './tableRow.ts';
import { columns, type Column, type View } from './view.ts';

type Sort = View['sort'];

/** What the table tells the page. */
export interface TableActions {
  sortBy(sort: Sort): void;
  showInFile(row: number): void;
}

/** How high a row is before anybody has seen it, in pixels. */
const usualHeight = 30;

/** Every row, of which only those on screen exist: 10,000 are as quick as ten. */
export class Table {
  readonly root: HTMLElement;
  readonly #table = element('div', { id: 'rows', role: 'table', 'aria-labelledby': 'all-title' });
  readonly #actions: TableActions;
  readonly #headers = new Map<Column, HTMLElement>();
  readonly #body = element('div', { class: 'body', role: 'rowgroup' });
  readonly #none = element('p', { class: 'none' });
  readonly #virtualizer: Virtualizer<Window, HTMLElement>;
  /** The rows on screen, by their places among all. */
  readonly #drawn = new Map<number, HTMLElement>();
  #results: Results | undefined;
  #shown: readonly number[] = [];
  /** Where the first row begins, in pixels from the top of the page. */
  #begin = 0;
  #sort: Sort;
  /** The one row that the Tab key reaches, by its place among those that are shown. */
  #current = 0;

  constructor(actions: TableActions) {
    this.#actions = actions;
    const header = element(
      'div',
      { class: 'row', role: 'row', 'aria-rowindex': '1' },
      ...columns.map((column) => this.#header(column)),
    );
    this.#table.append(element('div', { class: 'head', role: 'rowgroup' }, header), this.#body);
    this.root = element('div', {}, this.#table, this.#none);
    this.#virtualizer = new Virtualizer<Window, HTMLElement>({
      count: 0,
      getScrollElement: () => window,
      estimateSize: () => usualHeight,
      overscan: 10,
      scrollToFn: windowScroll,
      observeElementRect: observeWindowRect,
      observeElementOffset: observeWindowOffset,
      measureElement,
      onChange: () => {
        this.#render();
      },
    });
    this.#virtualizer._didMount();
    this.#body.addEventListener('keydown', (event) => {
      this.#onKey(event);
    });
    this.#body.addEventListener('focusin', ({ target }) => {
      const row = target instanceof Element ? target.closest<HTMLElement>('[role=row]') : undefined;
      if (row) this.#current = Number(row.dataset['index']);
    });
    // What stands above may have become higher or lower.
    new ResizeObserver(() => {
      this.#update();
    }).observe(document.body);
  }

  /** Takes other results; {@link draw} shows them. */
  show(results: Results): void {
    this.#take(results);
    const { none, message } = kindWords(results.rowKind);
    this.#none.textContent = none;
    const button = this.#headers.get('message')?.querySelector('button');
    if (button) button.textContent = message;
    this.#clear();
  }

  /** Takes the same rows, of which some are others now: what is on screen stays where it is. */
  change(results: Results, places: readonly number[]): void {
    this.#take(results);
    for (const place of places) {
      const row = this.#drawn.get(place);
      if (!row) continue;
      const now = tableRow(results, place, Number(row.dataset['index']), this.#showInFile);
      [...row.children].forEach((cell, column) => {
        const other = now.children[column];
        if (other && !cell.isEqualNode(other)) row.replaceChild(other.cloneNode(true), cell);
      });
    }
  }

  /** Shows these rows, by their places among all, in this order. */
  draw(shown: readonly number[], sort: Sort): void {
    this.#shown = shown;
    this.#sort = sort;
    this.#current = 0;
    this.#none.hidden = shown.length > 0;
    for (const [column, header] of this.#headers) {
      header.ariaSort = sort?.column !== column ? 'none' : sort.descending ? 'descending' : 'ascending';
    }
    // The header is a row, too.
    this.#table.ariaRowCount = (shown.length + 1).toString();
    this.#clear();
    this.#update();
  }

  /** The same as {@link draw} while rows change: the focus stays with its row, or where that one was. */
  redraw(shown: readonly number[]): void {
    const hadFocus = this.#body.contains(document.activeElement);
    const current = shown.indexOf(this.#shown[this.#current] ?? -1);
    this.#current = current === -1 ? Math.max(0, Math.min(this.#current, shown.length - 1)) : current;
    this.#shown = shown;
    this.#none.hidden = shown.length > 0;
    this.#table.ariaRowCount = (shown.length + 1).toString();
    this.#update();
    if (hadFocus && !this.#body.contains(document.activeElement)) {
      this.#drawn.get(shown[this.#current] ?? -1)?.focus({ preventScroll: true });
    }
  }

  #take(results: Results): void {
    this.#results = results;
    this.#table.classList.toggle(
      'timed',
      results.live !== undefined || results.rows.some(({ milliseconds }) => milliseconds !== undefined),
    );
  }

  #clear(): void {
    this.#drawn.clear();
    this.#body.replaceChildren();
  }

  #update(): void {
    const shown = this.#shown;
    const begin = this.#body.getBoundingClientRect().top + window.scrollY;
    const moved = begin - this.#begin;
    // Who reads in the table goes on reading there, whatever comes above it.
    if (moved !== 0 && window.scrollY > this.#begin && this.#begin > 0) window.scrollBy(0, moved);
    this.#begin = begin;
    const current = this.#current;
    this.#virtualizer.setOptions({
      ...this.#virtualizer.options,
      count: shown.length,
      scrollMargin: begin,
      getItemKey: (index) => shown[index] ?? index,
      // The row with the focus stays, wherever the page is scrolled to.
      rangeExtractor: (range: Range) => {
        const indexes = defaultRangeExtractor(range);
        return indexes.includes(current) || current >= shown.length
          ? indexes
          : [...indexes, current].sort((one, other) => one - other);
      },
    });
    this.#virtualizer._willUpdate();
    this.#render();
  }

  #render(): void {
    const results = this.#results;
    if (!results) return;
    const items = this.#virtualizer.getVirtualItems();
    const places = new Set(items.map(({ index }) => this.#shown[index]));
    for (const [place, row] of this.#drawn) {
      if (places.has(place)) continue;
      row.remove();
      this.#drawn.delete(place);
    }
    this.#body.style.height = `${this.#virtualizer.getTotalSize().toString()}px`;
    let next = this.#body.firstElementChild;
    for (const { index, start } of items) {
      const place = this.#shown[index];
      if (place === undefined) continue;
      const known = this.#drawn.get(place);
      const row = known ?? tableRow(results, place, index, this.#showInFile);
      if (known) placeRow(known, index);
      row.tabIndex = index === this.#current ? 0 : -1;
      row.style.transform = `translateY(${(start - this.#virtualizer.options.scrollMargin).toString()}px)`;
      if (row === next) next = next.nextElementSibling;
      else this.#body.insertBefore(row, next);
      if (known) continue;
      this.#drawn.set(place, row);
      this.#virtualizer.measureElement(row);
    }
  }

  #onKey(event: KeyboardEvent): void {
    const last = this.#shown.length - 1;
    const page = Math.max(1, Math.floor(window.innerHeight / usualHeight) - 3);
    const steps: Record<string, number> = {
      ArrowDown: this.#current + 1,
      ArrowUp: this.#current - 1,
      PageDown: this.#current + page,
      PageUp: this.#current - page,
      Home: 0,
      End: last,
    };
    const to = steps[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.#moveTo(Math.min(Math.max(to, 0), last));
      return;
    }
    const place = this.#shown[this.#current];
    if (event.key !== 'Enter' || place === undefined || !isRow(event.target)) return;
    const row = this.#results?.rows[place];
    if (this.#results && row && isInFile(this.#results, row)) this.#showInFile(place);
  }

  #moveTo(index: number): void {
    this.#current = index;
    this.#update();
    const row = this.#drawn.get(this.#shown[index] ?? -1);
    // Only now is its height known, and so where it ends.
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  }

  readonly #showInFile = (place: number): void => {
    this.#actions.showInFile(place);
  };

  #header(column: Column): HTMLElement {
    const words: Record<Column, () => string> = {
      outcome: () => l10n.t('Outcome'),
      trunkname: () => l10n.t('Trunk'),
      pbx: () => l10n.t('PBX'),
      message: () => '',
      milliseconds: () => l10n.t('Duration'),
    };
    const button = element('button', { type: 'button' }, words[column]());
    button.addEventListener('click', () => {
      const sorted = this.#sort?.column === column ? this.#sort : undefined;
      this.#actions.sortBy(sorted?.descending ? undefined : { column, descending: sorted !== undefined });
    });
    const header = element('div', { role: 'columnheader', 'data-column': column }, button);
    this.#headers.set(column, header);
    return header;
  }
}

function isRow(target: EventTarget | null): boolean {
  return target instanceof Element && target.role === 'row';
}
