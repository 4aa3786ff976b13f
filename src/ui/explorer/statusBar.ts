import * as vscode from 'vscode';
import { shortOutsideList } from '../../core/shortList.ts';
import { plainLine, shownText } from '../base/shownText.ts';
import { healthSum } from './healthSum.ts';
import { shownTime } from './shownTime.ts';

/** How many names are spelled out; the others are counted. */
const maxNames = 3;

/** The item of the status bar: there only while something is wrong, and a click leads to it. */
export class StatusBar implements vscode.Disposable {
  #item: vscode.StatusBarItem | undefined;
  #seen = Date.now();

  /**
   * @param unreachable are names of PBXes.
   * @param isTrue whether it is kept true; else it says when that was last so.
   */
  show(failing: number, unreachable: readonly string[], isTrue: boolean): void {
    if (isTrue) this.#seen = Date.now();
    if (failing === 0 && unreachable.length === 0) {
      this.#item?.hide();
      return;
    }
    const item = (this.#item ??= this.#create());
    item.text = `$(warning) ${shownText(healthSum(failing, unreachable.length))}`;
    item.tooltip = [
      unreachable.length === 0
        ? ''
        : vscode.l10n.t('Cannot be reached: {0}.', shortOutsideList(unreachable, maxNames)),
      isTrue ? '' : vscode.l10n.t('Last looked at {0}.', shownTime(this.#seen)),
      vscode.l10n.t('Click to show what fails.'),
    ]
      .filter((line) => line !== '')
      .map((line) => plainLine(line))
      .join('\n');
    item.show();
  }

  dispose(): void {
    this.#item?.dispose();
  }

  #create(): vscode.StatusBarItem {
    const item = vscode.window.createStatusBarItem('pbx.status', vscode.StatusBarAlignment.Left);
    item.name = vscode.l10n.t('PBX Trunks: Failing Trunks');
    item.command = 'pbx.showFailingTrunks';
    return item;
  }
}
