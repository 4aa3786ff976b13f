import { appendFile } from 'node:fs/promises';
import { writeEvent, type JournalEvent } from './journalEvents.ts';

/** The file of one run, one event a line. Nobody waits for the disk: what comes while it is busy goes out together. */
export class RunFile {
  readonly #path: string;
  readonly #onFault: (error: unknown) => void;
  #waiting: JournalEvent[] = [];
  #writing: Promise<void> | undefined;
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
    await this.#writing;
  }

  async #write(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
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
}
