import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import sharp from 'sharp';

/** A story in a few frames, each of which stands for a while. */
export class MovingPicture {
  readonly #page: Page;
  readonly #frames: Buffer[] = [];
  readonly #delays: number[] = [];

  constructor(page: Page) {
    this.#page = page;
  }

  /** Takes what is on screen as the next frame, for so many milliseconds. */
  async frame(milliseconds: number): Promise<void> {
    this.#frames.push(await this.#page.screenshot());
    this.#delays.push(milliseconds);
  }

  /** Keeps the story as media/pictures/NAME.gif. */
  async keep(name: string): Promise<void> {
    mkdirSync('media/pictures', { recursive: true });
    await sharp(this.#frames, { join: { animated: true } })
      .gif({ delay: this.#delays, loop: 0, colours: 128, effort: 10, dither: 0 })
      .toFile(`media/pictures/${name}.gif`);
  }
}
