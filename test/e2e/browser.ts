/**
 * The one page that shows the editors of a process, one after the other and all at one address: what the browser has compiled of
 * the workbench for one of them serves the next, which is a third of what a start costs.
 */
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { browserArguments } from '../editor/browser.mjs';
import { FrontDoor } from './frontDoor.ts';
import { fromRunner } from './fromRunner.ts';

let context: BrowserContext | undefined;
let door: FrontDoor | undefined;

/** The page, empty, and the address at which it finds the editor; nothing is left of the editors before it. */
export async function freshPage(
  server: { readonly url: string },
  viewport: { width: number; height: number },
): Promise<{ page: Page; url: string }> {
  // It is lost when it crashed.
  if (!context?.browser()?.isConnected()) context = await openBrowser();
  door ??= await FrontDoor.open();
  door.target = server.url;
  // One that still shows an editor belongs to a file that ended before it closed it.
  for (const left of context.pages()) if (left.url() !== 'about:blank') await left.close();
  const page = context.pages()[0] ?? (await context.newPage());
  await page.setViewportSize(viewport);
  await page.mouse.move(0, 0);
  const devtools = await context.newCDPSession(page);
  // State of the window, global state of the extension, secrets: all but the cache.
  const storageTypes = 'cookies,local_storage,indexeddb,service_workers,cache_storage';
  await devtools.send('Storage.clearDataForOrigin', { origin: door.url, storageTypes });
  await devtools.detach();
  return { page, url: door.url };
}

/** Ends the editor in the page. After a failure nobody knows what state the page is in, so the next editor gets another. */
export async function leavePage(page: Page, failed: boolean): Promise<void> {
  const isEmpty = !failed && (await emptied(page).catch(() => false));
  if (!isEmpty) await page.close();
}

async function emptied(page: Page): Promise<boolean> {
  await page.evaluate(() => {
    sessionStorage.clear();
  });
  await page.goto('about:blank');
  return true;
}

async function openBrowser(): Promise<BrowserContext> {
  const executablePath = fromRunner('PBX_TRUNKS_BROWSER');
  const browser = await chromium.launch({ executablePath, args: browserArguments });
  const opened = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  // However busy the machine is: what takes so long will not come.
  opened.setDefaultTimeout(45_000);
  return opened;
}
