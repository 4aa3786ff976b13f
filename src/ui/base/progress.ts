import * as vscode from 'vscode';
import type { Log } from './log.ts';
import { shownText } from './shownText.ts';

/** How long something may take before a word of it is shown, in milliseconds. */
const quietFor = 500;

/** Tells the progress what is being done, and how much of the whole in percent has been done since it was last told. */
export type Say = (message: string, increment: number) => void;

/**
 * Shows a progress with *Cancel* for what takes longer than a moment. One that flashes by says nothing, and VS Code keeps back
 * the fourth notification within 800 ms, which could be the result.
 * @param onCancel told once, when the user cancels.
 */
export async function withProgress<T>(
  title: string,
  work: (signal: AbortSignal, say: Say, cancel: () => void) => Promise<T>,
  onCancel?: () => void,
): Promise<{ result: T; cancelled: boolean }> {
  const stop = new AbortController();
  let untold: { message: string; increment: number } | undefined;
  let say: Say = (message, increment) => {
    untold = { message, increment: (untold?.increment ?? 0) + increment };
  };
  const cancel = () => {
    if (stop.signal.aborted) return;
    onCancel?.();
    stop.abort();
  };
  const working = work(
    stop.signal,
    (message, increment) => {
      say(shownText(message), increment);
    },
    cancel,
  );
  if (!(await isQuick(working))) {
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: shownText(title), cancellable: true },
      (progress, token) => {
        token.onCancellationRequested(cancel);
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

/**
 * Asks PBXes what they have.
 * @param title of the progress, which comes up only when it takes a moment.
 * @returns undefined when it was cancelled.
 */
export async function askWithProgress<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  title = vscode.l10n.t('Asking the PBX what is there…'),
): Promise<T | undefined> {
  const { result, cancelled } = await withProgress(title, ask);
  return cancelled ? undefined : result;
}

/**
 * Shows how far a run over many trunks has come, with *Cancel*.
 * @param trunks how many there are; the run says of how many more each message tells.
 */
export async function runWithProgress<T>(
  log: Log,
  title: string,
  trunks: number,
  run: (signal: AbortSignal, say: (message: string, part: number) => void, cancel: () => void) => Promise<T>,
): Promise<T> {
  const { result } = await withProgress(
    title,
    (signal, say, cancel) =>
      run(
        signal,
        (message, part) => {
          say(message, (100 * part) / trunks);
        },
        cancel,
      ),
    () => {
      log.info(vscode.l10n.t('{0}: cancelled. What is under way is waited for.', title));
    },
  );
  return result;
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
