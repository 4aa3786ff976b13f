import * as vscode from 'vscode';
import type { Log } from '../log.ts';

/** Shows how a run over so many trunks goes on, with *Cancel*. */
export function withCancellableProgress<T>(
  log: Log,
  title: string,
  trunks: number,
  run: (signal: AbortSignal, say: (message: string, part: number) => void) => Promise<T>,
): Thenable<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => {
        log.info(vscode.l10n.t('{0}: cancelled. What is under way is waited for.', title));
        stop.abort();
      });
      return run(stop.signal, (message, part) => {
        progress.report({ message, increment: (100 * part) / trunks });
      });
    },
  );
}
