import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Page, PageScreenshotOptions } from 'playwright-core';
import sharp from 'sharp';

/** How much two shades of a walkthrough's picture differ at least: nobody sees it, and the file is half as large. */
const shade = 12;

/**
 * Keeps what is on screen as media/FILE: a PNG in few colours for the README, whose readers may use any program; WebP for the
 * walkthrough, which is inside the package.
 */
export async function keepPicture(
  page: Page,
  file: `${string}.${'png' | 'webp'}`,
  options?: Pick<PageScreenshotOptions, 'clip'>,
): Promise<void> {
  const path = `media/${file}`;
  await mkdir(dirname(path), { recursive: true });
  const shot = sharp(await page.screenshot(options)).removeAlpha();
  if (path.endsWith('.png')) {
    await shot.png({ palette: true, colours: 128, effort: 10 }).toFile(path);
    return;
  }
  const { data, info } = await shot.raw().toBuffer({ resolveWithObject: true });
  const inFewShades = data.map((value) => Math.min(255, Math.round(value / shade) * shade));
  await sharp(inFewShades, { raw: info }).webp({ lossless: true, effort: 6 }).toFile(path);
}
