import * as vscode from 'vscode';

/** So long an answer may take without a word, in milliseconds. */
const quietFor = 500;

/**
 * Asks PBXes what they have. A progress with *Cancel* comes up only when it takes a moment: one that flashes by says nothing,
 * and VS Code keeps back the fourth notification within 800 ms, which could be the result.
 * @param title of that progress.
 * @returns undefined when it was cancelled.
 */
export async function whileAsking<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  title = vscode.l10n.t('Asking the PBX what is there…'),
): Promise<T | undefined> {
  const stop = new AbortController();
  const asked = ask(stop.signal);
  let timer: NodeJS.Timeout | undefined;
  const slow = new Promise<'slow'>((resolve) => {
    timer = setTimeout(resolve, quietFor, 'slow');
  });
  const first = await Promise.race([asked.then(() => 'done' as const), slow]).finally(() => {
    clearTimeout(timer);
  });
  if (first === 'done') return await asked;
  return await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title,
      cancellable: true,
    },
    async (_progress, token) => {
      token.onCancellationRequested(() => {
        stop.abort();
      });
      const answer = await asked;
      return stop.signal.aborted ? undefined : answer;
    },
  );
}
