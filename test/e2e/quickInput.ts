/** VS Code's quick input: the palette, pickers and the steps of a question. */
import type { Locator, Page } from 'playwright-core';
import { appears, eventually } from './eventually.ts';
import { exactly } from './text.ts';

export class QuickInput {
  readonly widget: Locator;
  readonly field: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    // The editor keeps the widget of the last question, with its words, and only hides it.
    this.widget = page
      .locator('.quick-input-widget:not(.quick-input-widget-closing)')
      .filter({ visible: true });
    this.field = this.widget.locator('.quick-input-filter input');
  }

  /** Opens the command palette; pressed while another input is just closing, the key would be lost. */
  async openPalette(): Promise<void> {
    const palette = this.widget.getByPlaceholder('Type the name of a command to run.');
    await eventually(
      async () => {
        await this.#page.keyboard.press('F1');
        return appears(palette);
      },
      (open) => open,
    );
  }

  /** Opens the palette and types; false if it was closed in between, as the end of an earlier input may do. */
  async typeInPalette(text: string): Promise<boolean> {
    await this.openPalette();
    return this.field.fill(text, { timeout: 2000 }).then(
      () => true,
      () => false,
    );
  }

  /** Waits until a question whose title contains `part` is shown. */
  async step(part: string): Promise<void> {
    await this.widget.locator('.quick-input-title').filter({ hasText: part, visible: true }).waitFor();
  }

  title(): Promise<string> {
    return this.widget.locator('.quick-input-title').innerText();
  }

  placeholder(): Promise<string | null> {
    return this.field.getAttribute('placeholder');
  }

  /** The prompt, or the validation message that took its place. */
  message(): Promise<string> {
    return this.widget.locator('.quick-input-message').innerText();
  }

  /** Waits for a validation message (an error or a warning) that contains `part`, and returns all of it. */
  async validation(part = ''): Promise<string> {
    const flagged = this.widget.locator('.monaco-inputbox:is(.error, .warning, .info)');
    await flagged.waitFor();
    return eventually(
      () => this.message(),
      (text) => text.includes(part),
    );
  }

  /** Whether what is typed is shown as dots. */
  async masked(): Promise<boolean> {
    return (await this.field.getAttribute('type')) === 'password';
  }

  value(): Promise<string> {
    return this.field.inputValue();
  }

  /** Replaces what is typed, without accepting it. */
  async type(text: string): Promise<void> {
    await this.field.fill(text);
  }

  async accept(): Promise<void> {
    await this.field.press('Enter');
  }

  /** Types and accepts. */
  async answer(text: string): Promise<void> {
    await this.type(text);
    await this.accept();
  }

  item(label: string): Locator {
    const name = this.#page.locator('.label-name', { hasText: exactly(label) });
    return this.widget.locator('.quick-input-list .monaco-list-row').filter({ has: name });
  }

  /** An item of the list as what is typed has filtered it; before that, rows still move under the mouse. */
  found(label: string): Locator {
    return this.item(label).filter({ has: this.#page.locator('.label-name .highlight') });
  }

  /** Picks an item, or ticks it in a list of several. */
  async pick(label: string): Promise<void> {
    const item = this.item(label).first();
    const checkbox = item.locator('.quick-input-list-checkbox');
    await item.waitFor();
    await ((await checkbox.isVisible()) ? checkbox : item).click();
  }

  /** The labels on screen; a long list shows only its first dozen or so. */
  async items(): Promise<string[]> {
    const rows = this.widget.locator('.quick-input-list .monaco-list-row');
    return rows.locator('.quick-input-list-row:first-child .label-name').allInnerTexts();
  }

  /** Clicks a button of the title bar or the input, by its tooltip. */
  async button(name: string): Promise<void> {
    await this.widget.getByRole('button', { name }).first().click();
  }

  async cancel(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.gone();
  }

  async gone(): Promise<void> {
    await this.widget.waitFor({ state: 'hidden' });
  }
}
