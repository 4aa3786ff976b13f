import type { Locator } from 'playwright-core';
import { exactly } from './text.ts';
import type { Workbench } from './workbench.ts';

/** The walkthrough, as a person who reads on. */
export class Walkthrough {
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  get #page(): Locator {
    return this.#workbench.page.locator('.gettingStartedContainer');
  }

  step(id: string): Locator {
    return this.#page.locator(
      `.getting-started-step[data-step-id="pbx-trunks.pbx-trunks#firstMinute#${id}"]`,
    );
  }

  /** Waits for the check mark of a step. */
  async done(id: string): Promise<void> {
    await this.step(id).locator('.codicon-getting-started-step-checked').waitFor();
  }

  /** Unfolds a step. */
  async open(id: string): Promise<void> {
    const title = this.step(id).locator('.step-title');
    // Something that a step opened may stand in front of it.
    if (!(await title.isVisible()) || !(await title.isEnabled())) {
      await this.#workbench.runCommand('Welcome: Open Walkthrough...');
      await this.#workbench.input.pick('First Minute with PBX Trunks');
    }
    await title.click();
  }

  /** Unfolds a step and presses one of its buttons. */
  async press(id: string, button: string): Promise<void> {
    await this.open(id);
    await this.step(id)
      .locator('.button-link, .monaco-button')
      .filter({ hasText: exactly(button) })
      .click();
  }

  /** Waits until the picture beside the steps, which is described like this, is drawn: a window too narrow has none. */
  async picture(description: string): Promise<void> {
    const picture = this.#page.getByRole('img', { name: description });
    await picture.waitFor();
    await picture.evaluate((image) => (image as HTMLImageElement).decode());
  }
}
