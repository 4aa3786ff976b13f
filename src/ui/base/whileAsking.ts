import * as vscode from 'vscode';
import { withSlowProgress } from './slowProgress.ts';

/**
 * Asks PBXes what they have.
 * @param title of the progress, which comes up only when it takes a moment.
 * @returns undefined when it was cancelled.
 */
export async function whileAsking<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  title = vscode.l10n.t('Asking the PBX what is there…'),
): Promise<T | undefined> {
  const { result, cancelled } = await withSlowProgress(title, ask);
  return cancelled ? undefined : result;
}
