import type * as z from 'zod/mini';
import type { PageMessage, Posted } from '../protocol.ts';
import { keep, readKept, tellHost } from './host.ts';

/** What a page says to the host; the step that it answers to is added on the way. */
type WithoutRevision<Message> = Message extends PageMessage ? Omit<Message, 'revision'> : never;

/** What a page needs of the window around it. */
export interface PageServices<Message extends PageMessage, Draft> {
  tell(message: WithoutRevision<Message>): void;
  /** Something changed that a draft keeps. */
  keep(draft: Draft): void;
}

/** What a page shows: always one state. */
export interface StatePage<State> {
  readonly parts: readonly HTMLElement[];
  /** @param isNewStep false when only what is around the person's work may have changed. */
  show(state: State, isNewStep: boolean): void;
}

/**
 * Shows a page: it is built with the first state that the host posts, and shows each one that follows.
 * @param build gets what an earlier life of the page has kept, unread.
 */
export function startPage<State, Message extends PageMessage, Draft>(
  root: HTMLElement,
  schema: z.ZodMiniType<Posted<State>>,
  build: (state: State, kept: unknown, services: PageServices<Message, Draft>) => StatePage<State>,
): void {
  let page: StatePage<State> | undefined;
  let revision = -1;
  const tell = (message: { type: string }) => {
    tellHost({ ...message, revision });
  };
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = schema.safeParse(data);
    if (!message.success) return;
    const { state } = message.data;
    const isNewStep = message.data.revision !== revision;
    revision = message.data.revision;
    if (!page) {
      page = build(state, readKept(), { tell, keep });
      root.replaceChildren(...page.parts);
    }
    page.show(state, isNewStep);
  });
  tellHost({ type: 'ready' });
}
