import { toPageSchema, type ToHost, type ToPage } from '../protocol.ts';

interface WebviewApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): WebviewApi;

const api = acquireVsCodeApi();

/** Tells the host something. */
export function tellHost(message: ToHost): void {
  api.postMessage(message);
}

/** Listens to the host, and to nobody else's idea of a message. */
export function listenToHost(handle: (message: ToPage) => void): void {
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = toPageSchema.safeParse(data);
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
