import * as vscode from 'vscode';

/** Counts the failing trunks on the icon of the view. */
export function showBadge(view: vscode.TreeView<unknown>, count: number): void {
  if ((view.badge?.value ?? 0) === count) return;
  view.badge =
    count === 0
      ? undefined
      : {
          value: count,
          tooltip:
            count === 1
              ? vscode.l10n.t('1 trunk is failing')
              : vscode.l10n.t('{0} trunks are failing', count),
        };
}
