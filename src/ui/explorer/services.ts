import type { Explorer } from './explorer.ts';

/** What the commands of this folder need. */
export interface ExplorerServices {
  readonly explorer: Explorer;
}
