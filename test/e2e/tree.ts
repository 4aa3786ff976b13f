import type { Locator, Page } from 'playwright-core';
import { ContextMenu } from './contextMenu.ts';
import { eventually } from './eventually.ts';
import { exactly } from './text.ts';

type ClickOptions = NonNullable<Parameters<Locator['click']>[0]>;

/** A tree in the side bar: the PBX Explorer or the file explorer. */
export class Tree {
  /** The side bar while it shows this tree: buttons of the view's title and of its empty state are in here. */
  readonly view: Locator;
  readonly menu: ContextMenu;
  readonly #page: Page;
  readonly #activity: string;

  /** `container` is the view container's id, `activity` its name in the activity bar. */
  constructor(page: Page, container: string, activity: string) {
    this.#page = page;
    this.#activity = activity;
    this.menu = new ContextMenu(page);
    this.view = page.locator('.part.sidebar').filter({ has: page.locator(`[id="${container}"]`) });
  }

  /** Its icon in the activity bar: there once the editor knows the extension. */
  get icon(): Locator {
    const label = '.activitybar .action-label';
    // A badge, or a key that opens it, may follow the name.
    return this.#page.locator(
      `${label}[aria-label="${this.#activity}"], ${label}[aria-label^="${this.#activity} "]`,
    );
  }

  get #hover(): Locator {
    return this.#page.locator('.workbench-hover-container .monaco-hover');
  }

  /** Brings the view to the front; clicking its icon again would hide it. A badge lies over the icon, and a click on it counts too. */
  async open(): Promise<void> {
    if (!(await this.view.isVisible())) await this.icon.click({ force: true });
    await this.view.waitFor();
  }

  /** Every row on screen; rows that are scrolled away do not exist. */
  rows(): Locator {
    return this.view.locator('.monaco-list-row[role="treeitem"]');
  }

  row(name: string): Locator {
    return this.rows().filter({ has: this.#page.locator('.label-name', { hasText: exactly(name) }) });
  }

  async names(): Promise<string[]> {
    return this.rows().locator('.label-name').allInnerTexts();
  }

  async expand(name: string): Promise<void> {
    await this.#setExpanded(name, true);
  }

  async collapse(name: string): Promise<void> {
    await this.#setExpanded(name, false);
  }

  /** The dimmed text behind the name, or nothing. */
  async description(name: string): Promise<string> {
    return (await this.row(name).locator('.label-description').allInnerTexts()).join('');
  }

  async tooltip(name: string): Promise<string> {
    await this.#unhindered(() => this.#hover.waitFor({ state: 'hidden', timeout: 2000 }));
    // Not the name itself: Playwright would scroll a long one out of its row.
    await this.row(name)
      .locator('.monaco-icon-label')
      .hover({ position: { x: 30, y: 8 } });
    await this.#hover.waitFor();
    return this.#hover.innerText();
  }

  /** Clicks a row; with `clickCount: 2` it is opened. */
  async click(name: string, options: Pick<ClickOptions, 'modifiers' | 'clickCount'> = {}): Promise<void> {
    await this.#unhindered(() => this.row(name).click({ ...options, timeout: 5000 }));
  }

  /** Clicks one of the icons that a row shows under the mouse. */
  async action(name: string, title: string): Promise<void> {
    const icon = this.row(name).locator(`.action-label[aria-label^="${title}"]`);
    // While other rows are filled this one moves away from under the mouse, and its icons go.
    await eventually(
      async () => {
        await this.#withoutTooltip();
        return await this.row(name)
          .hover({ timeout: 2000 })
          .then(() => icon.click({ timeout: 2000 }))
          .then(
            () => true,
            () => false,
          );
      },
      (clicked) => clicked,
    );
  }

  /** Clicks one of the icons (or buttons) of the view's own title. */
  async titleAction(title: string): Promise<void> {
    await this.view.hover();
    await this.view.locator(`.title-actions .action-label[aria-label^="${title}"]`).click();
  }

  /** Selects rows: anew, while a tree that is filled moves them away from under the mouse. */
  async select(...names: string[]): Promise<void> {
    const selected = this.view.locator('.monaco-list-row.selected');
    await eventually(
      async () => {
        for (const [index, name] of names.entries()) {
          await this.click(name, index === 0 ? {} : { modifiers: ['ControlOrMeta'] });
        }
        const ofThem = names.map((name) => this.row(name).and(selected).isVisible());
        return (await Promise.all(ofThem)).every(Boolean) && (await selected.count()) === names.length;
      },
      (isRight) => isRight,
    );
  }

  /**
   * Right-clicks rows (the last of several that are selected together) and chooses an item: anew, as long as a window that has
   * just opened does not know yet whether it makes sense.
   */
  async chooseFromMenu(names: string | string[], item: string): Promise<void> {
    const all = [names].flat();
    if (all.length > 1) await this.select(...all);
    await eventually(
      async () => {
        await this.openMenu(all.at(-1) ?? '');
        const isOffered = await this.menu.item(item).isVisible();
        if (!isOffered) await this.menu.close();
        return isOffered;
      },
      (isOffered) => isOffered,
    );
    await this.menu.choose(item);
  }

  /**
   * Right-clicks a row. The editor uses the elements of rows again: when a tree gets a row while the mouse is on its way (a
   * file that was written), the element can show another one. So the row that has the focus afterwards must be the one.
   */
  async openMenu(name: string): Promise<void> {
    const focused = this.row(name).and(this.#page.locator('.focused'));
    await eventually(
      async () => {
        await this.#unhindered(() => this.row(name).click({ button: 'right', timeout: 5000 }));
        await this.menu.opened();
        const isRight = await focused.isVisible();
        if (!isRight) await this.menu.close();
        return isRight;
      },
      (isRight) => isRight,
    );
  }

  /**
   * Takes the mouse off every row: the tooltip of one lies over those below it, and stays while the mouse does. One that came when
   * the mouse had gone already stays until the mouse has been over it.
   */
  async #withoutTooltip(): Promise<void> {
    const { mouse } = this.#page;
    await mouse.move(0, 0);
    for (const { x, y } of await this.#hover.evaluateAll((all) =>
      all.map((one) => one.getBoundingClientRect().toJSON() as { x: number; y: number }),
    )) {
      await mouse.move(x + 8, y + 8);
      await mouse.move(0, 0);
    }
  }

  /** Does something with the mouse, anew while a tooltip lies over where it is done. */
  async #unhindered(act: () => Promise<void>): Promise<void> {
    await eventually(
      async () => {
        await this.#withoutTooltip();
        return act().catch((error: unknown) => error);
      },
      (error) => {
        if (error) throw error as Error;
      },
    );
  }

  async #setExpanded(name: string, wanted: boolean): Promise<void> {
    const row = this.row(name);
    await row.waitFor();
    await this.#unhindered(async () => {
      if ((await row.getAttribute('aria-expanded')) === String(wanted)) return;
      await row.locator('.monaco-tl-twistie').click({ timeout: 5000 });
    });
    await this.#page.waitForFunction(([element, value]) => element.getAttribute('aria-expanded') === value, [
      await row.elementHandle(),
      String(wanted),
    ] as const);
  }
}
