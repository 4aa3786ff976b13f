import type { Locator } from 'playwright-core';
import { eventually } from './eventually.ts';
import type { Workbench } from './workbench.ts';

/** A page with results, such as the report of a run, as a person reads it. */
export class ResultsPage {
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  /** Waits for a page whose headline has this text or pattern. */
  async wait(headline: string | RegExp): Promise<void> {
    await this.#find('h1').filter({ hasText: headline }).waitFor();
  }

  /** What stands above the table, as plain text. */
  summary(): Promise<string> {
    return this.#find('header').innerText();
  }

  /** What needs attention, each entry with the words of its buttons. */
  async attention(): Promise<string[]> {
    const texts = await this.#find('#attention li').allInnerTexts();
    return texts.map((text) => text.replace(/\s+/g, ' ').trim());
  }

  /** The button of an entry among what needs attention. */
  action(entry: string, button: string): Locator {
    return this.#find('#attention li')
      .filter({ hasText: entry })
      .locator('vscode-button', { hasText: button });
  }

  /** A button for all of it, such as *Continue*. */
  button(words: string): Locator {
    return this.#find('header vscode-button', { hasText: words });
  }

  /** The button that shows or leaves out an outcome. */
  outcome(word: string): Locator {
    return this.#find('.outcomes button', { hasText: word });
  }

  get filter(): Locator {
    return this.#find('#filter-text input');
  }

  /** The button of a column. */
  column(name: string): Locator {
    return this.#find('[role=columnheader] button', { hasText: name });
  }

  /** The row of a trunk, while it is on screen. */
  row(trunkname: string): Locator {
    return this.#find('.body [role=row]').filter({ hasText: trunkname });
  }

  /** How many rows the page says that it shows. */
  count(): Promise<string> {
    return this.#find('#count').innerText();
  }

  /** The trunks of the rows that exist, from the top to the bottom. */
  trunks(): Promise<string[]> {
    return this.#find('.body [role=row] [data-column=trunkname]').allInnerTexts();
  }

  /** Waits until the page says that it shows so many. */
  async counts(expected: string): Promise<void> {
    await eventually(
      () => this.count(),
      (text) => text === expected,
    );
  }

  /** Shows only one PBX, or with a blank all of them. */
  async choosePbx(name: string): Promise<void> {
    await this.#find('#filter-pbx').selectOption(name);
  }

  async clear(): Promise<void> {
    await this.#find('#clear-filters').click();
  }

  /** The trunk of the row that has the focus. */
  async focusedRow(): Promise<string | undefined> {
    const [trunk] = await this.#find('[role=row]:focus [data-column=trunkname]').allInnerTexts();
    return trunk;
  }

  /** What became of a trunk, on each PBX whose row is on screen. */
  async outcomes(trunkname: string): Promise<string[]> {
    const name = this.#find('[data-column=trunkname]').getByText(trunkname, { exact: true });
    return this.#find('.body [role=row]')
      .filter({ has: name })
      .locator('[data-column=outcome]')
      .allInnerTexts();
  }

  get headline(): Locator {
    return this.#find('h1');
  }

  /** Where on the screen the row is that has the focus. */
  focusedPlace() {
    return this.#find('[role=row]:focus').boundingBox();
  }

  async scrollToTop(): Promise<void> {
    await this.body.evaluate(({ ownerDocument }) => {
      ownerDocument.scrollingElement?.scrollTo(0, 0);
    });
  }

  get body(): Locator {
    return this.#find('body');
  }

  #find(selector: string, options?: { hasText: string }): Locator {
    return this.#workbench.webview.locator(selector, options);
  }
}
