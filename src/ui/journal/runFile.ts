import { appendFile } from 'node:fs/promises';
import { writeEvent, type JournalEvent } from './journalEvents.ts';

/** So long lines gather before they go out together, in milliseconds: all that a crash can lose. */
const gatherFor = 25;

/**
 * The file of one run, one event a line. Nobody waits for the disk: what comes within a moment goes out together, so that a
 * run of thousands of trunks makes few writes and a crash loses next to nothing.
 */
export class RunFile {
  readonly #path: string;
  readonly #onFault: (error: unknown) => void;
  #waiting: JournalEvent[] = [];
  #writing: Promise<void> | undefined;
  #inHurry = false;
  #endPause: (() => void) | undefined;
  #broken = false;

  constructor(path: string, onFault: (error: unknown) => void) {
    this.#path = path;
    this.#onFault = onFault;
  }

  add(event: JournalEvent): void {
    if (this.#broken) return;
    this.#waiting.push(event);
    this.#writing ??= this.#write();
  }

  /** Waits until everything so far is in the file. */
  async settled(): Promise<void> {
    this.#inHurry = true;
    this.#endPause?.();
    await this.#writing;
    this.#inHurry = false;
  }

  async #write(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        await this.#pause();
        const events = this.#waiting.splice(0);
        // The end comes first: the line before may have been cut off by a crash.
        await appendFile(this.#path, events.map((event) => `\n${writeEvent(event)}`).join(''), {
          mode: 0o600,
        });
      }
    } catch (error) {
      this.#broken = true;
      this.#onFault(error);
    } finally {
      this.#writing = undefined;
    }
  }

  /** Lets lines gather, unless somebody waits for them. */
  #pause(): Promise<void> {
    if (this.#inHurry) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, gatherFor);
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
