import type { Posted } from './protocol.ts';

/** The host's side of the talk with one page, which may be thrown away and built anew meanwhile. */
export interface PageConversation {
  readonly page: {
    /** Takes one message of the page. */
    receive(message: unknown): Promise<void>;
    /** The page is gone for now: its tab is hidden. */
    pageHidden(): void;
  };
  /** The panel is closed. */
  end(): void;
}

/** What a conversation asks of the panel around it. */
export interface PanelActions<State> {
  post: (message: Posted<State>) => void;
  /** Brings the panel back to the front. */
  reveal: () => void;
}

/** Where a page's conversation writes what went wrong. Expected to redact. */
export interface PageLog {
  warn(message: string): void;
  error(message: string | Error): void;
}
