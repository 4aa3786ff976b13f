/** The whole editor, with the packaged extension in it, as a user sees it: start here to write a test. */
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { startServer, workbenchUrl } from '../editor/server.mjs';
import type { Server } from '../editor/server.mjs';
import { temporaryFolder } from '../process.mjs';
import { freshPage, leavePage } from './browser.ts';
import { ContextMenu } from './contextMenu.ts';
import { Dialog } from './dialog.ts';
import { appears, eventually } from './eventually.ts';
import { fromRunner } from './fromRunner.ts';
import { Notifications } from './notifications.ts';
import { QuickInput } from './quickInput.ts';
import { Tree } from './tree.ts';

export interface LaunchOptions {
  /** False leaves the extension out, for a test that installs it. */
  installed?: boolean;
  /** Files of the workspace folder, path → text. */
  files?: Record<string, string>;
  /** Which of the files is a `.code-workspace` that is to be opened in place of the folder. */
  workspace?: string;
  /** User settings, on top of the quiet ones every test gets. */
  settings?: Record<string, unknown>;
  /** User keybindings: the way to run a command with arguments. */
  keybindings?: { key: string; command: string; args: unknown }[];
  /** What the extension is shown in; VS Code's own words stay English. */
  language?: string;
  /** Turns Workspace Trust on; the folder then starts restricted, behind a dialog. */
  trust?: boolean;
  /** Environment of the editor, and so of the extension. */
  env?: Record<string, string>;
  viewport?: { width: number; height: number };
}

/** The name each theme has in the picker, and the class it gives the window. */
const themes = {
  dark: ['Dark Modern', 'vs-dark'],
  light: ['Light Modern', 'vs'],
  highContrast: ['Dark High Contrast', 'hc-black'],
  highContrastLight: ['Light High Contrast', 'hc-light'],
} as const;

/** VS Code's own command, there before any extension of ours. */
export const installFromFile = 'Extensions: Install from VSIX...';
const usualSize = { width: 1280, height: 800 };
const running = new Set<Workbench>();

export class Workbench {
  readonly page: Page;
  /** The folder that is open. */
  readonly folder: string;
  readonly server: Server;
  readonly input: QuickInput;
  readonly pbx: Tree;
  readonly explorer: Tree;
  readonly menu: ContextMenu;
  readonly notifications: Notifications;
  readonly dialog: Dialog;
  readonly #address: string;
  /** A command of the extension, as the palette has it. */
  readonly #anyCommand: string;
  #failed = false;

  private constructor(server: Server, page: Page, folder: string, address: string, language?: string) {
    this.server = server;
    this.page = page;
    this.folder = folder;
    this.#address = address;
    const titles = JSON.parse(
      readFileSync(language === undefined ? 'package.nls.json' : `package.nls.${language}.json`, 'utf8'),
    ) as Record<string, string>;
    this.#anyCommand = `PBX: ${titles['command.showOutput'] ?? ''}`;
    this.input = new QuickInput(page);
    this.pbx = new Tree(page, 'workbench.view.extension.pbx', 'PBX');
    this.explorer = new Tree(page, 'workbench.view.explorer', 'Explorer');
    this.menu = new ContextMenu(page);
    this.notifications = new Notifications(page);
    this.dialog = new Dialog(page);
  }

  /** Starts an editor of its own, with the packaged extension installed, and waits until it can be used. */
  static async launch(options: LaunchOptions = {}): Promise<Workbench> {
    const { installed = true, files = {}, workspace, viewport = usualSize, ...serverOptions } = options;
    const { folder } = temporaryFolder('pbx-workspace-');
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const extensions = installed ? fromRunner('PBX_TRUNKS_EXTENSIONS') : undefined;
    const server = await startServer({ ...serverOptions, extensions, talkative: true });
    const { page, url } = await freshPage(server, viewport);
    const address = workbenchUrl({ url }, { folder, workspace: workspace && join(folder, workspace) });
    const workbench = new Workbench(server, page, folder, address, options.language);
    running.add(workbench);
    await workbench.#open(installed);
    return workbench;
  }

