import type { Locator } from 'playwright-core';
import { eventually } from './eventually.ts';
import type { Workbench } from './workbench.ts';

/** The trunk form, as a person fills it in. */
export class Form {
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  async choosePbx(name: string): Promise<void> {
    await this.#find('select#pbx').selectOption(name);
  }

  /** The name of the chosen PBX. */
  chosenPbx(): Promise<string> {
    return this.#find('select#pbx').inputValue();
  }

  async chooseType(type: 'register' | 'peer' | 'account'): Promise<void> {
    await this.#find(`#trunktype-${type}`).check();
  }

  /** The text field of an API parameter. */
  field(name: string): Locator {
    return this.#find(`vscode-textfield[name="${name}"] input`);
  }

  async fill(values: Record<string, string>): Promise<void> {
    for (const [name, value] of Object.entries(values)) await this.field(name).fill(value);
  }

  async scrollToTop(): Promise<void> {
    await this.field('trunkname').evaluate(({ ownerDocument }) => {
      ownerDocument.scrollingElement?.scrollTo(0, 0);
    });
  }

  /** The names of the fields on screen, in their order. */
  fields(): Promise<(string | null)[]> {
    return this.#find('vscode-textfield:visible').evaluateAll((all) =>
      all.map((one) => one.getAttribute('name')),
    );
  }

  /** What is written below a field: an error or a warning. */
  message(name: string): Locator {
    return this.#find(`[data-field="${name}"] .message`);
  }

  get result(): Locator {
    return this.#find('#result');
  }

  async press(button: string): Promise<void> {
    await this.#find('vscode-button').filter({ hasText: button }).click();
  }

  /** The review of an edit: each field with what becomes of it. */
  async changes(part: 'review' | 'conflict'): Promise<Record<string, string>> {
    await this.#find(`#${part}`).waitFor();
    const rows = await this.#find(`#${part} .change`).evaluateAll((all) =>
      all.map((one): [string, string] => [
        one.getAttribute('data-change') ?? '',
        // The arrow is for the eye, the words beside it are for screen readers.
        [...one.querySelectorAll('del, ins')].map((value) => value.textContent).join(' → ') ||
          (one.querySelector('dd')?.textContent ?? ''),
      ]),
    );
    return Object.fromEntries(rows);
  }

  /** Makes the window so narrow that the form has just this width, with no side bar beside it. */
  async narrowTo(width: number): Promise<void> {
    await this.#workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    const now = () => this.#find('body').evaluate(() => window.innerWidth);
    const around = 1280 - (await now());
    await this.#workbench.resize(width + around, 800);
    await eventually(now, (reached) => reached === width);
  }

  /** By how many pixels the form is wider than what is on screen. */
  overflow(): Promise<number> {
    return this.#find('body').evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
  }

  /** The texts on screen whose contrast is below what WCAG asks for (4.5 to 1), each with its ratio. */
  async paleTexts(): Promise<string[]> {
    return this.#find(
      'main :is(h1, h2, p, dt, dd, ins, del, label, legend, option, .parameter, .optional):visible',
    ).evaluateAll((elements) => {
      const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
      // A canvas reads every way to write a colour, and lays one over the other.
      const paint = (...colours: string[]) => {
        if (!context) throw new Error('There is no canvas');
        context.clearRect(0, 0, 1, 1);
        for (const colour of colours) {
          context.fillStyle = colour;
          context.fillRect(0, 0, 1, 1);
        }
        return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
      };
      const luminance = (rgb: number[]) => {
        const [red = 0, green = 0, blue = 0] = rgb.map((byte) => {
          const part = byte / 255;
          return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      return elements.flatMap((element) => {
        const text = element.textContent.trim();
        if (text === '') return [];
        const behind: string[] = [];
        for (let at: Element | null = element; at; at = at.parentElement) {
          behind.unshift(getComputedStyle(at).backgroundColor);
        }
        const ground = paint(...behind);
        const ink = paint(...behind, getComputedStyle(element).color);
        const [dark = 0, light = 0] = [luminance(ground), luminance(ink)].sort((a, b) => a - b);
        const ratio = (light + 0.05) / (dark + 0.05);
        return ratio < 4.5 ? [`${ratio.toFixed(2)}: ${text}`] : [];
      });
    });
  }

  #find(selector: string): Locator {
    return this.#workbench.webview.locator(selector);
  }
}
