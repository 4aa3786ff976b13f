import type { Locator, Page } from 'playwright-core';
import { exactly } from './text.ts';

/** A modal dialog. */
export class Dialog {
  readonly box: Locator;

  constructor(page: Page) {
    this.box = page.locator('.monaco-dialog-box');
  }

  /** Waits for a dialog that contains `part`; returns its message and its detail. */
  async wait(part: string | RegExp = ''): Promise<string> {
    await this.box.filter({ hasText: part }).waitFor();
    return this.box.locator('.dialog-message-container').innerText();
  }

  async buttons(): Promise<string[]> {
    return this.box.locator('.dialog-buttons .monaco-button').allInnerTexts();
  }

  async click(button: string): Promise<void> {
    const shown = await this.box.elementHandle();
    await this.box
      .locator('.dialog-buttons .monaco-button')
      .filter({ hasText: exactly(button) })
      .click();
    // Only this one: the answer may lead to another question at once.
    await shown.waitForElementState('hidden');
  }
}
