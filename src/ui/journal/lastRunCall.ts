import { readCallOf } from '../base/readObjectCall.ts';
import type { JournalServices } from './services.ts';

/** How a command that goes on with the last run was called. */
export interface LastRunCall {
  /** True for `{ confirm: false }`: nothing may be asked or shown. */
  silent: boolean;
  /** The run that is meant, where a report or its notification calls. */
  id: string | undefined;
  /** What is wrong with the call, so that nothing comes of it. It has been told. */
  problem?: string | undefined;
}

/** Reads the arguments: `{ confirm: false }` from automation, `{ run }` from a report or its notification. */
export function readLastRunCall(
  { log }: Pick<JournalServices, 'log'>,
  command: 'pbx.continueLastRun' | 'pbx.undoLastRun',
  [first]: readonly unknown[],
): LastRunCall {
  const { call, problem } = readCallOf(log, command, first);
  return { silent: call?.confirm === false, id: call?.run, problem };
}
