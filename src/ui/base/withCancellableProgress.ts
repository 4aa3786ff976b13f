import * as vscode from 'vscode';
import type { Log } from './log.ts';
import { withSlowProgress } from './slowProgress.ts';

/** Shows how a run over so many trunks goes on, with *Cancel*. */
export async function withCancellableProgress<T>(
  log: Log,
  title: string,
  trunks: number,
  run: (signal: AbortSignal, say: (message: string, part: number) => void) => Promise<T>,
): Promise<T> {
  const { result } = await withSlowProgress(
    title,
    (signal, say) =>
      run(signal, (message, part) => {
        say(message, (100 * part) / trunks);
      }),
    () => {
      log.info(vscode.l10n.t('{0}: cancelled. What is under way is waited for.', title));
    },
  );
  return result;
}
