import type { Locator, Page } from 'playwright-core';
import { exactly } from './text.ts';

/** The one context menu that can be open. */
export class ContextMenu {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Opens the menu of an element; modifiers keep a selection of several. */
  async open(target: Locator): Promise<void> {
    await target.click({ button: 'right' });
    await this.opened();
  }

  /** Waits until it is there. */
  async opened(): Promise<void> {
    await this.#items().first().waitFor();
  }

  item(label: string): Locator {
    return this.#items().filter({
      has: this.#page.locator('.action-label', { hasText: exactly(label) }),
    });
  }

  async labels(): Promise<string[]> {
    return this.#items().locator('.action-label').allInnerTexts();
  }

  async choose(label: string): Promise<void> {
    await this.item(label).hover();
    // Not a click: the editor ignores the mouse for the first 100 ms of a menu.
    await this.#page.keyboard.press('Enter');
    await this.#items().first().waitFor({ state: 'hidden' });
  }

  async close(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.#items().first().waitFor({ state: 'hidden' });
  }

  #items(): Locator {
    return this.#page.locator('.monaco-menu .action-menu-item');
  }
}
