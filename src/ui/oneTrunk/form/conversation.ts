import type { Posted } from './protocol.ts';

/** The host's side of the talk with one page, which may be thrown away and built anew meanwhile. */
export interface FormConversation {
  readonly page: {
    /** Takes one message of the page. */
    receive(message: unknown): Promise<void>;
    /** The page is gone for now: its tab is hidden. */
    pageHidden(): void;
  };
  /** The form is closed. */
  end(): void;
}

/** What a conversation asks of the panel around it. */
export interface PanelActions<State> {
  post: (message: Posted<State>) => void;
  /** Brings the form back to the front. */
  reveal: () => void;
}

/** Where a form writes what went wrong. Expected to redact. */
export interface FormLog {
  warn(message: string): void;
  error(message: string | Error): void;
}
