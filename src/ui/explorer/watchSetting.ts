import * as vscode from 'vscode';

/** When the status of trunks is asked for by itself: `pbx.watch`. In a file of its own, for the start of the window reads it. */
export function watchSetting(): 'whenVisible' | 'always' | 'off' {
  const value = vscode.workspace.getConfiguration('pbx').get<unknown>('watch');
  return value === 'always' || value === 'off' ? value : 'whenVisible';
}
