import type { TrunkOutcome } from '../../src/core/outcome.ts';

/** What a window is given when it starts. */
export interface WindowStart {
  name: string;
  seed: number;
  /** The PBXes by their names. */
  urls: Record<string, string>;
  /** Shared by all windows. */
  locks: string;
}

/** What a window tells; it goes on when it is answered. */
export type FromWindow =
  | { kind: 'done'; action: string; hosts: Record<string, string>; outcomes: TrunkOutcome[]; heap: number }
  | { kind: 'ended'; heap: number; sockets: number; warnings: string[]; rejections: string[] };

/** What a window is told. */
export type ToWindow = 'go' | 'end';
