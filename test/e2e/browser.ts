/**
 * The one browser that shows the editors of a process, one after the other and all at one address: it compiles the workbench
 * for the first and remembers it for the others, which is half of what their start costs.
 */
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { browserArguments } from '../editor/browser.mjs';
import { FrontDoor } from './frontDoor.ts';
import { fromRunner } from './fromRunner.ts';

interface Shown {
  readonly context: BrowserContext;
  readonly door: FrontDoor;
}

let shown: Shown | undefined;

/** An empty page, and the address at which it finds the editor; nothing is left of the editors before it. */
export async function freshPage(
  server: { readonly url: string },
  viewport: { width: number; height: number },
): Promise<{ page: Page; url: string }> {
  // A file may have lost the browser, or its test may have ended before it closed the page.
  if (!shown?.context.browser()?.isConnected()) shown = await openBrowser();
  const { context, door } = shown;
  for (const left of context.pages()) await left.close();
  door.target = server.url;
  const page = await context.newPage();
  await page.setViewportSize(viewport);
  const devtools = await context.newCDPSession(page);
  // All but the cache: settings of the window, global state of the extension, secrets, service workers.
  await devtools.send('Storage.clearDataForOrigin', { origin: door.url, storageTypes: 'all' });
  await devtools.detach();
  return { page, url: door.url };
}

async function openBrowser(): Promise<Shown> {
  const executablePath = fromRunner('PBX_TRUNKS_BROWSER');
  const browser = await chromium.launch({ executablePath, args: browserArguments });
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  // However busy the machine is: what takes so long will not come.
  context.setDefaultTimeout(45_000);
  return { context, door: await FrontDoor.open() };
}