  async close(): Promise<void> {
    running.delete(this);
    try {
      await leavePage(this.page, this.#failed);
    } finally {
      this.server.stop();
    }
  }

  /** Runs a command by its title in the palette, as `PBX: Add PBX…`. */
  async runCommand(title: string): Promise<void> {
    await (await this.#findCommand(title)).click();
  }

  /** Opens a file of the workspace in the editor, and waits until it is the active one. */
  async openFile(name: string): Promise<void> {
    const label = name.split('/').at(-1) ?? name;
    const path = resolve(this.folder, name);
    await eventually(
      () => this.input.typeInPalette(path),
      (typed) => typed,
    );
    await this.input.item(label).first().click();
    await this.page
      .locator(`.editor-group-container.active .tab.active[data-resource-name="${label}"]`)
      .waitFor();
    await this.editor.waitFor();
  }

  /** The lines of the active text editor; lines that are scrolled away do not exist. */
  get editor(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-editor .view-lines').first();
  }

  /** What the active text editor shows, with plain spaces. */
  async editorText(): Promise<string> {
    return (await this.editor.innerText()).replaceAll('\u00a0', ' ');
  }

  /** Chooses an item of the context menu of a trunk file in the editor. */
  async chooseFromEditorMenu(item: string): Promise<void> {
    // It comes once the file is read, moves the text, and would close a menu.
    await this.codeLens('Provision').first().waitFor();
    await this.menu.open(this.editor.locator('.view-line').first());
    await this.menu.choose(item);
  }

  codeLens(title: string): Locator {
    return this.page.locator('.codelens-decoration a', { hasText: title });
  }

  /** The titles of the open editors. */
  async tabs(): Promise<string[]> {
    return this.page.locator('.tabs-container .tab .monaco-icon-label-container').allTextContents();
  }

  /** The document inside the webview that is in front. */
  get webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
  }

  /** What an output channel has written so far, from its file on disk. */
  log(channel = 'PBX'): string {
    const logs = join(this.server.userData, 'logs');
    if (!existsSync(logs)) return '';
    return readdirSync(logs, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith(`/${channel}.log`))
      .sort()
      .map((name) => readFileSync(join(logs, name), 'utf8'))
      .join('');
  }

  /** Waits until the PBX output channel has written a text. */
  async logged(text: string): Promise<void> {
    await eventually(
      () => this.log(),
      (log) => {
        assert.ok(log.includes(text), `The log has no "${text}"`);
      },
    );
  }

  async clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Reloads the window: the extension host starts anew, secrets and settings stay. */
  async reload(): Promise<void> {
    await this.#open();
  }

  /** Kills the process in which the extension runs, as a crash would, and opens the window anew. */
  async crash(): Promise<void> {
    // Of all processes only those of this editor have its folder in their environment.
    const hosts = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => textOfProcess(pid, 'cmdline').includes('--type=extensionHost'))
      .filter((pid) => textOfProcess(pid, 'environ').includes(dirname(this.server.userData)));
    assert.notEqual(hosts.length, 0);
    for (const pid of hosts) process.kill(Number(pid), 'SIGKILL');
    await this.reload();
  }

  /** Waits for the banner of a folder that is not trusted: it comes seconds after the window, and closes menus. */
  async restricted(): Promise<void> {
    await this.page.locator('.part.banner', { hasText: 'Restricted Mode' }).waitFor();
  }

  async setTheme(theme: keyof typeof themes): Promise<void> {
    const [name, className] = themes[theme];
    await this.runCommand('Preferences: Color Theme');
    await this.input.answer(name);
    await this.input.gone();
    await this.page.locator(`.monaco-workbench.${className}`).waitFor();
  }

  async resize(width: number, height: number): Promise<void> {
    await this.page.setViewportSize({ width, height });
  }

  /** Takes a picture into out/screenshots, for somebody to look at. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: `out/screenshots/${name}.png` });
  }

  /** Keeps what explains a failure: the screen and every log. */
  async keepEvidence(name: string): Promise<void> {
    this.#failed = true;
    const folder = `out/failures/${name.replace(/[^\w-]+/g, '-').slice(0, 100)}`;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'server.log'), this.server.output());
    const logs = join(this.server.userData, 'logs');
    if (existsSync(logs)) cpSync(logs, join(folder, 'logs'), { recursive: true });
    await this.page.screenshot({ path: join(folder, 'screen.png') });
  }

  /** Types into the palette until it offers the command: what is contributed later does not appear by itself. */
  async #findCommand(title: string): Promise<Locator> {
    const item = this.input.found(title).first();
    await eventually(
      async () => {
        if ((await this.input.typeInPalette(`>${title}`)) && (await appears(item))) return true;
        await this.input.cancel();
        return false;
      },
      (found) => {
        assert.ok(found, `The palette has no command "${title}"`);
      },
      60_000,
    );
    return item;
  }

  async #open(installed = true): Promise<void> {
    try {
      await this.page.goto(this.#address, { waitUntil: 'commit' });
      await (installed ? this.pbx : this.explorer).icon.waitFor({ timeout: 90_000 });
      // After a reload the icon is only remembered: the extension is there once the palette has its commands.
      await this.#findCommand(installed ? this.#anyCommand : installFromFile);
      await this.input.cancel();
    } catch (error) {
      await this.keepEvidence('launch');
      await this.close();
      throw error;
    }
  }
}

/** Blank for a process that is gone. */
function textOfProcess(pid: string, file: 'cmdline' | 'environ'): string {
  try {
    return readFileSync(join('/proc', pid, file), 'utf8');
  } catch {
    return '';
  }
}

/** The hook after each test: keeps what explains its failure. */
export async function keepEvidence(this: Mocha.Context): Promise<void> {
  if (this.currentTest?.state !== 'failed') return;
  for (const workbench of running) await workbench.keepEvidence(this.currentTest.fullTitle());
}
