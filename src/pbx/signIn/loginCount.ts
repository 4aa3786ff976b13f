import { createHash, randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { makePrivateFolder } from '../locks/privateFolder.ts';
import { renameOver } from '../locks/renameOver.ts';

/** How long a login without a yes counts, in milliseconds: as long as a box locks a caller out (10 minutes, login). */
const countedFor = 10 * 60_000;
/** How many logins may be without a yes at a time. A box locks its caller out after five wrong ones in a row. */
export const mostLogins = 3;

const schema = z.object({ logins: z.array(z.object({ id: z.string(), at: z.number() })) });
type CountedLogin = z.infer<typeof schema>['logins'][number];

/** The logins to one box that have not had a yes, in a file of all windows. Only who holds the box's lock may use it. */
export class LoginCount {
  readonly #folder: string;
  readonly #path: string;
  readonly #now: () => number;

  /** @param now milliseconds since 1970, by a clock that may be set back. */
  constructor(folder: string, key: string, now: () => number) {
    this.#folder = folder;
    this.#path = join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`);
    this.#now = now;
  }

  /**
   * Until when no login is to be sent, in milliseconds since 1970; undefined when one may be.
   * @param most how many may be without a yes.
   * @throws when the file cannot be read, or not be written.
   */
  async heldUntil(most = mostLogins): Promise<number | undefined> {
    const logins = await this.#read();
    const [first] = logins.slice(-most);
    return logins.length < most || !first ? undefined : first.at + countedFor;
  }

  /**
   * Counts a login that is about to be sent.
   * @throws when that cannot be written.
   */
  async add(id: string): Promise<void> {
    await this.#write([...(await this.#read()), { id, at: this.#now() }]);
  }

  /** Counts a login no more: the box said yes to it. */
  async takeBack(id: string): Promise<void> {
    await this.#write((await this.#read()).filter((login) => login.id !== id));
  }

  /** The logins that still count, the oldest first. */
  async #read(): Promise<CountedLogin[]> {
    const text = await readFile(this.#path, 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) return [];
    const now = this.#now();
    const read = parse(text);
    // Nobody knows what stood there: it is taken for as many as may be, once.
    const found = read ?? Array.from({ length: mostLogins }, () => ({ id: randomUUID(), at: now }));
    // The clock was set back: it was then or earlier, and counts from now on.
    const logins = found
      .map(({ id, at }) => ({ id, at: Math.min(at, now) }))
      .filter(({ at }) => now - at < countedFor)
      .sort((a, b) => a.at - b.at);
    const isAsRead = read?.every(({ id, at }) => logins.some((one) => one.id === id && one.at === at));
    if (!isAsRead) await this.#write(logins);
    return logins;
  }

  /** Puts a new file in the place of the old one: a crash leaves one of the two. */
  async #write(logins: readonly CountedLogin[]): Promise<void> {
    if (logins.length === 0) {
      await rm(this.#path, { force: true });
      return;
    }
    await makePrivateFolder(this.#folder);
    const next = `${this.#path}.${randomUUID()}`;
    try {
      await writeFile(next, JSON.stringify({ logins }), { flag: 'wx', mode: 0o600 });
      await renameOver(next, this.#path);
    } catch (error) {
      await rm(next, { force: true }).catch(() => undefined);
      throw error;
    }
  }
}

function parse(text: string): CountedLogin[] | undefined {
  try {
    return schema.parse(JSON.parse(text)).logins;
  } catch {
    return undefined;
  }
}
