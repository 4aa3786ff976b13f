import * as vscode from 'vscode';
import { lastRunIn } from '../../fleet/journal/runFolder.ts';
import { setContextKey } from '../base/contextKey.ts';

/** Where the runs of all windows are written down. */
export function runFolder(context: Pick<vscode.ExtensionContext, 'globalStorageUri'>): string {
  return vscode.Uri.joinPath(context.globalStorageUri, 'runs').fsPath;
}

/** Says whether the last run can be continued or undone, so that those commands are offered only then. */
export async function tellLastRun(folder: string): Promise<void> {
  const last = await lastRunIn(folder);
  if (!last) {
    await Promise.all([setContextKey('pbx.canUndo', false), setContextKey('pbx.canContinue', false)]);
    return;
  }
  const [{ canUndo }, { canContinue }] = await Promise.all([
    import('../../fleet/undo/undoSteps.ts'),
    import('../../fleet/journal/storedRun.ts'),
  ]);
  await Promise.all([
    setContextKey('pbx.canUndo', canUndo(last)),
    setContextKey('pbx.canContinue', canContinue(last)),
  ]);
}
