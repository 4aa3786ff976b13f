import * as vscode from 'vscode';
import type { LiveRun } from '../../fleet/journal/liveRun.ts';
import { shownText } from '../base/shownText.ts';
import { doneWords } from './liveResults.ts';
import type { Reports } from './reports.ts';

/** How far a run has come, in the status bar until its end: a click leads to its page. */
export function showInStatusBar(reports: Reports, live: LiveRun): void {
  // What asks nothing shows nothing, either.
  if (!live.stop.cancel) return;
  const item = vscode.window.createStatusBarItem('pbx.run', vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t('PBX Trunks: Run');
  item.tooltip = vscode.l10n.t('Click to watch every trunk of the run.');
  item.command = 'pbx.openReport';
  const show = () => {
    item.text = `$(sync~spin) ${shownText(doneWords(live))}`;
  };
  show();
  item.show();
  live.onDidChange(show);
  const ending = reports.onDidChangeRuns(() => {
    if (reports.isUnderWay(live)) return;
    item.dispose();
    ending.dispose();
  });
}
