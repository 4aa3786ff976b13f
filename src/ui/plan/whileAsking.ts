import * as vscode from 'vscode';
import { withSlowProgress } from '../slowProgress.ts';

/**
 * Asks PBXes what they have.
 * @returns undefined when it was cancelled.
 */
export async function whileAsking<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  const { result, cancelled } = await withSlowProgress(vscode.l10n.t('Asking the PBX what is there…'), ask);
  return cancelled ? undefined : result;
}
