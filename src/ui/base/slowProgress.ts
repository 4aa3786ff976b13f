import * as vscode from 'vscode';
import { plainText } from './plainText.ts';

/** So long something may take without a word, in milliseconds. */
const quietFor = 500;

/** Tells the progress what is being done, and how much of the whole in percent has been done since it was last told. */
export type Say = (message: string, increment: number) => void;

/**
 * Shows a progress with *Cancel* for what takes longer than a moment. One that flashes by says nothing, and VS Code keeps back
 * the fourth notification within 800 ms, which could be the result.
 * @param onCancel told once, when the user cancels.
 */
export async function withSlowProgress<T>(
  title: string,
  work: (signal: AbortSignal, say: Say) => Promise<T>,
  onCancel?: () => void,
): Promise<{ result: T; cancelled: boolean }> {
  const stop = new AbortController();
  let untold: { message: string; increment: number } | undefined;
  let say: Say = (message, increment) => {
    untold = { message, increment: (untold?.increment ?? 0) + increment };
  };
  const working = work(stop.signal, (message, increment) => {
    say(plainText(message), increment);
  });
  if (!(await isQuick(working))) {
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: plainText(title), cancellable: true },
      (progress, token) => {
        token.onCancellationRequested(() => {
          onCancel?.();
          stop.abort();
        });
        say = (message, increment) => {
          progress.report({ message, increment });
        };
        if (untold) progress.report(untold);
        return working;
      },
    );
  }
  return { result: await working, cancelled: stop.signal.aborted };
}

/** Whether it ends within a moment, whichever way. */
async function isQuick(working: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const slow = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, quietFor, false);
  });
  const ended = working.then(
    () => true,
    () => true,
  );
  return await Promise.race([ended, slow]).finally(() => {
    clearTimeout(timer);
  });
}
