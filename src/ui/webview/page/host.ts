import type { PageMessage } from '../protocol.ts';

interface WebviewApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): WebviewApi;

const api = acquireVsCodeApi();

/** Sends the host a message of the page's protocol. */
export function tellHost(message: PageMessage): void {
  api.postMessage(message);
}

/** What an earlier life of this page left behind, unread. */
export function readKept(): unknown {
  return api.getState();
}

/** Keeps what is to outlive this page: VS Code throws a hidden page away, and writes this to disk. */
export function keep(kept: unknown): void {
  api.setState(kept);
}
