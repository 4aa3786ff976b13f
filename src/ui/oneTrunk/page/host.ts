import type * as z from 'zod';
import type { ToEditHost } from '../edit/protocol.ts';
import type { ToHost } from '../protocol.ts';

interface WebviewApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): WebviewApi;

const api = acquireVsCodeApi();

/** Tells the host something. */
export function tellHost(message: ToHost | ToEditHost): void {
  api.postMessage(message);
}

/** Listens to the host, and to nobody else's idea of a message. */
export function listenToHost<Message>(schema: z.ZodType<Message>, handle: (message: Message) => void): void {
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = schema.safeParse(data);
    if (message.success) handle(message.data);
  });
}

/** What an earlier life of this page left behind, unread. */
export function readState(): unknown {
  return api.getState();
}

/** Keeps a state that outlives this page: VS Code throws a hidden page away, and writes the state to disk. */
export function keepState(state: unknown): void {
  api.setState(state);
}
