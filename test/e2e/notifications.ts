import type { Locator, Page } from 'playwright-core';
import { exactly } from './text.ts';

/** Notifications at the lower right, progress included. */
export class Notifications {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The notifications whose message contains this text. */
  withText(text: string | RegExp): Locator {
    const message = this.#page.locator('.notification-list-item-message', { hasText: text });
    return this.#page.locator('.notifications-toasts .notification-toast').filter({ has: message });
  }

  /** Waits for a notification and returns its whole message. */
  async wait(text: string | RegExp, timeout?: number): Promise<string> {
    const found = this.withText(text).first();
    await found.waitFor(timeout === undefined ? {} : { timeout });
    return found.locator('.notification-list-item-message').innerText();
  }

  async click(text: string | RegExp, button: string): Promise<void> {
    const found = this.withText(text).first();
    await found.hover();
    await found
      .locator('.monaco-button')
      .filter({ hasText: exactly(button) })
      .click();
  }

  async buttons(text: string | RegExp): Promise<string[]> {
    return this.withText(text).first().locator('.monaco-button').allInnerTexts();
  }

  /** All messages on screen, the newest first. */
  async all(): Promise<string[]> {
    const messages = '.notifications-toasts .notification-toast .notification-list-item-message';
    return this.#page.locator(messages).allInnerTexts();
  }

  async dismiss(text: string | RegExp): Promise<void> {
    const found = this.withText(text).first();
    await found.hover();
    await found.locator('.codicon-notifications-clear').click();
  }
}
