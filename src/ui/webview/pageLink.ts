import type * as z from 'zod/mini';
import type { PageLog } from './conversation.ts';
import type { Handlers, PageMessage, Posted } from './protocol.ts';

/** What it takes to speak with a page. */
export interface PageLinkOptions<State, Message extends PageMessage> {
  initial: State;
  schema: z.ZodMiniType<Message>;
  handlers: Handlers<Message>;
  /** Called while there is a page to hear it. */
  post: (message: Posted<State>) => void;
  log: PageLog;
}

/**
 * The host's link with one page: all that there is to show is one state, posted whenever it changes and whenever the page is
 * built anew; each message of the page names the step that it answers to.
 */
export class PageLink<State extends object, Message extends PageMessage> {
  readonly #options: PageLinkOptions<State, Message>;
  #state: State;
  #once: Partial<State> = {};
  #pageListens = false;
  #revision = 0;

  constructor(options: PageLinkOptions<State, Message>) {
    this.#options = options;
    this.#state = options.initial;
  }

  get state(): Readonly<State> {
    return this.#state;
  }

  /** Takes the next step. What the page says of an earlier one is stale from now on. */
  move(change: Partial<State>, once?: Partial<State>): void {
    this.#revision += 1;
    this.update(change, once);
  }

  /**
   * Changes what is around the person's work, which goes on.
   * @param once what the page is to act on a single time: it stands in the first state that a page hears.
   */
  update(change: Partial<State>, once?: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    this.#once = { ...this.#once, ...once };
    this.#post();
  }

  /**
   * Takes one message of the page. What is not a message of the protocol is ignored, and its content stays unlogged. An answer
   * to an earlier step is not heard; the page is told again how things stand.
   */
  async receive(message: unknown): Promise<void> {
    const { schema, handlers, log } = this.#options;
    const { data } = schema.safeParse(message);
    if (!data) {
      log.warn('A page sent something that is not one of its messages. It was ignored.');
      return;
    }
    if (data.type === 'ready') this.#pageListens = true;
    if (data.revision !== this.#revision) {
      this.#post();
      return;
    }
    const handle = handlers[data.type as keyof typeof handlers] as (message: Message) => unknown;
    try {
      await handle(data);
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
    }
  }

  /** The page is gone for now: its tab is hidden. */
  pageHidden(): void {
    this.#pageListens = false;
  }

  #post(): void {
    if (!this.#pageListens) return;
    const state = { ...this.#state, ...this.#once };
    this.#once = {};
    this.#options.post({ revision: this.#revision, state });
  }
}
