import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Page, PageScreenshotOptions } from 'playwright-core';
import sharp from 'sharp';

/** Keeps what is on screen as media/NAME.png, in few enough colours to be small. */
export async function keepPicture(
  page: Page,
  name: string,
  options?: Pick<PageScreenshotOptions, 'clip'>,
): Promise<void> {
  const file = `media/${name}.png`;
  mkdirSync(dirname(file), { recursive: true });
  await sharp(await page.screenshot(options))
    .png({ palette: true, colours: 128, effort: 10 })
    .toFile(file);
}
